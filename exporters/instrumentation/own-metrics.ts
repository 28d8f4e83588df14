/** What the instrumentation tells about itself. */
import { defineMetrics } from './define.ts';
import { counter, gauge, open } from './definition.ts';

/** What an application recorded and nobody will see. It stands in every registry that `instrument` writes to. */
export const instrumentationMetrics = defineMetrics({
  dropped: counter(
    'narthex_series_dropped_total',
    'Values counted under __other__, because a label did not allow its value or the metric was full.',
    { labels: { metric: open({ typically: 40 }) } },
  ),
  rejected: counter(
    'narthex_samples_rejected_total',
    'Values thrown away, because they were no finite number or would have made a counter smaller.',
    { labels: { metric: open({ typically: 40 }) } },
  ),
});

/** Stands in a registry from the first label value on that had to be redacted. */
export const redactionMetrics = defineMetrics({
  redacted: counter(
    'narthex_label_values_redacted_total',
    'Label values replaced by __redacted__, because they looked like a secret, a token or an e-mail address.',
    { labels: { metric: open({ typically: 1 }) } },
  ),
});

/** What is collected at a scrape, and whether it could be. Of collectors of others from their first failure on. */
export const collectorMetrics = defineMetrics({
  success: gauge('narthex_collector_success', 'Whether a collector gave its values in time at the last scrape.', {
    range: [0, 1],
    labels: { collector: open({ typically: 10 }) },
  }),
});

/** What the primary of a cluster tells of its workers. */
export const clusterMetrics = defineMetrics({
  workers: gauge('narthex_cluster_workers', 'Workers by whether they answered this scrape in time.', {
    labels: { state: ['answered', 'silent'] },
  }),
});
