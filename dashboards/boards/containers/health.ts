import { cadvisorMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import { noneIsGood, type StatPanel, type TablePanel } from '../../../stacks/model/index.ts';
import { byContainer, containers, number, window, withoutCpuLimit, withoutMemoryLimit } from './common.ts';

const {
  cfsPeriods,
  cfsThrottledPeriods,
  cpuSeconds,
  lastSeen,
  memoryLimit,
  oomEvents,
  scrapeError,
  startTime,
  workingSet,
} = cadvisorMetrics;

/** The container that is nearest to its limit. */
export const memoryMost: StatPanel = {
  ...number,
  key: 'memory-most',
  title: 'Nearest to limit',
  shows: 'Share of its limit that a container needs, where it is the greatest.',
  action: 'Beyond 100 % the kernel ends it. The graph of memory says which one: raise the limit, or find the leak.',
  unit: 'percentunit',
  noValue: 'NO LIMIT SET',
  mayBeEmpty: withoutMemoryLimit,
  queries: [{ expr: promql`max(${workingSet}{${containers}} / (${memoryLimit}{${containers}} > 0))`, legend: 'most' }],
  guard: { alerts: ['ContainerMemoryFilling', 'ContainerMemoryFull'], fires: 'above' },
};

/** The container that is held back most. */
export const throttledMost: StatPanel = {
  ...number,
  key: 'throttled-most',
  title: 'Most throttled',
  shows: 'Share of the periods in which a container was held back by its CPU limit, where it is the greatest.',
  action: 'It could go on and may not: every answer takes longer. Raise the limit, or find what it computes.',
  unit: 'percentunit',
  max: 1,
  noValue: 'NO LIMIT SET',
  mayBeEmpty: withoutCpuLimit,
  queries: [
    {
      expr: promql`max(rate(${cfsThrottledPeriods}{${containers}}${window}) / (rate(${cfsPeriods}{${containers}}${window}) > 0))`,
      legend: 'most',
    },
  ],
  guard: { alerts: ['ContainerCpuThrottled'], fires: 'above' },
};

/** Processes that the kernel ended. */
export const killed: StatPanel = {
  ...number,
  key: 'oom-kills',
  title: 'Killed for memory',
  shows: 'Processes in containers that the kernel ended in the last 15 minutes because a limit was reached.',
  action: 'The limit is too low for what they do, or they leak. Exit code 137 is the same.',
  queries: [{ expr: promql`ceil(sum(increase(${oomEvents}{${containers}}[15m])))`, legend: 'killed' }],
  guard: { alerts: ['ContainerOutOfMemory'], fires: 'above' },
  mappings: noneIsGood,
};

/** The container that was started most often. */
export const restarts: StatPanel = {
  ...number,
  key: 'restarts',
  title: 'Restarts',
  shows: 'How often the most restless container was started again in the last 15 minutes.',
  action: 'It crashes soon after its start: read its last words (`docker logs`, `kubectl logs --previous`).',
  queries: [
    {
      expr: promql`max(
        max without (id, image, cpu) (resets(${cpuSeconds}{${containers}, pod=""}[15m]))
        or
        count without (id, image, name) (last_over_time(${startTime}{${containers}, container!=""}[15m])) - 1
      )`,
      legend: 'starts',
    },
  ],
  guard: { alerts: ['ContainerRestarting'], fires: 'above' },
};

/** Containers that were there. */
export const gone: StatPanel = {
  ...number,
  key: 'gone',
  title: 'Gone',
  shows:
    'Containers that ran for more than an hour and have not been there for some minutes. In a cluster pods come and go: none is counted.',
  action: 'If nobody removed them, the log of Docker says why they ended. Start them again.',
  // Who counts nothing gets no answer; where there are containers, it is zero.
  queries: [
    {
      expr: promql`count(
        max without (id, image) (
          last_over_time(${lastSeen}{${containers}, pod=""}[1h]) - last_over_time(${startTime}{${containers}, pod=""}[1h])
        ) > 3600
        unless
        max without (id, image) (${lastSeen}{${containers}, pod=""})
      ) or 0 * count(${lastSeen}{${containers}})`,
      legend: 'gone',
    },
  ],
  guard: { alerts: ['ContainerGone'], fires: 'above', bound: 1 },
  mappings: noneIsGood,
};

/** How many there are. */
export const count: StatPanel = {
  ...number,
  key: 'count',
  title: 'Containers',
  shows: 'Containers that run on the hosts chosen.',
  action: 'Fewer than yesterday: look at what is gone. Far more: something starts them and does not remove them.',
  queries: [{ expr: promql`count(${lastSeen}{${containers}})`, legend: 'containers' }],
};

/** Whether all of it was measured. */
export const incomplete: StatPanel = {
  ...number,
  key: 'incomplete',
  title: 'Measured in part',
  shows: 'Hosts on which cAdvisor could not measure all containers.',
  action: 'Its log says which container. Numbers about it are missing or old.',
  queries: [{ expr: promql`sum(${scrapeError})`, legend: 'hosts' }],
  guard: { alerts: ['ContainerMetricsIncomplete'], fires: 'above', bound: 1 },
  mappings: noneIsGood,
};

/** Each with its host and the time since it was made, the youngest first. */
export const youngest: TablePanel = {
  kind: 'table',
  key: 'youngest',
  title: 'Containers started last',
  shows: 'The twenty containers that were started last, and how long ago.',
  action: 'What began to fail with the start of a container is mostly its doing: compare the times.',
  noValue: 'No container runs.',
  queries: [
    { expr: promql`bottomk(20, time() - ${byContainer('max', promql`${startTime}{${containers}}`)})`, legend: '' },
  ],
  columns: [
    { field: 'name', title: 'Container' },
    { field: 'instance', title: 'Host', boardLink: { board: 'containers', variable: 'instance' } },
    { field: 'Value', title: 'Started ago', unit: 's', width: 140 },
  ],
  sortBy: 'Started ago',
};
