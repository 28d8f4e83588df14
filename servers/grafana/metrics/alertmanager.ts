import { counter, gauge, histogram, open } from '@narthex/instrumentation';

const perOrg = { labels: { org: open({ typically: 1 }) } };
const perIntegration = { labels: { org: open({ typically: 1 }), integration: open({ typically: 3 }) } };
const QUERY = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** The Alertmanager inside Grafana. What its summaries without quantiles leave are two counters each. */
export const innerAlertmanagerMetrics = {
  alertingDiscoveredConfigurations: gauge('grafana_alerting_discovered_configurations', 'Organisations that need one.'),
  alertingActiveConfigurations: gauge('grafana_alerting_active_configurations', 'Organisations that have one.'),
  alertingAlertmanagerAlerts: gauge('grafana_alerting_alertmanager_alerts', 'Alerts by state.', {
    labels: { org: open({ typically: 1 }), state: ['active', 'suppressed', 'unprocessed'] },
  }),
  alertingAlertsReceivedTotal: counter('grafana_alerting_alerts_received_total', 'Alerts that came in.', {
    labels: { org: open({ typically: 1 }), status: ['firing', 'resolved'] },
  }),
  alertingAlertsInvalidTotal: counter('grafana_alerting_alerts_invalid_total', 'Alerts that were refused.', {
    ...perOrg,
  }),
  alertingAlertmanagerReceivers: gauge('grafana_alerting_alertmanager_receivers', 'Receivers.', {
    labels: { org: open({ typically: 1 }), state: ['active', 'inactive'] },
  }),
  alertingAlertmanagerIntegrations: gauge('grafana_alerting_alertmanager_integrations', 'Ways to send.', {
    labels: { org: open({ typically: 1 }), type: open({ typically: 3 }) },
  }),
  alertingAlertmanagerInhibitionRules: gauge('grafana_alerting_alertmanager_inhibition_rules', 'Inhibition rules.', {
    ...perOrg,
  }),
  alertingNotificationsTotal: counter('grafana_alerting_notifications_total', 'Notifications tried.', {
    ...perIntegration,
  }),
  alertingNotificationsFailedTotal: counter(
    'grafana_alerting_notifications_failed_total',
    'Notifications that failed.',
    { ...perIntegration },
  ),
  alertingNotificationRequestsTotal: counter(
    'grafana_alerting_notification_requests_total',
    'Requests for notifications.',
    { ...perIntegration },
  ),
  alertingNotificationRequestsFailedTotal: counter(
    'grafana_alerting_notification_requests_failed_total',
    'Requests for notifications that failed.',
    { ...perIntegration },
  ),
  alertingNotificationLatencySeconds: histogram(
    'grafana_alerting_notification_latency_seconds',
    'Time to send a notification.',
    { unit: 'seconds', buckets: [1, 5, 10, 15, 20] },
  ),
  alertingSilences: gauge('grafana_alerting_silences', 'Silences by state.', {
    labels: { org: open({ typically: 1 }), state: ['active', 'pending', 'expired'] },
  }),
  alertingNflogGcDurationSecondsSum: counter(
    'grafana_alerting_nflog_gc_duration_seconds_sum',
    'Time spent cleaning the log of notifications.',
    { unit: 'seconds' },
  ),
  alertingNflogGcDurationSecondsCount: counter(
    'grafana_alerting_nflog_gc_duration_seconds_count',
    'Times that it cleaned the log of notifications.',
  ),
  alertingNflogSnapshotDurationSecondsSum: counter(
    'grafana_alerting_nflog_snapshot_duration_seconds_sum',
    'Time spent saving the log of notifications.',
    { unit: 'seconds' },
  ),
  alertingNflogSnapshotDurationSecondsCount: counter(
    'grafana_alerting_nflog_snapshot_duration_seconds_count',
    'Times that it saved the log of notifications.',
  ),
  alertingNflogSnapshotSizeBytes: gauge(
    'grafana_alerting_nflog_snapshot_size_bytes',
    'Size of the log of notifications when last saved.',
    { unit: 'bytes' },
  ),
  alertingNflogQueriesTotal: counter('grafana_alerting_nflog_queries_total', 'Queries of the log of notifications.'),
  alertingNflogQueryErrorsTotal: counter(
    'grafana_alerting_nflog_query_errors_total',
    'Queries of the log of notifications that failed.',
  ),
  alertingNflogQueryDurationSeconds: histogram(
    'grafana_alerting_nflog_query_duration_seconds',
    'Time of a query of the log of notifications.',
    { unit: 'seconds', buckets: QUERY },
  ),
  alertingNflogGossipMessagesPropagatedTotal: counter(
    'grafana_alerting_nflog_gossip_messages_propagated_total',
    'Messages about the log of notifications passed on.',
  ),
  alertingSilencesGcDurationSecondsSum: counter(
    'grafana_alerting_silences_gc_duration_seconds_sum',
    'Time spent cleaning the silences.',
    { unit: 'seconds' },
  ),
  alertingSilencesGcDurationSecondsCount: counter(
    'grafana_alerting_silences_gc_duration_seconds_count',
    'Times that it cleaned the silences.',
  ),
  alertingSilencesSnapshotDurationSecondsSum: counter(
    'grafana_alerting_silences_snapshot_duration_seconds_sum',
    'Time spent saving the silences.',
    { unit: 'seconds' },
  ),
  alertingSilencesSnapshotDurationSecondsCount: counter(
    'grafana_alerting_silences_snapshot_duration_seconds_count',
    'Times that it saved the silences.',
  ),
  alertingSilencesSnapshotSizeBytes: gauge(
    'grafana_alerting_silences_snapshot_size_bytes',
    'Size of the silences when last saved.',
    { unit: 'bytes' },
  ),
  alertingSilencesQueriesTotal: counter('grafana_alerting_silences_queries_total', 'Queries of the silences.'),
  alertingSilencesQueryErrorsTotal: counter(
    'grafana_alerting_silences_query_errors_total',
    'Queries of the silences that failed.',
  ),
  alertingSilencesQueryDurationSeconds: histogram(
    'grafana_alerting_silences_query_duration_seconds',
    'Time of a query of the silences.',
    { unit: 'seconds', buckets: QUERY },
  ),
  alertingSilencesGossipMessagesPropagatedTotal: counter(
    'grafana_alerting_silences_gossip_messages_propagated_total',
    'Messages about the silences passed on.',
  ),
  alertingDispatcherAggregationGroups: gauge('grafana_alerting_dispatcher_aggregation_groups', 'Groups of alerts.'),
  alertingDispatcherAlertProcessingDurationSecondsSum: counter(
    'grafana_alerting_dispatcher_alert_processing_duration_seconds_sum',
    'Time spent sorting alerts.',
    { unit: 'seconds' },
  ),
  alertingDispatcherAlertProcessingDurationSecondsCount: counter(
    'grafana_alerting_dispatcher_alert_processing_duration_seconds_count',
    'Alerts sorted.',
  ),
  alertingAlertmanagerConfigMatchers: gauge(
    'grafana_alerting_alertmanager_config_matchers',
    'Matchers in its configuration.',
  ),
  alertingAlertmanagerConfigMatch: gauge('grafana_alerting_alertmanager_config_match', 'Matches of the old form.'),
  alertingAlertmanagerConfigMatchRe: gauge(
    'grafana_alerting_alertmanager_config_match_re',
    'Matches by pattern of the old form.',
  ),
  alertingAlertmanagerConfigObjectMatchers: gauge(
    'grafana_alerting_alertmanager_config_object_matchers',
    'Matchers of its own form.',
  ),
  alertingAlertmanagerConfigHash: gauge(
    'grafana_alerting_alertmanager_config_hash',
    'A number that changes with its configuration.',
    { ...perOrg },
  ),
};
