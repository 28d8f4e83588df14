import { type Board, type Panel, promql, type Row, stateColors } from 'narthex';
import { about } from '../../common/boards/about.ts';
import { range, shareOf } from '../../common/boards/queries.ts';
import { operations, workflows } from '../metrics.ts';
import { marks, nodeVariable, owner } from './board.ts';

const chosen = 'node=~"$node"';
const none = 'No execution ended in this range.';
const outcomeColors = {
  '/^success$/': stateColors.ok,
  '/^(timeout|rate_limited)$/': stateColors.warning,
  '/^error$/': stateColors.critical,
};

const failing = (outcome: string) =>
  promql`max(${shareOf(
    promql`sum by (node) (rate(${workflows.executions}{outcome="${outcome}", ${chosen}}[15m]))`,
    promql`sum by (node) (rate(${workflows.executions}{${chosen}}[15m]))`,
  )})`;

const state: readonly Panel[] = [
  {
    kind: 'stat',
    key: 'failing',
    title: 'Executions that fail',
    shows: 'Share of the executions of a quarter of an hour that ended in an error, of the node with the most.',
    action: 'All nodes: the language model or the storage. One: its prompt, or what it reads.',
    unit: 'percentunit',
    decimals: 1,
    min: 0,
    noValue: 'No execution in 15 minutes',
    queries: [{ expr: failing('error'), legend: 'failed' }],
    guard: { alerts: ['WorkflowNodeFails'], fires: 'above' },
  },
  {
    kind: 'stat',
    key: 'timeouts',
    title: 'Executions out of time',
    shows: 'Share of the executions of a quarter of an hour that took too long, of the node with the most.',
    action: 'See whether all of its executions take longer, or a few hang.',
    unit: 'percentunit',
    decimals: 1,
    min: 0,
    noValue: 'No execution in 15 minutes',
    queries: [{ expr: failing('timeout'), legend: 'out of time' }],
    guard: { alerts: ['WorkflowTimeouts'], fires: 'above' },
  },
  {
    kind: 'stat',
    key: 'active',
    title: 'Workflows under way',
    shows: 'Workflows that are being worked on now.',
    action: 'Many of them make all of them slow: let fewer run at once.',
    unit: 'short',
    decimals: 0,
    min: 0,
    noValue: 'NO DATA: not measured',
    queries: [{ expr: promql`sum(${workflows.active})`, legend: 'under way' }],
  },
  {
    kind: 'stat',
    key: 'memory',
    title: 'Memory of an execution',
    shows: 'Memory that the last execution of the hungriest node has taken.',
    action: 'Documents that are held whole are the usual find. Let fewer workflows run at once.',
    unit: 'bytes',
    min: 0,
    noValue: 'NO DATA: not measured',
    queries: [{ expr: promql`max(${workflows.memory}{${chosen}})`, legend: 'memory' }],
    guard: { alerts: ['WorkflowMemoryHigh'], fires: 'above' },
    drillDown: [{ board: 'statistics', title: 'Statistics of the memory' }],
  },
];

const executions: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'outcomes',
    title: 'Executions per minute by outcome',
    shows: 'Executions of the chosen nodes that have ended, by how.',
    action: 'None at all while workflows are under way means that a node hangs.',
    unit: 'short',
    min: 0,
    noValue: none,
    stacked: true,
    colors: outcomeColors,
    queries: [
      {
        expr: promql`60 * sum by (outcome) (rate(${workflows.executions}{${chosen}}${range}))`,
        legend: '{{outcome}}',
      },
    ],
  },
  {
    kind: 'timeseries',
    key: 'duration',
    title: 'Time of an execution',
    shows: 'All but one in twenty executions of each node were faster.',
    action: 'Compare a node with its own statistics: has it become slower, or has it more to read?',
    unit: 's',
    min: 0,
    noValue: none,
    queries: [
      {
        expr: promql`histogram_quantile(0.95, sum by (node, le) (rate(${workflows.duration}_bucket{${chosen}}${range})))`,
        legend: '{{node}}',
      },
    ],
    guard: { alerts: ['WorkflowNodeSlow'], fires: 'above' },
    drillDown: [{ board: 'statistics', title: 'Statistics of the time' }],
  },
];

const providers: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'calls',
    title: 'Calls to providers by outcome',
    shows: 'Calls per second to services of others, by how they ended.',
    action: 'Errors of all providers at once are the way out; of one, its status page knows more.',
    unit: 'reqps',
    min: 0,
    noValue: 'No call was counted in this range.',
    stacked: true,
    colors: outcomeColors,
    queries: [{ expr: promql`sum by (outcome) (rate(${operations.calls}${range}))`, legend: '{{outcome}}' }],
  },
  {
    kind: 'timeseries',
    key: 'refused',
    title: 'Refused calls by provider',
    shows: 'Calls that a provider has answered with 429 within a quarter of an hour.',
    action: 'Let fewer workflows run at once, or ask the provider for more.',
    unit: 'short',
    min: 0,
    noValue: 'No call was refused in this range.',
    queries: [
      {
        expr: promql`sum by (provider) (increase(${operations.calls}{outcome="rate_limited"}[15m]))`,
        legend: '{{provider}}',
      },
    ],
    guard: { alerts: ['RateLimitExceeded'], fires: 'above' },
  },
];

const rows: readonly Row[] = [
  { key: 'state', lines: [{ height: 5, panels: state }] },
  { key: 'executions', title: 'Executions: how they end, and when', lines: [{ height: 8, panels: executions }] },
  { key: 'providers', title: 'Providers: what they answer', lines: [{ height: 8, panels: providers }] },
  about(owner, 'Do workflows come to their end, and in time?', {
    health: 'health checks and the API',
    statistics: 'what is usual',
  }),
];

/** The nodes of workflows. */
export const workflowBoard: Board = {
  name: 'workflows',
  title: 'TTD-DR: workflows',
  description: 'Executions of the nodes of workflows: how they end, how long they take, and what providers answer.',
  from: '6h',
  variables: [nodeVariable],
  annotations: marks,
  rows,
};
