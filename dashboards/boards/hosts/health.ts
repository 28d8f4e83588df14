import { nodeMetrics } from '../../../exporters/index.ts';
import { type Expression, isOneOf, promql } from '../../../promql/index.ts';
import { scrape } from '../../../servers/index.ts';
import { type AlertRule, noneIsGood, type StatPanel } from '../../../stacks/model/index.ts';
import { disks, hosts, number } from './common.ts';

const { cpuSeconds, filesystemAvailable, filesystemSize, memoryAvailable, memoryTotal, vmstatOomKill } = nodeMetrics;

/** The numbers at the top: is any host down, full, or about to be? */
export function health(jobs: readonly string[], alerts: ReadonlyMap<string, AlertRule>): StatPanel[] {
  return [down(jobs, alerts), processors, memory, fullest, fullTomorrow, killed];
}

function down(jobs: readonly string[], alerts: ReadonlyMap<string, AlertRule>): StatPanel {
  return {
    ...number,
    key: 'hosts-down',
    title: 'Hosts down',
    shows: 'Hosts whose node exporter does not answer.',
    action:
      'If nothing else on the host answers, it is gone: look at its console. If the rest does, restart the exporter.',
    noValue: 'NO DATA: no target',
    queries: [{ expr: promql`sum(1 - ${scrape.up}{${isOneOf('job', jobs)}, ${hosts}})`, legend: 'down' }],
    // Whether the host is gone or only its exporter is known where something else runs on it.
    guard: { alerts: [alerts.has('HostDown') ? 'HostDown' : 'TargetDown'], fires: 'above', bound: 1 },
    mappings: noneIsGood,
  };
}

function most(
  key: string,
  title: string,
  of: Expression,
  rest: Pick<StatPanel, 'shows' | 'action' | 'guard'>,
): StatPanel {
  const queries = [{ expr: promql`max(${of})`, legend: 'most' }];
  return { ...number, unit: 'percentunit', max: 1, key, title, queries, ...rest };
}

const processors = most(
  'cpu-most',
  'Busiest processors',
  promql`1 - avg by (instance) (sum by (instance, cpu) (rate(${cpuSeconds}{${hosts}, mode=~"idle|iowait"}[$__rate_interval])))`,
  {
    shows: 'Share of its processors that works, on the host where it is the greatest.',
    action: 'The rows below say which host it is, and whether something waits for its turn.',
    guard: { alerts: ['HostCpuBusy', 'HostCpuSaturated'], fires: 'above' },
  },
);

const memory = most(
  'memory-most',
  'Fullest memory',
  promql`1 - ${memoryAvailable}{${hosts}} / ${memoryTotal}{${hosts}}`,
  {
    shows: 'Share of its memory that programs can no longer have, on the host where it is the greatest.',
    action: 'Find the process or the container that grows before the kernel ends one.',
    guard: { alerts: ['HostMemoryFilling', 'HostMemoryFull'], fires: 'above' },
  },
);

const fullest = most(
  'disk-most',
  'Fullest disk',
  promql`1 - ${filesystemAvailable}{${disks}} / ${filesystemSize}{${disks}}`,
  {
    shows: 'Share of its room that is used, of the fullest file system of all.',
    action: 'The row about disks says which one. Remove old images, logs and dumps, or enlarge it.',
    guard: { alerts: ['HostDiskFilling', 'HostDiskFull'], fires: 'above' },
  },
);

const fullTomorrow: StatPanel = {
  ...number,
  key: 'disks-full-tomorrow',
  title: 'Full within a day',
  shows:
    'File systems that are more than half full and have no room left within a day if they go on as in the last two hours.',
  action: 'The row about disks says which ones. Stop what writes, or make room, before it is too late.',
  noValue: 'TOO EARLY',
  mayBeEmpty: 'in the first hours of a host nothing can be foretold',
  queries: [
    {
      expr: promql`sum(
        (predict_linear(${filesystemAvailable}{${disks}}[2h], 86400) < bool 0)
        * (${filesystemAvailable}{${disks}} / ${filesystemSize}{${disks}} < bool 0.5)
        and ${filesystemAvailable}{${disks}} offset 2h
      )`,
      legend: 'full',
    },
  ],
  counts: 'warning',
  mappings: noneIsGood,
};

const killed: StatPanel = {
  ...number,
  key: 'oom-kills',
  title: 'Killed for memory',
  shows: 'Processes that the kernel ended in the last 15 minutes because memory ran out.',
  action: 'The log of the kernel names them (`dmesg`). Give the host more memory, or the program a limit.',
  // Whole processes: `increase` extrapolates to fractions.
  queries: [{ expr: promql`ceil(sum(increase(${vmstatOomKill}{${hosts}}[15m])))`, legend: 'killed' }],
  guard: { alerts: ['HostOutOfMemory'], fires: 'above' },
  mappings: noneIsGood,
};
