// An alert of the service's own: what the built-in ones cannot know.
import { alert, counting, promql, rulePack, scenarios, series } from 'narthex';
import { orderMetrics } from '../../src/metrics.ts';

const { orders } = orderMetrics;
const job = 'orders-api';

const ordersFail = alert('OrdersFail', {
  threshold: 0.02,
  window: '5m',
  expr: ({ threshold, window }) =>
    promql`sum by (job) (rate(${orders}{outcome="failed"}[${window}])) / sum by (job) (rate(${orders}[${window}])) > ${threshold}`,
  for: '5m',
  severity: 'critical',
  summary: '{{ $labels.job }} loses orders.',
  description: '{{ $value | humanizePercentage }} of the orders that {{ $labels.job }} should take cannot be kept.',
  runbook: {
    meaning: 'Orders that are in order cannot be written to the database.',
    impact: 'Customers see an error and may not come back. The orders are lost.',
    diagnosis: 'Look at the health of the database, and at the log of the API from the time when it began.',
    mitigation: 'Mend the database. Roll back the last deployment if it began with one.',
    queries: [{ ask: 'What becomes of the orders?', expr: promql`sum by (outcome) (rate(${orders}[5m]))` }],
  },
  scenarios: (numbers) => {
    const share = (failing: number) => ({
      [series(orders, { job, outcome: 'accepted' })]: counting(100 * (1 - failing)),
      [series(orders, { job, outcome: 'failed' })]: counting(100 * failing),
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

export const ordersAlerts = rulePack('orders', [ordersFail]);
