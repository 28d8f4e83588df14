import { type Board, nodejsMetrics, type Panel, promql, type Row, severityColors, stateColors, upDown } from 'narthex';
import { about } from '../../common/boards/about.ts';
import { range } from '../../common/boards/queries.ts';
import { errors, health, optimizer } from '../metrics.ts';
import { recorded } from '../names.ts';
import { chosen, marks, owner, recordedQuery, variables } from './board.ts';

const notMeasured = 'No instance was measured in this range.';

const state: readonly Panel[] = [
  {
    kind: 'stat',
    key: 'unhealthy',
    title: 'Components that do not work',
    shows: 'None is healthy, one is degraded, more are unhealthy.',
    action: 'See below which component it is, and restart it.',
    unit: 'none',
    min: 0,
    noValue: 'NO DATA: not measured',
    queries: [recordedQuery(recorded.componentsUnhealthy, 'components')],
    guard: { alerts: ['SystemDegraded', 'SystemUnhealthy'], fires: 'above', linkOnly: true },
    mappings: [
      { value: 0, text: 'healthy', color: stateColors.ok },
      { value: 1, text: 'degraded', color: stateColors.warning },
      { value: 2, text: 'unhealthy', color: stateColors.critical },
      { value: 3, text: 'unhealthy', color: stateColors.critical },
    ],
  },
  {
    kind: 'stat',
    key: 'memory',
    title: 'Memory',
    shows: 'Memory of the process that holds the most.',
    action: 'A value that only rises is a leak: restart one instance after the other, then find what is kept.',
    unit: 'bytes',
    min: 0,
    noValue: 'NO DATA: not measured',
    queries: [recordedQuery(recorded.memory, 'memory')],
    guard: { alerts: ['HighMemoryUsage'], fires: 'above' },
  },
  {
    kind: 'stat',
    key: 'processor',
    title: 'Processor',
    shows: 'Share of one processor that the busiest process uses, over five minutes.',
    action: 'Add an instance; roll back if it began with a deployment.',
    unit: 'percentunit',
    decimals: 1,
    min: 0,
    noValue: 'NO DATA: not measured',
    queries: [recordedQuery(recorded.cpu, 'processor')],
    guard: { alerts: ['HighCPUUsage'], fires: 'above' },
  },
  {
    kind: 'stat',
    key: 'critical-errors',
    title: 'Critical errors',
    shows: 'Errors that the code itself calls critical, within five minutes.',
    action: 'Each of them lost something. The log of the component names it.',
    unit: 'short',
    decimals: 0,
    min: 0,
    noValue: 'NO DATA: not measured',
    counts: 'warning',
    queries: [recordedQuery(recorded.criticalErrors, 'critical')],
  },
];

const parts: readonly Panel[] = [
  {
    kind: 'timeline',
    key: 'components',
    title: 'Components',
    shows: 'Whether each component of each instance works.',
    action: 'Restart the one that does not. If it fails again at once, its log says what is missing.',
    unit: 'none',
    min: 0,
    noValue: notMeasured,
    mappings: upDown,
    queries: [{ expr: promql`${health.component}{${chosen}}`, legend: '{{component}} {{instance}}' }],
  },
  {
    kind: 'timeseries',
    key: 'errors',
    title: 'Errors per minute by severity',
    shows: 'Errors and warnings of the orchestration.',
    action: 'Warnings are often the first sign: see which component writes them into its log.',
    unit: 'short',
    min: 0,
    noValue: 'No error was counted in this range.',
    stacked: true,
    colors: {
      '/^warning$/': stateColors.info,
      '/^error$/': severityColors.warning,
      '/^critical$/': severityColors.critical,
    },
    queries: [
      {
        expr: promql`60 * sum by (severity) (rate(${errors.errors}{${chosen}}${range}))`,
        legend: '{{severity}}',
      },
    ],
  },
  {
    kind: 'timeseries',
    key: 'error-rate',
    title: 'Errors per execution',
    shows: 'How many errors come on one execution, and how many warnings there were within five minutes.',
    action: 'Errors without failed executions are tried again and succeed; they cost time.',
    unit: 'short',
    min: 0,
    noValue: 'No execution ended in this range.',
    queries: [recordedQuery(recorded.errorRate, 'errors'), recordedQuery(recorded.warnings, 'warnings')],
  },
];

const resources: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'memory-instances',
    title: 'Memory by instance',
    shows: 'Memory that each process holds.',
    action: 'Compare the instances: one alone that grows has work that the others do not have.',
    unit: 'bytes',
    min: 0,
    noValue: notMeasured,
    queries: [
      { expr: promql`${nodejsMetrics.residentMemory}{job="orchestration", ${chosen}}`, legend: '{{instance}}' },
    ],
    guard: { alerts: ['HighMemoryUsage'], fires: 'above' },
    drillDown: [{ board: 'nodejs', title: 'Node.js', labels: ['instance'] }],
  },
  {
    kind: 'timeseries',
    key: 'cache',
    title: 'Lookups that the cache answers',
    shows: 'Share of the lookups that the cache of the optimiser has answered, over five minutes.',
    action: 'A cold cache after a restart fills by itself; keys that changed with a deployment do not.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    noValue: 'No lookup in this range.',
    queries: [recordedQuery(recorded.cacheHitRate, 'answered')],
  },
  {
    kind: 'timeseries',
    key: 'effectiveness',
    title: 'What the optimiser saves',
    shows:
      'Share of the time of an execution that the optimiser saves: its mean over five minutes, and the worst instance.',
    action: 'When it saves nothing any more, switch it off: it costs processor time.',
    unit: 'percentunit',
    min: 0,
    max: 1,
    noValue: notMeasured,
    queries: [
      recordedQuery(recorded.effectiveness, 'mean'),
      { expr: promql`min(${optimizer.effectiveness}{${chosen}})`, legend: 'worst' },
    ],
  },
];

const rows: readonly Row[] = [
  { key: 'state', lines: [{ height: 5, panels: state }] },
  { key: 'parts', title: 'Components: what works, and what it reports', lines: [{ height: 8, panels: parts }] },
  { key: 'resources', title: 'Resources: what may be short', lines: [{ height: 8, panels: resources }] },
  about(owner, 'Do all components work, and what may be short?', {
    performance: 'executions and segments',
    overview: 'everything else of the stack',
  }),
];

/** The components, their errors, and what they need. */
export const healthBoard: Board = {
  name: 'health',
  title: 'Segment orchestration: health',
  description: 'The components of the orchestration, their errors, the optimiser, and what the process needs.',
  from: '3h',
  variables,
  annotations: marks,
  rows,
};
