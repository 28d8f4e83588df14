import { counter, describeMetrics, open } from '@narthex/instrumentation';

/** What Alertmanager exposes about itself, as far as the stack reads it. */
export const alertmanagerMetrics = describeMetrics({
  notifications: counter('alertmanager_notifications_total', 'Notifications that were tried.', {
    labels: { integration: open(), receiver_name: open() },
  }),
  notificationsFailed: counter('alertmanager_notifications_failed_total', 'Notifications that failed for good.', {
    labels: { integration: open(), receiver_name: open(), reason: open() },
  }),
});
