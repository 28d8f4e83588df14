import { describeMetrics, gauge, open } from '@narthex/instrumentation';

/** What Grafana exposes about itself, as far as the stack reads it. */
export const grafanaMetrics = describeMetrics({
  buildInfo: gauge('grafana_build_info', 'Version of the running Grafana.', { labels: { version: open() } }),
});
