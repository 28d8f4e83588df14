import { promql } from '../../../promql/index.ts';
import { prometheusMetrics, scrape } from '../../../servers/index.ts';
import { rulePack } from '../../alert.ts';
import { failure } from '../../failure.ts';
import { self } from './self.ts';

const {
  targetScrapePoolExceededTargetLimit,
  targetScrapePoolExceededLabelLimits,
  targetScrapePoolTargets,
  targetScrapesExceededBodySizeLimit,
  targetScrapesExceededSampleLimit,
  targetScrapesSampleDuplicateTimestamp,
  targetScrapesSampleOutOfOrder,
  targetSyncFailed,
} = prometheusMetrics;

const limit = { of: self, window: '5m', for: '15m', severity: 'warning' } as const;

const targetLimit = failure('PrometheusTargetLimitHit', {
  ...limit,
  counter: targetScrapePoolExceededTargetLimit,
  summary: 'A scrape job of Prometheus {{ $labels.instance }} has more targets than it may.',
  description:
    'Prometheus {{ $labels.instance }} found more targets for a job than its `target_limit` allows, about {{ printf "%.0f" $value }} times lately. It reads none of that job.',
  runbook: {
    meaning: 'Service discovery finds more targets for one job than the limit in the configuration.',
    impact: 'All targets of this job count as down; nothing of them is watched.',
    diagnosis:
      'The target page of Prometheus shows the job with the error `target_limit exceeded`. Has it really so many instances, or does the discovery find what it should not, such as finished pods?',
    mitigation:
      'Correct what discovery finds. If there are so many, raise the limit of the job in its definition and look at what the stack is predicted to cost.',
    queries: [
      {
        ask: 'How many targets does each job have?',
        expr: promql`sort_desc(max by (scrape_job) (${targetScrapePoolTargets}))`,
      },
    ],
  },
});

const labelLimit = failure('PrometheusLabelLimitHit', {
  ...limit,
  counter: targetScrapePoolExceededLabelLimits,
  summary: 'Targets of Prometheus {{ $labels.instance }} have more or longer labels than they may.',
  description:
    'Prometheus {{ $labels.instance }} refused targets about {{ printf "%.0f" $value }} times lately, because of the number or the length of their labels.',
  runbook: {
    meaning: 'A target has more labels, or longer names or values, than the limits of its job allow.',
    impact: 'Whatever such a target exposes is not stored, so its alerts cannot fire.',
    diagnosis:
      'The target page of Prometheus shows the error `label_limit`, `label_name_length_limit` or `label_value_length_limit` beside the target. Look at the labels that discovery or the exporter sets.',
    mitigation:
      'Remove the label, or shorten its value: a message or a query text does not belong into a label. Raise the limit of the job only if the label is really needed.',
    queries: [
      { ask: 'Which targets bring nothing?', expr: promql`${scrape.samplesAdded} == 0` },
      { ask: 'Which targets cannot be read?', expr: promql`${scrape.up} == 0` },
    ],
  },
});

const bodySizeLimit = failure('PrometheusScrapeBodySizeLimitHit', {
  ...limit,
  counter: targetScrapesExceededBodySizeLimit,
  summary: 'A target of Prometheus {{ $labels.instance }} answers with more bytes than it may.',
  description:
    'About {{ printf "%.0f" $value }} scrapes of Prometheus {{ $labels.instance }} failed lately, because the answer was larger than `body_size_limit`.',
  runbook: {
    meaning: 'The answer of a target is larger than the limit of its job, so Prometheus throws all of it away.',
    impact: 'The target counts as down, and none of its alerts can fire.',
    diagnosis:
      'The target page of Prometheus shows the error `body size limit exceeded`. Count what it exposes: `curl -s TARGET/metrics | cut -d"{" -f1 | sort | uniq -c | sort -n | tail`.',
    mitigation:
      'Remove the label with too many values from the metric that grew, and restart the target. For good, declare the label as `bounded`.',
    queries: [
      {
        ask: 'Which targets expose the most samples?',
        expr: promql`topk(10, ${scrape.samplesScraped})`,
      },
      { ask: 'Which targets cannot be read?', expr: promql`${scrape.up} == 0` },
    ],
  },
});

