import { instrumentationMetrics } from '@narthex/instrumentation';
import { promql } from '../../../promql/index.ts';
import type { TablePanel } from '../../../stacks/model/index.ts';
import { processes } from './common.ts';

const { dropped, rejected } = instrumentationMetrics;
const table = {
  kind: 'table',
  unit: 'none',
  columns: [
    { field: 'job', title: 'Service', width: 140, boardLink: { board: 'services', variable: 'job' } },
    { field: 'metric', title: 'Metric' },
    { field: 'Value', title: 'In half an hour', width: 140 },
  ],
  sortBy: 'In half an hour',
  descending: true,
} as const;

/** What an application recorded and nobody will see. */
export const instrumentation: readonly TablePanel[] = [
  {
    ...table,
    key: 'series-dropped',
    title: 'Series that were not made',
    shows: 'Series that were left out in the last half hour because a metric had reached its limit, the ten with most.',
    action: 'A label has more values than was declared: take what is unbounded out of it, or raise its bound.',
    noValue: 'Every series was made.',
    mayBeEmpty: 'every series was made',
    queries: [
      {
        expr: promql`topk(10, ceil(sum by (job, metric) (increase(${dropped}{${processes}}[30m]))) > 0)`,
        legend: '',
      },
    ],
    guard: { alerts: ['NodejsMetricLimitReached'], fires: 'above', bound: 1 },
  },
  {
    ...table,
    key: 'samples-rejected',
    title: 'Values that were not recorded',
    shows: 'Values that were refused in the last half hour because they are none, as NaN is, the ten with most.',
    action: 'The program computes nonsense before it records: a division by nothing, a time that ends before it began.',
    noValue: 'Every value was recorded.',
    mayBeEmpty: 'every value was recorded',
    queries: [
      {
        expr: promql`topk(10, ceil(sum by (job, metric) (increase(${rejected}{${processes}}[30m]))) > 0)`,
        legend: '',
      },
    ],
    guard: { alerts: ['NodejsMetricValuesRejected'], fires: 'above', bound: 1 },
  },
];
