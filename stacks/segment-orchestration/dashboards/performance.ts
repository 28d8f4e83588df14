import { type Board, type Panel, promql, type Row, severityColors, stateColors } from 'narthex';
import { about } from '../../common/boards/about.ts';
import { range } from '../../common/boards/queries.ts';
import { executions } from '../metrics.ts';
import { recorded } from '../names.ts';
import { chosen, marks, owner, recordedQuery, variables } from './board.ts';

const noExecution = 'No execution ended in this range.';
const idle = 'No execution in 5 minutes';

const state: readonly Panel[] = [
  {
    kind: 'stat',
    key: 'executions-per-minute',
    title: 'Executions per minute',
    shows: 'How many executions end in a minute, the mean of five minutes.',
    action: 'None at all while some are planned means that the orchestration hangs: restart it.',
    unit: 'short',
    decimals: 1,
    min: 0,
    noValue: 'NO DATA: not measured',
    queries: [recordedQuery(recorded.executionsPerMinute, 'executions')],
  },
  {
    kind: 'stat',
    key: 'failure-rate',
    title: 'Executions that fail',
    shows: 'Share of the executions of the last five minutes that failed.',
    action: 'See below whether segments fail as well: then it is what they do, else the orchestration itself.',
    unit: 'percentunit',
    decimals: 1,
    min: 0,
    noValue: idle,
    queries: [recordedQuery(recorded.failureRate, 'failed')],
    guard: { alerts: ['HighFailureRate'], fires: 'above' },
  },
  {
    kind: 'stat',
    key: 'response-time',
    title: 'Mean time of an execution',
    shows: 'How long an execution of the last five minutes took in the mean.',
    action: 'Compare it with the time of the slowest ones below: all slow is the processor or a cold cache.',
    unit: 's',
    decimals: 2,
    min: 0,
    noValue: idle,
    queries: [recordedQuery(recorded.responseTime, 'mean')],
    guard: { alerts: ['HighResponseTime'], fires: 'above' },
  },
  {
    kind: 'stat',
    key: 'success-rate',
    title: 'Executions that succeed',
    shows: 'Share of the executions of the last five minutes that succeeded.',
    action: 'A fall against its own past is what EffectivenessAnomaly tells of, long before the bound is reached.',
    unit: 'percentunit',
    decimals: 1,
    min: 0,
    max: 1,
    noValue: idle,
    queries: [recordedQuery(recorded.successRate, 'succeeded')],
    guard: { alerts: ['EffectivenessAnomaly'], fires: 'below', linkOnly: true },
  },
];

const outcomes: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'outcomes',
    title: 'Executions per minute by outcome',
    shows: 'Executions that have ended, by how.',
    action: 'More failures with as many executions is something that changed; compare the marks of restarts.',
    unit: 'short',
    min: 0,
    noValue: noExecution,
    stacked: true,
    colors: { '/^success$/': stateColors.ok, '/^failure$/': severityColors.critical },
    queries: [
      {
        expr: promql`60 * sum by (outcome) (rate(${executions.executions}{${chosen}}${range}))`,
        legend: '{{outcome}}',
      },
    ],
  },
  {
    kind: 'timeseries',
    key: 'times',
    title: 'Time of an execution',
    shows: 'The mean, and the time within which nineteen in twenty executions end.',
    action: 'If only the slow ones get slower, some executions have more segments than usual.',
    unit: 's',
    min: 0,
    noValue: noExecution,
    queries: [recordedQuery(recorded.responseTime, 'mean'), recordedQuery(recorded.responseTimeP95, 'p95')],
    guard: { alerts: ['HighResponseTime', 'PerformanceAnomaly'], fires: 'above', linkOnly: true },
  },
];

const segments: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'segments',
    title: 'Segments per execution',
    shows: 'How many segments an execution has in the mean.',
    action: 'More segments make executions slower without anything being wrong; ask who plans them.',
    unit: 'short',
    min: 0,
    noValue: noExecution,
    queries: [recordedQuery(recorded.segmentsPerExecution, 'segments')],
  },
  {
    kind: 'timeseries',
    key: 'segment-success',
    title: 'Segments that succeed',
    shows: 'Share of the segments that succeeded, over five minutes.',
    action: 'A fall here comes before executions fail. The log of the segment says what it waited for.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    noValue: 'No segment was executed in this range.',
    queries: [recordedQuery(recorded.segmentSuccessRate, 'succeeded')],
  },
  {
    kind: 'timeseries',
    key: 'timing',
    title: 'Timing accuracy',
    shows: 'How near segments were to their time in the mean; all of them on time is 100 %.',
    action: 'Segments that are late wait for the processor: see the other board.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    noValue: 'No segment was executed in this range.',
    queries: [recordedQuery(recorded.timingAccuracy, 'accuracy')],
  },
];

const rows: readonly Row[] = [
  { key: 'state', lines: [{ height: 5, panels: state }] },
  { key: 'outcomes', title: 'Executions: how they end, and when', lines: [{ height: 8, panels: outcomes }] },
  { key: 'segments', title: 'Segments: what they consist of', lines: [{ height: 8, panels: segments }] },
  about(owner, 'Are executions done, in time, and as well as usual?', {
    health: 'components and resources',
    overview: 'everything else of the stack',
  }),
];

/** How executions and their segments do. */
export const performanceBoard: Board = {
  name: 'performance',
  title: 'Segment orchestration: performance',
  description: 'Executions and their segments: how many there are, how they end, how long they take, whether on time.',
  from: '3h',
  variables,
  annotations: marks,
  rows,
};
