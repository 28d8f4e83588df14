import { cadvisorMetrics } from '../../../exporters/index.ts';
import { type NamedMetric, promql } from '../../../promql/index.ts';
import type { TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { containers, graph, topTen, window, withoutCpuLimit, withoutMemoryLimit } from './common.ts';

const {
  cfsPeriods,
  cfsThrottledPeriods,
  cpuQuota,
  cpuPeriod,
  cpuSeconds,
  memoryLimit,
  receivedBytes,
  receiveDropped,
  receiveErrors,
  transmitDropped,
  transmitErrors,
  transmittedBytes,
  threads,
  threadsMax,
  workingSet,
} = cadvisorMetrics;
const legend = '{{name}}';
/** Processors in use. */
export const cpu: TimeSeriesPanel = {
  ...graph,
  key: 'cpu',
  title: 'Processors used',
  shows: 'Processors in use by container, by pod in a cluster, the ten that use most: 1 is one processor, always busy.',
  action: 'Who takes what the others lack? Limit it, or move it to another host.',
  unit: 'short',
  queries: [{ expr: topTen('sum', promql`rate(${cpuSeconds}{${containers}}${window})`), legend }],
};

/** How much of what it may use. */
export const cpuShare: TimeSeriesPanel = {
  ...graph,
  key: 'cpu-share',
  title: 'Processors used: share of the limit',
  shows: 'Share of its CPU limit that each container uses, the ten highest.',
  action: 'Near 100 % it is held back, even if the host is idle: raise the limit.',
  unit: 'percentunit',
  noValue: 'No container has a CPU limit.',
  mayBeEmpty: withoutCpuLimit,
  queries: [
    {
      expr: topTen(
        'max',
        promql`sum without (cpu) (rate(${cpuSeconds}{${containers}}${window})) / (${cpuQuota}{${containers}} / ${cpuPeriod}{${containers}} > 0)`,
      ),
      legend,
    },
  ],
};

/** How often it was held back. */
export const throttled: TimeSeriesPanel = {
  ...graph,
  key: 'throttled',
  title: 'Held back by the CPU limit',
  shows: 'Share of the periods in which a container had used up its processor time and had to wait, the ten highest.',
  action: 'It makes every answer slower, at a low mean use as well. Raise the limit, or use fewer threads.',
  unit: 'percentunit',
  max: 1,
  noValue: 'No container has a CPU limit.',
  mayBeEmpty: withoutCpuLimit,
  queries: [
    {
      expr: topTen(
        'max',
        promql`rate(${cfsThrottledPeriods}{${containers}}${window}) / (rate(${cfsPeriods}{${containers}}${window}) > 0)`,
      ),
      legend,
    },
  ],
  guard: { alerts: ['ContainerCpuThrottled'], fires: 'above' },
};

/** Memory that cannot be given back. */
export const memory: TimeSeriesPanel = {
  ...graph,
  key: 'memory',
  title: 'Memory used',
  shows: 'Memory that cannot be given back by container, by pod in a cluster, the ten that hold most.',
  action: 'Steady growth is a leak: restart it before its limit ends it, then look for the cause.',
  queries: [{ expr: topTen('sum', promql`${workingSet}{${containers}}`), legend }],
};

/** How much of what it may use. */
export const memoryShare: TimeSeriesPanel = {
  ...graph,
  key: 'memory-share',
  title: 'Memory used: share of the limit',
  shows: 'Share of its memory limit that each container needs, the ten highest.',
  action: 'At 100 % the kernel ends it. Raise the limit if the need is real, else find the leak.',
  noValue: 'No container has a memory limit.',
  mayBeEmpty: withoutMemoryLimit,
  queries: [
    { expr: topTen('max', promql`${workingSet}{${containers}} / (${memoryLimit}{${containers}} > 0)`), legend },
  ],
  guard: { alerts: ['ContainerMemoryFilling', 'ContainerMemoryFull'], fires: 'above' },
};

/** Where that goes. */
export const memorySoon: TimeSeriesPanel = {
  ...graph,
  key: 'memory-soon',
  title: 'Memory in four hours: share of the limit',
  shows: 'Share of its limit that each container will need if it goes on as in the last hour, the ten highest.',
  action: 'Above 100 % it ends before that: restart it at a time of your choice, and look for the leak.',
  noValue: 'No container has a limit and an hour behind it.',
  mayBeEmpty: 'containers without a limit, or younger than an hour, have nothing to show',
  queries: [
    {
      expr: topTen(
        'max',
        promql`clamp_min(predict_linear(${workingSet}{${containers}}[1h], 14400), 0) / (${memoryLimit}{${containers}} > 0)
          and ${workingSet}{${containers}} offset 1h`,
      ),
      legend,
    },
  ],
  guard: { alerts: ['ContainerMemoryFullSoon'], fires: 'above', bound: 1 },
};

/** Bytes that arrive. */
export const received: TimeSeriesPanel = {
  ...graph,
  key: 'received',
  title: 'Received',
  shows: 'Bytes per second that each container receives, by pod in a cluster, the ten with most.',
  action: 'Who downloads, or who is asked? Compare with what is sent.',
  queries: [{ expr: topTen('sum', promql`rate(${receivedBytes}{${containers}}${window})`), legend }],
};

/** Bytes that leave. */
export const sent: TimeSeriesPanel = {
  ...graph,
  key: 'sent',
  title: 'Sent',
  shows: 'Bytes per second that each container sends, by pod in a cluster, the ten with most.',
  action: 'Large answers, a backup, or something that should not leave: look at its connections.',
  queries: [{ expr: topTen('sum', promql`rate(${transmittedBytes}{${containers}}${window})`), legend }],
};

/** Packets that were lost. */
export const lost: TimeSeriesPanel = {
  ...graph,
  key: 'packets-lost',
  title: 'Packets lost',
  shows: 'Packets per second that were broken or dropped, in both directions, by container, the ten with most.',
  action: 'A full queue or a firewall: compare with the network of the host.',
  queries: [
    {
      expr: topTen(
        'max',
        promql`rate(${receiveErrors}{${containers}}${window}) + rate(${transmitErrors}{${containers}}${window})
          + rate(${receiveDropped}{${containers}}${window}) + rate(${transmitDropped}{${containers}}${window})`,
      ),
      legend,
    },
  ],
  guard: { alerts: ['ContainerPacketsLost'], fires: 'above' },
};

function waiting(key: string, what: string, metric: NamedMetric, action: string): TimeSeriesPanel {
  return {
    ...graph,
    key: `${key}-pressure`,
    title: `Waiting for ${what}`,
    shows: `Share of the time in which something in a container waited for ${what}, the ten highest.`,
    action,
    unit: 'percentunit',
    max: 1,
    noValue: 'The kernel tells nothing of pressure (PSI).',
    mayBeEmpty: { lacking: 'without PSI in the kernel and control groups of version 2 nothing is known of pressure' },
    queries: [{ expr: topTen('max', promql`rate(${metric}{${containers}}${window})`), legend }],
  };
}

/** What containers wait for. */
export const pressure: readonly TimeSeriesPanel[] = [
  waiting('cpu', 'a processor', cadvisorMetrics.cpuWaitingSeconds, 'Its limit, or the host, has too few of them.'),
  waiting('memory', 'memory', cadvisorMetrics.memoryWaitingSeconds, 'Its limit is too near to what it needs.'),
  waiting(
    'io',
    'disks',
    cadvisorMetrics.ioWaitingSeconds,
    'Its disk is slow, or a neighbour uses it: look at the host.',
  ),
];

/** Threads against their limit. */
export const threadShare: TimeSeriesPanel = {
  ...graph,
  key: 'threads',
  title: 'Threads: share of the limit',
  shows: 'Share of the threads that each container may have, the ten highest.',
  action: 'At 100 % it starts no thread and no process any more: find what starts them and does not end them.',
  unit: 'percentunit',
  max: 1,
  noValue: 'Threads are not counted.',
  mayBeEmpty: { lacking: 'only the kubelet counts threads; cAdvisor beside Docker does not' },
  queries: [{ expr: topTen('max', promql`${threads}{${containers}} / (${threadsMax}{${containers}} > 0)`), legend }],
  guard: { alerts: ['ContainerThreadsFull'], fires: 'above' },
};
