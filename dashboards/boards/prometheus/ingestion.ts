import { promql } from '../../../promql/index.ts';
import { prometheusMetrics } from '../../../servers/index.ts';
import type { TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { series as inMemory, noPrometheus } from '../../parts/monitoring.ts';

/** Series in memory against the budget of the stack. */
export const series: TimeSeriesPanel = {
  ...inMemory,
  key: 'series-against-budget',
  title: 'Series in memory, against the budget',
  shows:
    'Time series that Prometheus holds; its memory grows with them. The line is the budget of the stack, where it has one.',
  action:
    'Above the line: `narthex cost` says which job should bring how many, the TSDB page of Prometheus which one does.',
  guard: { alerts: ['PrometheusSeriesOverBudget'], fires: 'above' },
};

/** Series that come and go. */
export const churn: TimeSeriesPanel = {
  kind: 'timeseries',
  key: 'series-churn',
  title: 'Series that come and go',
  shows: 'New series per second, and series per second that are given up because nothing was added to them for hours.',
  action: 'New ones all the time without deployments: a label holds something that never comes again, such as an id.',
  min: 0,
  noValue: noPrometheus,
  queries: [
    {
      expr: promql`sum by (instance) (rate(${prometheusMetrics.tsdbHeadSeriesCreated}[$__rate_interval]))`,
      legend: 'new {{instance}}',
    },
    {
      expr: promql`sum by (instance) (rate(${prometheusMetrics.tsdbHeadSeriesRemoved}[$__rate_interval]))`,
      legend: 'given up {{instance}}',
    },
  ],
};
