import { type Expression, type NamedMetric, promql } from '../../../promql/index.ts';
import { prometheusMetrics, scrape } from '../../../servers/index.ts';
import type { Query, TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { noPrometheus } from '../../parts/monitoring.ts';

const graph = { kind: 'timeseries', min: 0, noValue: noPrometheus } as const;

/** Targets that take longest to read. */
export const slowest: TimeSeriesPanel = {
  ...graph,
  key: 'scrape-duration',
  title: 'Slowest targets',
  shows: 'How long it takes to read a target, the ten slowest.',
  action: 'Near the time-out of its job the target will be called down. Let it expose less, or give it more time.',
  queries: [{ expr: promql`topk(10, max by (job, instance) (${scrape.duration}))`, legend: '{{instance}} ({{job}})' }],
};

/** Jobs that bring most. */
export const largest: TimeSeriesPanel = {
  ...graph,
  key: 'samples-by-job',
  title: 'Samples by job',
  shows: 'Samples of one scrape that are stored, added up over the targets of a job, the ten largest.',
  action: 'A step up is a target that began to expose more: look at what was deployed then.',
  queries: [{ expr: promql`topk(10, sum by (job) (${scrape.samplesAdded}))`, legend: '{{job}}' }],
};

/** Targets by job. */
export const targets: TimeSeriesPanel = {
  ...graph,
  key: 'targets-by-job',
  title: 'Targets that answer',
  shows: 'Targets of each job that could be read.',
  action:
    'Fewer than before: one is down, or discovery does not find it any more. The target page of Prometheus says which.',
  unit: 'none',
  decimals: 0,
  queries: [{ expr: promql`sum by (job) (${scrape.up})`, legend: '{{job}}' }],
};

const rate = (metric: NamedMetric): Expression => promql`sum(rate(${metric}[$__rate_interval]))`;
const rates = (metrics: Readonly<Record<string, NamedMetric>>): Query[] =>
  Object.entries(metrics).map(([legend, metric]) => ({ expr: rate(metric), legend }));

/** Samples that are not stored. */
export const refused: TimeSeriesPanel = {
  ...graph,
  key: 'samples-refused',
  title: 'Samples refused',
  shows: 'Samples per second that Prometheus read and did not store, by the reason.',
  action:
    'Two targets that expose the same series, or one that sets its own time stamps. The log of Prometheus names them.',
  queries: rates({
    'the same time twice': prometheusMetrics.targetScrapesSampleDuplicateTimestamp,
    'older than the last one': prometheusMetrics.targetScrapesSampleOutOfOrder,
  }),
  guard: { alerts: ['PrometheusDuplicateTimestamps', 'PrometheusOutOfOrderTimestamps'], fires: 'above' },
};

/** Scrapes that a limit ended. */
export const limits: TimeSeriesPanel = {
  ...graph,
  key: 'limits-hit',
  title: 'Limits that were hit',
  shows:
    'Scrapes and targets per second that were given up because they were beyond a limit of their job, by the limit.',
  action: 'A target that exposes far more than it was thought to: stop that first, raise the limit only then.',
  queries: rates({
    samples: prometheusMetrics.targetScrapesExceededSampleLimit,
    'size of the answer': prometheusMetrics.targetScrapesExceededBodySizeLimit,
    labels: prometheusMetrics.targetScrapePoolExceededLabelLimits,
    targets: prometheusMetrics.targetScrapePoolExceededTargetLimit,
  }),
  guard: {
    alerts: [
      'PrometheusScrapeSampleLimitHit',
      'PrometheusScrapeBodySizeLimitHit',
      'PrometheusLabelLimitHit',
      'PrometheusTargetLimitHit',
    ],
    fires: 'above',
  },
};

/** What goes wrong before a target is known. */
export const discovery: TimeSeriesPanel = {
  ...graph,
  key: 'discovery-failures',
  title: 'Discovery that fails',
  shows: 'Look-ups of targets per second that failed, and jobs whose targets could not be taken over.',
  action: 'Targets that are gone stay, new ones are not read. The log of Prometheus has the error.',
  queries: rates({
    'look-ups': prometheusMetrics.sdRefreshFailures,
    'take-overs': prometheusMetrics.targetSyncFailed,
  }),
  guard: { alerts: ['PrometheusSDRefreshFailure', 'PrometheusTargetSyncFailure'], fires: 'above' },
  mayBeEmpty: 'where nothing has to be discovered, or nothing has failed yet, there is nothing to count',
};
