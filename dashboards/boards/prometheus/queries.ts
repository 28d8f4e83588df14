import { promql } from '../../../promql/index.ts';
import { prometheusMetrics } from '../../../servers/index.ts';
import type { TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { noPrometheus } from '../../parts/monitoring.ts';

const { engineQueries, engineQueriesConcurrentMax, engineQueryDurationSeconds, engineQuerySamples } = prometheusMetrics;
const graph = { kind: 'timeseries', min: 0, noValue: noPrometheus } as const;

/** How long queries take. */
export const latency: TimeSeriesPanel = {
  ...graph,
  key: 'query-latency',
  title: 'Time of a query',
  shows:
    'How long the evaluation of a query takes, of rules and of dashboards: half, nine of ten, all but one in a hundred are faster.',
  action: 'If it grows with the series, record what dashboards compute. If it jumps, somebody asks for months at once.',
  queries: [
    {
      expr: promql`max by (quantile) (${engineQueryDurationSeconds}{slice="inner_eval"})`,
      legend: 'quantile {{quantile}}',
    },
  ],
  mayBeEmpty: 'it looks ten minutes back, and is NaN where nobody asked anything in that time',
};

/** What the time of queries is made of. */
export const slices: TimeSeriesPanel = {
  ...graph,
  key: 'query-slices',
  title: 'What a slow query waits for',
  shows:
    'The time that all but one query in a hundred stay below, by what it is spent on: waiting in the queue, preparing, evaluating, sorting.',
  action: 'Much of `queue_time` means too many queries at once; `inner_eval` means queries that read too much.',
  queries: [{ expr: promql`max by (slice) (${engineQueryDurationSeconds}{quantile="0.99"})`, legend: '{{slice}}' }],
  mayBeEmpty: 'it looks ten minutes back, and is NaN where nobody asked anything in that time',
};

/** How many queries run. */
export const underWay: TimeSeriesPanel = {
  ...graph,
  key: 'queries-under-way',
  title: 'Queries at once, of those it allows',
  shows: 'Which share of the queries that may run at a time do. Above 100 %, some of them wait.',
  action: 'Close dashboards over long ranges that refresh every few seconds; record what they compute.',
  unit: 'percentunit',
  queries: [
    {
      expr: promql`max by (instance) (${engineQueries} / ${engineQueriesConcurrentMax})`,
      legend: '{{instance}}',
    },
  ],
  guard: { alerts: ['PrometheusHighQueryLoad'], fires: 'above' },
};

/** How much queries read. */
export const samplesLoaded: TimeSeriesPanel = {
  ...graph,
  key: 'query-samples',
  title: 'Samples that queries read',
  shows: 'Samples per second that rules and dashboards read: what their time goes into.',
  action:
    'A level that never falls are rules over long windows, peaks are people. Give slow groups of rules a longer interval.',
  queries: [
    {
      expr: promql`sum by (instance) (rate(${engineQuerySamples}[$__rate_interval]))`,
      legend: '{{instance}}',
    },
  ],
};
