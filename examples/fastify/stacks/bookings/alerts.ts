// An alert of the service's own: what the built-in ones cannot know.
import { alert, counting, promql, rulePack, scenarios, series } from 'narthex';
import { bookingMetrics } from '../../src/metrics.ts';

const { bookings } = bookingMetrics;
const job = 'bookings-api';

const bookingsFail = alert('BookingsFail', {
  threshold: 0.02,
  window: '5m',
  expr: ({ threshold, window }) =>
    promql`sum by (job) (rate(${bookings}{outcome="failed"}[${window}])) / sum by (job) (rate(${bookings}[${window}])) > ${threshold}`,
  for: '5m',
  severity: 'critical',
  summary: '{{ $labels.job }} loses bookings.',
  description: '{{ $value | humanizePercentage }} of the bookings that {{ $labels.job }} should take cannot be kept.',
  runbook: {
    meaning: 'Bookings of free rooms cannot be written to the database.',
    impact: 'Guests see an error and book elsewhere.',
    diagnosis: 'Look at the health of the database, and at the log of the API from the time when it began.',
    mitigation: 'Mend the database. Roll back the last deployment if it began with one.',
    queries: [{ ask: 'What becomes of the bookings?', expr: promql`sum by (outcome) (rate(${bookings}[5m]))` }],
  },
  scenarios: (numbers) => {
    const share = (failing: number) => ({
      [series(bookings, { job, outcome: 'booked' })]: counting(100 * (1 - failing)),
      [series(bookings, { job, outcome: 'failed' })]: counting(100 * failing),
    });
    return scenarios(numbers, {
      labels: { job },
      value: numbers.threshold * 1.02,
      bad: share(numbers.threshold * 1.02),
      good: share(numbers.threshold * 0.98),
      onset: '1m',
      ease: numbers.window,
    });
  },
});

export const bookingsAlerts = rulePack('bookings', [bookingsFail]);
