import { counter, describeMetrics, gauge, open } from '@narthex/instrumentation';

/** What Prometheus writes itself about every target that it reads. */
export const scrape = describeMetrics({
  up: gauge('up', 'Whether the last scrape of the target worked.', { labels: { job: open(), instance: open() } }),
  samplesAdded: gauge('scrape_samples_post_metric_relabeling', 'Samples of the last scrape that were kept.', {
    labels: { job: open(), instance: open() },
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
  headSeries: gauge('prometheus_tsdb_head_series', 'Series in memory.'),
  samplesAppended: counter('prometheus_tsdb_head_samples_appended_total', 'Samples stored.', {
    labels: { type: open() },
  }),
});
