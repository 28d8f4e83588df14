import { counter, describeMetrics, gauge, open } from '@narthex/instrumentation';

/** What Prometheus writes itself: about every target that it reads, and about its own alerts. */
export const scrape = describeMetrics({
  up: gauge('up', 'Whether the last scrape of the target worked.', { labels: { job: open(), instance: open() } }),
  samplesAdded: gauge('scrape_samples_post_metric_relabeling', 'Samples of the last scrape that were kept.', {
    labels: { job: open(), instance: open() },
  }),
  alerts: gauge('ALERTS', '1 for each alert that is pending or firing.', {
    labels: { alertname: open(), alertstate: ['pending', 'firing'], severity: open() },
  }),
  alertsActiveSince: gauge('ALERTS_FOR_STATE', 'Since when an alert is pending or firing, as Unix time.', {
    labels: { alertname: open(), severity: open() },
  }),
});

/** What Prometheus exposes about itself, as far as the stack reads it. */
export const prometheusMetrics = describeMetrics({
  ruleFailures: counter('prometheus_rule_evaluation_failures_total', 'Rule evaluations that failed.', {
    labels: { rule_group: open() },
  }),
  configReloadSuccessful: gauge(
    'prometheus_config_last_reload_successful',
    'Whether the last reload of the configuration worked.',
  ),
  notificationsDropped: counter(
    'prometheus_notifications_dropped_total',
    'Alerts that could not be sent to any Alertmanager.',
  ),
  processStart: gauge('process_start_time_seconds', 'When the process started, as Unix time.', { unit: 'seconds' }),
  headSeries: gauge('prometheus_tsdb_head_series', 'Series in memory.'),
  samplesAppended: counter('prometheus_tsdb_head_samples_appended_total', 'Samples stored.', {
    labels: { type: open() },
  }),
});
