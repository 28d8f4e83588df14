import { describeMetrics, gauge, open } from '@narthex/instrumentation';
import {
  conntrackListenerMetrics,
  conntrackMetrics,
  goClientMetrics,
  goRuntimeMetrics,
  promhttpMetrics,
} from '../../stacks/model/index.ts';
import { discoveryMetrics } from './metrics/discovery.ts';
import { headMetrics } from './metrics/head.ts';
import { remoteMetrics } from './metrics/remote.ts';
import { ruleMetrics } from './metrics/rules.ts';
import { scrapingMetrics } from './metrics/scraping.ts';
import { serverMetrics } from './metrics/server.ts';
import { storageMetrics } from './metrics/storage.ts';

/** What Prometheus writes itself: about every target that it reads, under the labels of the target, and about its own alerts. */
export const scrape = describeMetrics({
  up: gauge('up', 'Whether the last scrape of the target worked.', { range: [0, 1] }),
  duration: gauge('scrape_duration_seconds', 'How long the last scrape took.', { unit: 'seconds' }),
  samplesScraped: gauge('scrape_samples_scraped', 'Samples that the target exposed at the last scrape.'),
  samplesAdded: gauge('scrape_samples_post_metric_relabeling', 'Samples of the last scrape that were kept.'),
  seriesAdded: gauge('scrape_series_added', 'About how many series were new at the last scrape.'),
  alerts: gauge('ALERTS', '1 for each alert that is pending or firing.', {
    labels: { alertname: open(), alertstate: ['pending', 'firing'], severity: open() },
  }),
  alertsActiveSince: gauge('ALERTS_FOR_STATE', 'Since when an alert is pending or firing, as Unix time.', {
    unit: 'timestamp',
    labels: { alertname: open(), severity: open() },
  }),
});

/** What Prometheus exposes about itself. */
export const prometheusMetrics = describeMetrics({
  ...serverMetrics,
  ...scrapingMetrics,
  ...discoveryMetrics,
  ...ruleMetrics,
  ...headMetrics,
  ...storageMetrics,
  ...remoteMetrics,
  ...goClientMetrics,
  ...goRuntimeMetrics,
  ...promhttpMetrics,
  ...conntrackMetrics,
  ...conntrackListenerMetrics,
});
