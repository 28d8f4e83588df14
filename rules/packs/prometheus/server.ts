import { promql } from '../../../promql/index.ts';
import { prometheusMetrics } from '../../../servers/index.ts';
import type { AlertDefinition, RulePack, Stack } from '../../../stacks/model/index.ts';
import { alert, rulePack } from '../../alert.ts';
import { averaged, beyond, within } from '../../scenarios/averaged.ts';
import { series } from '../../scenarios/series.ts';
import { level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { windowed } from '../../scenarios/windowed.ts';
import { self } from './self.ts';

const { engineQueries, engineQueriesConcurrentMax, goGcGomemlimitBytes, goGcHeapLiveBytes, headSeries } =
  prometheusMetrics;

/** The process: its memory, its queries, how much it has taken on. */
export function server({ budget }: Stack): RulePack {
  return rulePack('prometheus-server', [
    highQueryLoad,
    memoryNearLimit,
    ...(budget.series === undefined ? [] : [overBudget(budget.series)]),
  ]);
}

const highQueryLoad = alert('PrometheusHighQueryLoad', {
  threshold: 0.8,
  window: '5m',
  expr: ({ threshold, window }) =>
    promql`avg_over_time(${engineQueries}[${window}]) / ${engineQueriesConcurrentMax} > ${threshold}`,
  for: '15m',
  severity: 'warning',
  summary: 'Prometheus {{ $labels.instance }} has hardly any room for more queries.',
  description:
    '{{ $value | humanizePercentage }} of the queries that Prometheus {{ $labels.instance }} works on at a time are under way. At 100 % queries wait, those of rules as well.',
  runbook: {
    meaning: 'Nearly as many queries run at the same time as `--query.max-concurrency` allows.',
    impact: 'Dashboards become slow, and rules may be evaluated late.',
    diagnosis:
      'Who asks? The query log of Prometheus says so, once it is switched on. A dashboard that many have open, or one with a range of months, is the usual cause.',
    mitigation:
      'Close the dashboard, or shorten its range and its refreshing. For good, record what it computes again and again.',
    queries: [
      { ask: 'How many queries are under way?', expr: promql`${engineQueries}` },
      {
        ask: 'How long do queries take, at the 99th percentile?',
        expr: promql`${prometheusMetrics.engineQueryDurationSeconds}{quantile="0.99"}`,
      },
    ],
  },
  scenarios: (numbers) => {
    const busy = (share: number): Signals => ({
      [series(engineQueries, self)]: level(20 * numbers.threshold * share),
      [series(engineQueriesConcurrentMax, self)]: level(20),
    });
    return averaged(numbers, {
      of: 'gauge',
      labels: self,
      value: numbers.threshold * beyond,
      bad: busy(beyond),
      good: busy(within),
    });
  },
});

const memoryNearLimit = alert('PrometheusMemoryNearLimit', {
  threshold: 0.8,
  expr: ({ threshold }) =>
    promql`${goGcHeapLiveBytes}{job="prometheus"} / ${goGcGomemlimitBytes}{job="prometheus"} > ${threshold}`,
  for: '15m',
  severity: 'warning',
  summary: 'Prometheus {{ $labels.instance }} needs nearly all of its memory.',
  description:
    'What Prometheus {{ $labels.instance }} cannot free is {{ $value | humanizePercentage }} of the memory that it allows itself, which is a tenth less than its limit.',
  runbook: {
    meaning: 'What is still in use after a garbage collection is close to the limit, so little can be freed.',
    impact:
      'Garbage collection takes ever more processor time. One large query, or some more series, and the process is killed in the middle of it.',
    diagnosis:
      'Compare the number of series with what `narthex cost` predicts. If it is as predicted, look for expensive queries; if not, the TSDB status page shows the label that grew.',
    mitigation:
      'Raise `prometheus.memory`, which restarts it. For good, remove the label with too many values, or declare it as `bounded`.',
    queries: [
      { ask: 'How many series does it hold?', expr: promql`${headSeries}` },
      { ask: 'How many queries are under way?', expr: promql`${engineQueries}` },
    ],
  },
  scenarios: (numbers) => {
    const using = (share: number): Signals => ({
      [series(goGcHeapLiveBytes, self)]: level(1_000_000_000 * numbers.threshold * share),
      [series(goGcGomemlimitBytes, self)]: level(1_000_000_000),
      // Another program may be as full; whoever runs it decides what that means.
      [series(goGcHeapLiveBytes, { job: 'another', instance: 'another:8000' })]: level(1_000_000_000),
      [series(goGcGomemlimitBytes, { job: 'another', instance: 'another:8000' })]: level(1_000_000_000),
    });
    return scenarios(numbers, {
      labels: self,
      value: numbers.threshold * beyond,
      bad: using(beyond),
      good: using(within),
    });
  },
});

function overBudget(budget: number): AlertDefinition {
  return alert('PrometheusSeriesOverBudget', {
    threshold: budget,
    // Series that have ended leave the memory every two hours; the least of three hours is what is really there.
    window: '3h',
    expr: ({ threshold, window }) => promql`min_over_time(${headSeries}[${window}]) > ${threshold}`,
    for: '15m',
    severity: 'warning',
    summary: 'Prometheus {{ $labels.instance }} holds more series than its budget.',
    description: `Prometheus {{ $labels.instance }} holds {{ $value | humanize }} series. The stack has a budget of ${budget}.`,
    runbook: {
      meaning: 'More series are active than the definition of the stack allows, for hours.',
      impact:
        'None yet. Memory and disk are laid out for the budget, so Prometheus gets slow, or is killed, if it goes on.',
      diagnosis:
        'The TSDB status page of Prometheus shows the metrics and labels with the most series. Compare each job with what `narthex cost` predicts for it.',
      mitigation:
        'Remove the label with too many values, or declare it as `bounded`. If the system has grown, raise `budget.series` on purpose, and with it memory and disk.',
      queries: [
        { ask: 'How many series does it hold?', expr: promql`${headSeries}` },
        {
          ask: 'Which jobs bring the most samples?',
          expr: promql`topk(10, sum by (job) (scrape_samples_post_metric_relabeling))`,
        },
      ],
    },
    scenarios: (numbers) => {
      const holding = (share: number): Signals => ({ [series(headSeries, self)]: level(numbers.threshold * share) });
      return scenarios(numbers, {
        labels: self,
        value: numbers.threshold * beyond,
        bad: holding(beyond),
        good: holding(within),
        ...windowed(numbers.window),
      });
    },
  });
}
