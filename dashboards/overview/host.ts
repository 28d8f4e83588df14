import { dataFilesystems, nodeMetrics } from '../../exporters/index.ts';
import { promql } from '../../promql/index.ts';
import type { Row, Stack, TimeSeriesPanel, Variable } from '../../stacks/model/index.ts';
import { inLines } from '../layout.ts';
import { leading, leadsTo } from '../parts/links.ts';
import { chosen, labelVariable } from '../parts/variables.ts';
import { every, exporterInterval, exportersOf } from './scope.ts';

const { cpuSeconds, memoryAvailable, memoryTotal, filesystemAvailable, filesystemSize } = nodeMetrics;
const which = chosen('instance');
/** File systems that hold nobody's data; the alerts about disks leave out the same ones, and a test compares. */
const disks = `${which}, ${dataFilesystems}`;

/** The choice of hosts; none without a node exporter. */
export function hostVariables(stack: Stack): Variable[] {
  if (exportersOf(stack, nodeMetrics).length === 0) return [];
  return [labelVariable('instance', 'Host', memoryTotal)];
}

/** The machines: what is used of processors and memory, what is left of the disks. */
export function hosts(stack: Stack): Row[] {
  const exporters = exportersOf(stack, nodeMetrics);
  if (exporters.length === 0) return [];
  const panels = Object.values(hostPanels);
  return [
    {
      key: 'hosts',
      title: 'Hosts: processors, memory, disks',
      lines: inLines(every(exporterInterval(stack, exporters), leading(leadsTo('hosts', 'instance'), panels)), 7),
    },
  ];
}

const noHost = 'No host was measured in this range.';

const cpu: TimeSeriesPanel = {
  kind: 'timeseries',
  key: 'host-cpu',
  title: 'Processors busy',
  shows: 'Share of all processors that works. Waiting for a disk does not count.',
  action: 'Near 100 % everything on the host slows down: find the container or process that began it.',
  min: 0,
  max: 1,
  noValue: noHost,
  queries: [
    {
      expr: promql`sum by (instance) (rate(${cpuSeconds}{${which}, mode!~"idle|iowait"}[$__rate_interval]))
        /
        sum by (instance) (rate(${cpuSeconds}{${which}}[$__rate_interval]))`,
      legend: '{{instance}}',
    },
  ],
  guard: { alerts: ['HostCpuBusy', 'HostCpuSaturated'], fires: 'above' },
};

const memory: TimeSeriesPanel = {
  kind: 'timeseries',
  key: 'host-memory',
  title: 'Memory used',
  shows: 'Share of the memory that programs can no longer have; caches do not count.',
  action: 'Near 100 % the kernel ends processes: look for the container that grows.',
  min: 0,
  max: 1,
  noValue: noHost,
  queries: [
    {
      expr: promql`1 - ${memoryAvailable}{${which}} / ${memoryTotal}{${which}}`,
      legend: '{{instance}}',
    },
  ],
  guard: { alerts: ['HostMemoryFilling', 'HostMemoryFull'], fires: 'above' },
};

const disk: TimeSeriesPanel = {
  kind: 'timeseries',
  key: 'host-disk',
  title: 'Disk room used',
  shows: 'Share of each file system that programs can no longer have, the ten fullest.',
  action: 'Remove old images, logs and dumps, or enlarge the disk. On the disk of Prometheus lower its retention.',
  min: 0,
  max: 1,
  noValue: noHost,
  queries: [
    {
      expr: promql`topk(10, max by (instance, mountpoint) (
        1 - ${filesystemAvailable}{${disks}} / ${filesystemSize}{${disks}}
      ))`,
      legend: '{{instance}} {{mountpoint}}',
    },
  ],
  guard: { alerts: ['HostDiskFilling', 'HostDiskFull'], fires: 'above' },
};

/** How much of each resource is used, by host; the hosts that are chosen at the top of the board. */
export const hostPanels = { cpu, memory, disk } as const;
