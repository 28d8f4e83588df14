// What the service and its job record, defined once: they record through these definitions, stacks/orders.ts reads them.
import { counter, defineMetrics, gauge, histogram, mergeMetrics } from '@narthex/instrumentation';
import { httpMetrics } from '@narthex/instrumentation/express';
import { healthMetrics } from '@narthex/instrumentation/health';
import { cacheMetrics, databaseMetrics } from '@narthex/instrumentation/helpers';

/** The service's own metrics. */
export const orderMetrics = defineMetrics({
  orders: counter('orders_total', 'Orders that were asked for, by what became of them.', {
    labels: { outcome: ['accepted', 'rejected', 'failed'] },
  }),
  items: histogram('order_items', 'Items of an accepted order.', { buckets: [1, 2, 5, 10, 20, 50, 100] }),
});

/** All that the service records: the catalog of its stack. */
export const serviceMetrics = mergeMetrics(orderMetrics, httpMetrics, databaseMetrics, cacheMetrics, healthMetrics);

/** What the daily report says of itself, besides how it went. */
export const reportMetrics = defineMetrics({
  orders: gauge('orders_report_orders', 'Orders of the last 24 hours, as the last report has counted them.'),
});
