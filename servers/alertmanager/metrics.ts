import { counter, describeMetrics, gauge, open } from '@narthex/instrumentation';

/** What Alertmanager exposes about itself, as far as the stack reads it. */
export const alertmanagerMetrics = describeMetrics({
  processStart: gauge('process_start_time_seconds', 'When the process started, as Unix time.', { unit: 'seconds' }),
  notifications: counter('alertmanager_notifications_total', 'Notifications that were tried.', {
    labels: { integration: open(), receiver_name: open() },
  }),
  requestsFailed: counter(
    'alertmanager_notification_requests_failed_total',
    'Single requests of notifications that failed.',
    {
      labels: { integration: open(), receiver_name: open() },
    },
  ),
  notificationsFailed: counter('alertmanager_notifications_failed_total', 'Notifications that failed for good.', {
    labels: { integration: open(), receiver_name: open(), reason: open() },
  }),
});