const sampleLimit = failure('PrometheusScrapeSampleLimitHit', {
  ...limit,
  counter: targetScrapesExceededSampleLimit,
  summary: 'A target of Prometheus {{ $labels.instance }} exposes more samples than it may.',
  description:
    'About {{ printf "%.0f" $value }} scrapes of Prometheus {{ $labels.instance }} failed lately, because the target exposed more samples than its `sample_limit`.',
  runbook: {
    meaning:
      'After relabelling a target has more samples than the limit of its job, so Prometheus throws all of them away.',
    impact: 'The target counts as down, and none of its alerts can fire.',
    diagnosis:
      'The target page of Prometheus shows the error `sample limit exceeded`. Which metric grew says `curl -s TARGET/metrics | cut -d"{" -f1 | sort | uniq -c | sort -n | tail`.',
    mitigation:
      'Restarting the target helps until the label has many values again. If the growth is meant, raise `sampleLimit` of the job in its environment, and look at `narthex cost`.',
    queries: [
      {
        ask: 'Which targets expose the most samples?',
        expr: promql`topk(10, ${scrape.samplesScraped})`,
      },
      { ask: 'Which targets bring the most new series?', expr: promql`topk(10, ${scrape.seriesAdded})` },
    ],
  },
});

const syncFailure = failure('PrometheusTargetSyncFailure', {
  counter: targetSyncFailed,
  of: { ...self, scrape_job: 'node' },
  window: '30m',
  for: '5m',
  severity: 'critical',
  summary: 'Prometheus {{ $labels.instance }} cannot take over targets of the job {{ $labels.scrape_job }}.',
  description:
    'About {{ printf "%.0f" $value }} targets of the job {{ $labels.scrape_job }} could not be set up, because what discovery and relabelling made of them is not valid.',
  runbook: {
    meaning:
      'Relabelling makes a target that cannot be read: without an address, with a wrong scheme, path or interval.',
    impact: 'These targets are missing altogether. They are not down, so no other alert says so.',
    diagnosis:
      'The log of Prometheus says `Creating target failed` with the labels of the target. The service discovery page shows the labels before and after relabelling.',
    mitigation:
      'Correct the target in the definition of the stack, or the annotation or label that discovery takes it from.',
    queries: [
      {
        ask: 'Which jobs lose targets?',
        expr: promql`sum by (scrape_job) (increase(${targetSyncFailed}[1h])) > 0`,
      },
    ],
  },
});

const duplicateTimestamps = failure('PrometheusDuplicateTimestamps', {
  counter: targetScrapesSampleDuplicateTimestamp,
  of: self,
  window: '5m',
  for: '10m',
  severity: 'warning',
  summary: 'Prometheus {{ $labels.instance }} drops samples that it has already with another value.',
  description:
    'Prometheus {{ $labels.instance }} dropped about {{ printf "%.0f" $value }} samples lately: the same series came twice with one timestamp and two values.',
  runbook: {
    meaning:
      'Two targets have the same labels, one target exposes a series twice, or a target sends timestamps of its own that stand still.',
    impact: 'One of the two values is thrown away, at random: what rules and panels say about these series is wrong.',
    diagnosis:
      'The log of Prometheus, with `--log.level=debug`, names series and target: `Duplicate sample for timestamp`. Two scrape jobs for one target, or relabelling that takes away what tells targets apart, are the usual causes.',
    mitigation:
      'Give the targets a label that tells them apart, or remove the second job. An exporter that exposes a series twice needs a correction of its own.',
    queries: [
      {
        ask: 'How many samples per second are dropped?',
        expr: promql`sum by (instance) (rate(${targetScrapesSampleDuplicateTimestamp}[5m]))`,
      },
    ],
  },
});

const outOfOrderTimestamps = failure('PrometheusOutOfOrderTimestamps', {
  counter: targetScrapesSampleOutOfOrder,
  of: self,
  window: '5m',
  for: '10m',
  severity: 'warning',
  summary: 'Prometheus {{ $labels.instance }} drops samples that are older than what it has.',
  description:
    'Prometheus {{ $labels.instance }} dropped about {{ printf "%.0f" $value }} samples lately, because newer ones of the same series were there already.',
  runbook: {
    meaning:
      'A target sends timestamps of its own that run backwards, or two targets with the same labels are read in turn.',
    impact: 'The dropped samples are missing: series have holes, and rates over them are too low.',
    diagnosis:
      'The log of Prometheus, with `--log.level=debug`, names series and target: `Out of order sample`. Look for targets that expose timestamps, and for a clock that was set back.',
    mitigation:
      'Have the exporter send no timestamps. If two targets share their labels, give them a label that tells them apart.',
    queries: [
      {
        ask: 'How many samples per second are dropped?',
        expr: promql`sum by (instance) (rate(${targetScrapesSampleOutOfOrder}[5m]))`,
      },
    ],
  },
});

/** What Prometheus reads, and what of that it has to throw away. */
export const scraping = rulePack('prometheus-scraping', [
  targetLimit,
  labelLimit,
  bodySizeLimit,
  sampleLimit,
  syncFailure,
  duplicateTimestamps,
  outOfOrderTimestamps,
]);
