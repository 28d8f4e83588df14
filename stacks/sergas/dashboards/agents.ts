import { type Board, type Panel, promql, type Row } from 'narthex';
import { range, shareOf } from '../../common/boards/queries.ts';
import { agents, memory } from '../metrics.ts';
import { about } from './about.ts';
import { outcomeColors } from './colors.ts';
import { marks } from './marks.ts';
import { shareTile } from './share-tile.ts';

const chosen = 'agent=~"$agent"';
const noTask = 'No task ended in this range.';

const state: readonly Panel[] = [
  {
    kind: 'bargauge',
    key: 'in-vain',
    title: 'Tasks in vain',
    shows: 'Share of the tasks that each agent has ended within ten minutes that failed or ran out of time.',
    action:
      'Out of time is a slow language model or search, failed is an answer that the agent could not use. Pause it if it burns tokens.',
    min: 0,
    max: 1,
    noValue: 'No task ended within ten minutes.',
    share: 2,
    queries: [
      {
        expr: shareOf(
          promql`sum by (agent) (rate(${agents.tasks}{outcome=~"failed|timed_out", ${chosen}}[10m]))`,
          promql`sum by (agent) (rate(${agents.tasks}{${chosen}}[10m]))`,
        ),
        legend: '{{agent}}',
      },
    ],
    guard: { alerts: ['AgentFailureRateHigh'], fires: 'above' },
  },
  {
    kind: 'stat',
    key: 'wait',
    title: 'Longest wait',
    shows:
      'How long nineteen in twenty tasks have waited at most within ten minutes, for the agent where it is longest.',
    action: 'See below whose queue it is, and whether that agent still ends tasks: if not, restart it.',
    decimals: 1,
    min: 0,
    noValue: 'No task was started within ten minutes.',
    queries: [
      {
        expr: promql`max(histogram_quantile(0.95, sum by (agent, le) (rate(${agents.queueWait}_bucket{${chosen}}[10m]))))`,
        legend: 'wait',
      },
    ],
  },
  shareTile(
    {
      key: 'memory-failures',
      title: 'Failing operations of the memory',
      shows: 'Share of the operations on the memory that failed within five minutes, of all agents.',
      action: 'Agents work without what they know. See whether its store is up and whether its disk is full.',
      decimals: 1,
      noValue: 'No operation in five minutes',
      guard: { alerts: ['MemoryOperationsFailing'], fires: 'above' },
      drillDown: [{ board: 'errors', title: 'What else fails' }],
    },
    shareOf(promql`sum(rate(${memory.operations}{outcome="error"}[5m]))`, promql`sum(rate(${memory.operations}[5m]))`),
    'failed',
  ),
  {
    kind: 'stat',
    key: 'memory-search',
    title: 'Search of the memory',
    shows: 'All but one in twenty searches of the memory were faster within ten minutes.',
    action: 'Slow searches make every task longer. Has the graph grown, or is its index being built?',
    decimals: 2,
    min: 0,
    noValue: 'No search within ten minutes',
    queries: [
      {
        expr: promql`histogram_quantile(0.95, sum by (le) (rate(${memory.operationDuration}_bucket{operation="search"}[10m])))`,
        legend: 'search',
      },
    ],
    guard: { alerts: ['MemorySearchSlow'], fires: 'above' },
  },
];

const work: readonly Panel[] = [
  {
    kind: 'timeseries',
    key: 'tasks',
    title: 'Tasks per minute by outcome',
    shows: 'Tasks that the chosen agents have ended, by how they ended.',
    action: 'None at all while tasks wait means that an agent hangs: restart it.',
    unit: 'short',
    min: 0,
    noValue: noTask,
    stacked: true,
    colors: outcomeColors,
    queries: [
      { expr: promql`60 * sum by (outcome) (rate(${agents.tasks}{${chosen}}${range}))`, legend: '{{outcome}}' },
    ],
  },
  {
    kind: 'timeseries',
    key: 'queue',
    title: 'Tasks that wait',
    shows: 'Tasks in the queue of each agent.',
    action: 'A burst after a synchronisation goes away by itself. Otherwise raise the concurrency of the agent.',
    unit: 'short',
    min: 0,
    noValue: 'No queue was measured in this range.',
    queries: [{ expr: promql`sum by (agent) (${agents.queueDepth}{${chosen}})`, legend: '{{agent}}' }],
    guard: { alerts: ['AgentProcessingBacklog', 'AgentBacklogGrowing'], fires: 'above' },
  },
  {
    kind: 'timeseries',
    key: 'duration',
    title: 'Time of a task',
    shows: 'All but one in twenty tasks of each agent were faster, from their start to their end.',
    action: 'All agents slower: the language model or the memory. One: what has changed in its prompt?',
    min: 0,
    noValue: noTask,
    queries: [
      {
        expr: promql`histogram_quantile(0.95, sum by (agent, le) (rate(${agents.taskDuration}_bucket{${chosen}}${range})))`,
        legend: '{{agent}}',
      },
    ],
  },
];

const rows: readonly Row[] = [
  { key: 'state', lines: [{ height: 6, panels: state }] },
  { key: 'work', title: 'Work: what is done, what waits', lines: [{ height: 9, panels: work }] },
  about('Do the agents end their tasks, well and in time? The memory is what all of them rest on.', {
    business: 'what comes of it, and what it costs in tokens',
    errors: 'what agents throw',
    sync: 'the data that they get',
  }),
];

/** The agents: how their tasks end, how long they take, and what waits. */
export const agentBoard: Board = {
  name: 'agents',
  title: 'Sergas: agent performance',
  description:
    'The agents of Sergas: how their tasks end, how long they take, what waits for them, and the memory that they use.',
  from: '6h',
  variables: [{ name: 'agent', label: 'Agent', query: promql`label_values(${agents.queueDepth}, agent)` }],
  annotations: marks,
  rows,
};
