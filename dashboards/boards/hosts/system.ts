import { nodeMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import { noneIsGood, type StatPanel, type TablePanel, type TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { graph, hosts, number, share } from './common.ts';

const {
  scrapeCollectorSuccess: success,
  edacUncorrectableErrors,
  mdDisks,
  mdDisksRequired,
  thermalZoneTemp,
} = nodeMetrics;
const legend = '{{instance}}';

/** Since when each host runs, and which kernel. */
export const kernels: TablePanel = {
  kind: 'table',
  key: 'kernels',
  title: 'Hosts and their kernels',
  shows: 'Each host with its name, its kernel, and for how long it has run.',
  action: 'Different kernels explain different behaviour. A host that has run for a year has a year of updates to get.',
  noValue: 'NO DATA: no host',
  queries: [
    {
      expr: promql`max by (instance, nodename, release) (
        (time() - ${nodeMetrics.bootTimeSeconds}{${hosts}})
        * on (job, instance) group_left (nodename, release)
        ${nodeMetrics.unameInfo}{${hosts}}
      )`,
      legend: '',
    },
  ],
  columns: [
    { field: 'instance', title: 'Host', boardLink: { board: 'hosts', variable: 'instance' } },
    { field: 'nodename', title: 'Name' },
    { field: 'release', title: 'Kernel' },
    { field: 'Value', title: 'Has run for', unit: 's', width: 140 },
  ],
  sortBy: 'Has run for',
};

/** For how long the youngest has run. */
export const uptime: StatPanel = {
  ...number,
  key: 'uptime',
  title: 'Last start of a host',
  shows: 'How long ago the host that was started last was started.',
  action: 'If nobody did it on purpose, the log of the last boot says why (`journalctl -b -1`).',
  unit: 's',
  queries: [{ expr: promql`min(time() - ${nodeMetrics.bootTimeSeconds}{${hosts}})`, legend: 'ago' }],
  guard: { alerts: ['HostRebooted'], fires: 'below' },
};

/** Parts of the node exporter that fail. */
export const collectors: StatPanel = {
  ...number,
  key: 'collectors',
  title: 'Failing collectors',
  shows: 'Parts of the node exporter that could measure within the last six hours and cannot now.',
  action: 'The log of the node exporter says why. What they measured is not watched meanwhile.',
  queries: [
    {
      expr: promql`sum((1 - ${success}{${hosts}}) and max_over_time(${success}{${hosts}}[6h]) == 1)`,
      legend: 'failing',
    },
  ],
  guard: { alerts: ['HostCollectorFailing'], fires: 'above', bound: 1 },
  mappings: noneIsGood,
};

/** Open files of the whole host. */
export const files: TimeSeriesPanel = {
  ...share,
  key: 'open-files',
  title: 'Open files',
  shows: 'Share of the files that the whole host may have open.',
  action: 'When it is full nothing opens a file or a connection any more: find the process with most (`lsof`).',
  queries: [
    {
      expr: promql`max by (instance) (${nodeMetrics.filefdAllocated}{${hosts}}) / max by (instance) (${nodeMetrics.filefdMaximum}{${hosts}})`,
      legend,
    },
  ],
  guard: { alerts: ['HostFilesFilling', 'HostFilesFull'], fires: 'above' },
};

/** How far the clocks are off. */
export const clockOffset: TimeSeriesPanel = {
  ...graph,
  key: 'clock-offset',
  title: 'Clock: off by',
  shows: 'How far the clock is from that of its time server, in either direction.',
  action:
    'Logs and samples of hosts with different clocks cannot be compared, and tokens are refused. Restart its time service.',
  queries: [{ expr: promql`max by (instance) (abs(${nodeMetrics.timexOffsetSeconds}{${hosts}}))`, legend }],
  guard: { alerts: ['HostClockSkewed'], fires: 'above' },
};

/** How far they could be off. */
export const clockError: TimeSeriesPanel = {
  ...graph,
  key: 'clock-error',
  title: 'Clock: could be off by',
  shows: 'The greatest error that the kernel allows for. It grows while no time server answers.',
  action: 'A rising line is a clock that nobody sets: can the host reach its time server (UDP 123)?',
  queries: [{ expr: promql`max by (instance) (${nodeMetrics.timexMaxerrorSeconds}{${hosts}})`, legend }],
  guard: { alerts: ['HostClockNotSynchronised'], fires: 'above' },
};

const withoutRaid = { lacking: 'hosts without arrays of disks have nothing to show' };

/** Temperatures of the zones that the firmware knows. */
export const temperatures: TimeSeriesPanel = {
  ...graph,
  key: 'temperatures',
  title: 'Temperatures',
  shows: 'How hot each zone of the machine is, the ten hottest.',
  action: 'Dust, a dead fan, or a room that is too warm. The processors slow down by themselves before they break.',
  noValue: 'No host has a sensor.',
  mayBeEmpty: { lacking: 'machines without sensors, virtual ones above all, have nothing to show' },
  queries: [
    {
      expr: promql`topk(10, max by (instance, type, zone) (${thermalZoneTemp}{${hosts}}))`,
      legend: '{{instance}} {{type}} {{zone}}',
    },
  ],
  guard: { alerts: ['HostTooHot'], fires: 'above' },
};

/** Arrays that miss disks. */
export const raidMissing: StatPanel = {
  ...number,
  key: 'raid-missing',
  title: 'RAID: disks missing',
  shows: 'Disks that arrays need and do not have.',
  action: 'One more failure may lose the data: replace the disk today. `mdadm --detail` says which one.',
  noValue: 'NO RAID',
  mayBeEmpty: withoutRaid,
  queries: [
    {
      expr: promql`sum(${mdDisksRequired}{${hosts}} - ignoring (state) ${mdDisks}{${hosts}, state="active"})`,
      legend: 'missing',
    },
  ],
  guard: { alerts: ['HostRaidDegraded'], fires: 'above' },
  mappings: noneIsGood,
};

/** Disks of arrays that broke. */
export const raidFailed: StatPanel = {
  ...number,
  key: 'raid-failed',
  title: 'RAID: disks failed',
  shows: 'Disks that arrays have given up.',
  action: 'Replace them. The array still works as long as none is missing.',
  noValue: 'NO RAID',
  mayBeEmpty: withoutRaid,
  queries: [{ expr: promql`sum(${mdDisks}{${hosts}, state="failed"})`, legend: 'failed' }],
  guard: { alerts: ['HostRaidDiskFailed'], fires: 'above' },
  mappings: noneIsGood,
};

/** Memory that lies. */
export const memoryErrors: StatPanel = {
  ...number,
  key: 'memory-errors',
  title: 'Broken memory',
  shows: 'Errors of the memory in the last hour that could not be corrected.',
  action: 'Take the host out of service and replace the module: what it computes may be wrong.',
  noValue: 'NOT MEASURED',
  mayBeEmpty: { lacking: 'machines whose memory does not check itself, virtual ones above all, have nothing to show' },
  queries: [{ expr: promql`ceil(sum(increase(${edacUncorrectableErrors}{${hosts}}[1h])))`, legend: 'errors' }],
  guard: { alerts: ['HostMemoryCorrupted'], fires: 'above' },
  mappings: noneIsGood,
};
