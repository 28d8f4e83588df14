import { type Board, type GaugeDefinition, type Panel, promql, type Row, type Unit } from 'narthex';
import { about } from '../../common/boards/about.ts';
import { performance, system } from '../metrics.ts';
import { chosen, marks, owner, variables } from './board.ts';

const notMeasured = 'No service was measured in this range.';

/** What capacity is planned by: how much of it is used. */
interface Resource {
  readonly key: string;
  readonly title: string;
  readonly shows: string;
  readonly action: string;
  readonly gauge: GaugeDefinition;
  readonly of: 'max' | 'sum';
  readonly unit: Unit;
  readonly alerts: readonly string[];
}

const resources: readonly Resource[] = [
  {
    key: 'queue',
    title: 'Work that waits',
    shows: 'Pieces of work in the queue',
    action: 'Mend what the service waits for; add an instance if more comes than it can do.',
    gauge: performance.queueDepth,
    of: 'sum',
    unit: 'short',
    alerts: ['QueueBacklog', 'QueueGrowing'],
  },
  {
    key: 'connections',
    title: 'Open connections',
    shows: 'Connections that are open',
    action: 'Connections that stay open wait for something slow; many new ones are a client.',
    gauge: performance.activeConnections,
    of: 'sum',
    unit: 'short',
    alerts: ['TooManyConnections'],
  },
  {
    key: 'memory',
    title: 'Memory',
    shows: 'Memory of the largest instance',
    action: 'A line that only rises is a leak: restart one instance after the other.',
    gauge: system.memory,
    of: 'max',
    unit: 'bytes',
    alerts: ['ProcessMemoryHigh'],
  },
  {
    key: 'disk',
    title: 'Disk',
    shows: 'Share of the disk that is used',
    action: 'Remove what was delivered; then make the disk larger.',
    gauge: system.disk,
    of: 'max',
    unit: 'percentunit',
    alerts: ['DiskNearlyFull'],
  },
];

/** The greatest value of all chosen services. */
function now({ key, title, shows, action, gauge, of, unit, alerts }: Resource): Panel {
  return {
    kind: 'stat',
    key: `${key}-now`,
    title: `${title}, the most`,
    shows: `${shows}, of the service that has the most.`,
    action,
    unit,
    min: 0,
    noValue: 'NO DATA: not measured',
    queries: [{ expr: promql`max(${of} by (service) (${gauge}{${chosen}}))`, legend: key }],
    guard: { alerts: alerts.slice(0, 1), fires: 'above' },
  };
}

/** Each service over time. */
function overTime({ key, title, shows, action, gauge, of, unit, alerts }: Resource): Panel {
  return {
    kind: 'timeseries',
    key,
    title,
    shows: `${shows}, by service.`,
    action,
    unit,
    min: 0,
    noValue: notMeasured,
    queries: [{ expr: promql`${of} by (service) (${gauge}{${chosen}})`, legend: '{{service}}' }],
    guard: { alerts, fires: 'above' },
  };
}

/** What the processor will be short of cannot be seen in a bound alone: the mean of a day beside the present. */
const processor: Panel = {
  kind: 'timeseries',
  key: 'processor',
  title: 'Processor',
  shows: 'Share of the processor that each service uses, and the mean of a day over all of them.',
  action: 'A mean that rises from week to week is what the next machine is planned by.',
  unit: 'percentunit',
  min: 0,
  noValue: notMeasured,
  queries: [
    { expr: promql`max by (service) (${system.cpu}{${chosen}})`, legend: '{{service}}' },
    { expr: promql`avg(avg_over_time(${system.cpu}{${chosen}}[1d]))`, legend: 'mean of a day' },
  ],
};

/** Where the queues will be at the pace of an hour. */
const ahead: Panel = {
  kind: 'timeseries',
  key: 'ahead',
  title: 'Work that will wait in four hours',
  shows: 'Where each queue will be in four hours, at the pace of the last hour.',
  action: 'A line that stays high for hours is an instance too few.',
  unit: 'short',
  min: 0,
  noValue: notMeasured,
  queries: [
    {
      expr: promql`clamp_min(sum by (service) (predict_linear(${performance.queueDepth}{${chosen}}[1h], 4 * 3600)), 0)`,
      legend: '{{service}}',
    },
  ],
  guard: { alerts: ['QueueGrowing'], fires: 'above' },
};

const [queue, connections, memory, disk] = resources.map(overTime);

const rows: readonly Row[] = [
  { key: 'state', lines: [{ height: 5, panels: resources.map(now) }] },
  {
    key: 'work',
    title: 'Work: what waits, now and soon',
    lines: [{ height: 8, panels: [queue, ahead, connections].filter((panel) => panel !== undefined) }],
  },
  {
    key: 'machine',
    title: 'Machine: what is used',
    lines: [{ height: 8, panels: [processor, memory, disk].filter((panel) => panel !== undefined) }],
  },
  about(owner, 'Is there enough of everything, and will there be?', {
    health: 'the services',
    briefs: 'what they are for',
  }),
];

/** What capacity is planned by. */
export const capacityBoard: Board = {
  name: 'capacity',
  title: 'Person.ai: capacity',
  description: 'What waits and what is used, now and at the pace of the last hours: what capacity is planned by.',
  from: '24h',
  variables,
  annotations: marks,
  rows,
};
