// What the service and its job record, defined once: they record through these definitions, stacks/bookings.ts reads them.
import { counter, defineMetrics, gauge, histogram, mergeMetrics } from '@narthex/instrumentation';
import { httpMetrics } from '@narthex/instrumentation/fastify';
import { healthMetrics } from '@narthex/instrumentation/health';
import { cacheMetrics, databaseMetrics } from '@narthex/instrumentation/helpers';

/** The service's own metrics. */
export const bookingMetrics = defineMetrics({
  bookings: counter('bookings_total', 'Bookings that were asked for, by what became of them.', {
    labels: { outcome: ['booked', 'taken', 'failed'] },
  }),
  nights: histogram('booking_nights', 'Nights of a booking.', { buckets: [1, 2, 3, 5, 7, 14, 30] }),
});

/** All that the service records: the catalog of its stack. */
export const serviceMetrics = mergeMetrics(bookingMetrics, httpMetrics, databaseMetrics, cacheMetrics, healthMetrics);

/** What the nightly clean-up says of itself, besides how it went. */
export const cleanUpMetrics = defineMetrics({
  removed: gauge('bookings_clean_up_removed', 'Bookings of the past that the last clean-up has removed.'),
});
