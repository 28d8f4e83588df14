import { counter, gauge, histogram, open, summary } from '@narthex/instrumentation';

/** Notifications and what they are made from. The receiver is named because Alertmanager runs with the feature `receiver-name-in-metrics`. */
export const notificationMetrics = {
  dispatcherAggregationGroupCreationGivenUp: counter(
    'alertmanager_dispatcher_aggregation_group_creation_given_up_total',
    'Number of alerts dropped because aggregation group creation exceeded the retry limit.',
  ),
  dispatcherAggregationGroupCreationRetries: counter(
    'alertmanager_dispatcher_aggregation_group_creation_retries_total',
    'Number of CAS retries while creating aggregation groups under contention.',
  ),
  dispatcherAggregationGroupLimitReached: counter(
    'alertmanager_dispatcher_aggregation_group_limit_reached_total',
    'Number of times when dispatcher failed to create new aggregation group due to limit.',
  ),
  dispatcherAggregationGroups: gauge(
    'alertmanager_dispatcher_aggregation_groups',
    'Number of active aggregation groups.',
  ),
  dispatcherAlertProcessingDurationSeconds: summary(
    'alertmanager_dispatcher_alert_processing_duration_seconds',
    'Summary of latencies for the processing of alerts.',
    { unit: 'seconds', quantiles: [] },
  ),
  inhibitionRules: gauge('alertmanager_inhibition_rules', 'Number of configured inhibition rules.'),
  integrations: gauge('alertmanager_integrations', 'Number of configured integrations.'),
  nflogGcDurationSeconds: summary(
    'alertmanager_nflog_gc_duration_seconds',
    'Duration of the last notification log garbage collection cycle.',
    { unit: 'seconds', quantiles: [] },
  ),
  nflogGossipMessagesPropagated: counter(
    'alertmanager_nflog_gossip_messages_propagated_total',
    'Number of received gossip messages that have been further gossiped.',
  ),
  nflogMaintenanceErrors: counter(
    'alertmanager_nflog_maintenance_errors_total',
    'How many maintenances were executed for the notification log that failed.',
  ),
  nflogMaintenance: counter(
    'alertmanager_nflog_maintenance_total',
    'How many maintenances were executed for the notification log.',
  ),
  nflogQueries: counter('alertmanager_nflog_queries_total', 'Number of notification log queries were received.'),
  nflogQueryDurationSeconds: histogram(
    'alertmanager_nflog_query_duration_seconds',
    'Duration of notification log query evaluation.',
    { unit: 'seconds', buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] },
  ),
  nflogQueryErrors: counter(
    'alertmanager_nflog_query_errors_total',
    'Number notification log received queries that failed.',
  ),
  nflogSnapshotDurationSeconds: summary(
    'alertmanager_nflog_snapshot_duration_seconds',
    'Duration of the last notification log snapshot.',
    { unit: 'seconds', quantiles: [] },
  ),
  nflogSnapshotSizeBytes: gauge(
    'alertmanager_nflog_snapshot_size_bytes',
    'Size of the last notification log snapshot in bytes.',
    { unit: 'bytes' },
  ),
  notificationLatencySeconds: histogram(
    'alertmanager_notification_latency_seconds',
    'The latency of notifications in seconds.',
    {
      unit: 'seconds',
      labels: { integration: open({ typically: 2 }), receiver_name: open({ typically: 3 }) },
      buckets: [1, 5, 10, 15, 20],
    },
  ),
  requestsFailed: counter(
    'alertmanager_notification_requests_failed_total',
    'The total number of failed notification requests.',
    { labels: { integration: open({ typically: 2 }), receiver_name: open({ typically: 3 }) } },
  ),
  notificationRequests: counter(
    'alertmanager_notification_requests_total',
    'The total number of attempted notification requests.',
    { labels: { integration: open({ typically: 2 }), receiver_name: open({ typically: 3 }) } },
  ),
  notificationsFailed: counter('alertmanager_notifications_failed_total', 'The total number of failed notifications.', {
    labels: {
      integration: open({ typically: 2 }),
      reason: ['clientError', 'contextCanceled', 'contextDeadlineExceeded', 'other', 'serverError'],
      receiver_name: open({ typically: 3 }),
    },
  }),
  notifications: counter('alertmanager_notifications_total', 'The total number of attempted notifications.', {
    labels: { integration: open({ typically: 2 }), receiver_name: open({ typically: 3 }) },
  }),
  receivers: gauge('alertmanager_receivers', 'Number of configured receivers.'),
};
