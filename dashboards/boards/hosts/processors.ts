import { nodeMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { graph, hosts, share, smallShare, withoutPsi } from './common.ts';

const { cpuSeconds, load5, pressureCpuWaitingSeconds } = nodeMetrics;

/** How much waits for a processor. */
export const load: TimeSeriesPanel = {
  ...graph,
  key: 'load',
  title: 'Load per processor',
  shows: 'Tasks that run or want to, or wait for a disk, for each processor, over five minutes.',
  action: 'Above 1 some wait. If the processors are not busy, it is disks that they wait for.',
  unit: 'short',
  decimals: 2,
  queries: [
    {
      expr: promql`max by (instance) (${load5}{${hosts}}) / count by (instance) (${cpuSeconds}{${hosts}, mode="idle"})`,
      legend: '{{instance}}',
    },
  ],
  guard: { alerts: ['HostLoadHigh'], fires: 'above' },
};

/** The share of the time in which a task that could run did not. */
export const cpuPressure: TimeSeriesPanel = {
  ...share,
  key: 'cpu-pressure',
  title: 'Waiting for a processor',
  shows: 'Share of the time in which at least one task was ready and had no processor.',
  action: 'This is what users feel of busy processors. Move work to another host, or limit what is not urgent.',
  noValue: 'The kernel tells nothing of pressure (PSI).',
  mayBeEmpty: withoutPsi,
  queries: [
    {
      expr: promql`sum by (instance) (rate(${pressureCpuWaitingSeconds}{${hosts}}[$__rate_interval]))`,
      legend: '{{instance}}',
    },
  ],
};

/** What the processors do, mode by mode. */
export const modes: TimeSeriesPanel = {
  ...graph,
  key: 'cpu-modes',
  title: 'Processors by mode',
  shows: 'Processors in use, by what they do: programs, the kernel, waiting for disks, interrupts.',
  action: 'Much of `system` or `softirq` is the kernel at work: packets, disks, or very many small calls.',
  unit: 'short',
  stacked: true,
  queries: [
    {
      expr: promql`sum by (mode) (rate(${cpuSeconds}{${hosts}, mode!="idle"}[$__rate_interval]))`,
      legend: '{{mode}}',
    },
  ],
};

/** What the hypervisor takes. */
export const stolen: TimeSeriesPanel = {
  ...smallShare,
  key: 'cpu-stolen',
  title: 'Processors stolen',
  shows: 'Share of the processor time that the hypervisor gave to other machines.',
  action: 'The physical machine has too many guests: move this one, or buy a kind whose processors are its own.',
  queries: [
    {
      expr: promql`avg by (instance) (rate(${cpuSeconds}{${hosts}, mode="steal"}[$__rate_interval]))`,
      legend: '{{instance}}',
    },
  ],
  guard: { alerts: ['HostCpuStolen'], fires: 'above' },
};

/** Tasks that want to run and tasks that wait for disks. */
export const tasks: TimeSeriesPanel = {
  ...graph,
  key: 'tasks',
  title: 'Tasks that run or wait for disks',
  shows: 'Tasks that run or could, and tasks that wait for an answer of a disk.',
  action: 'Many that wait point to a slow disk or a network file system that does not answer.',
  unit: 'short',
  queries: [
    { expr: promql`sum by (instance) (${nodeMetrics.procsRunning}{${hosts}})`, legend: '{{instance}} run' },
    { expr: promql`sum by (instance) (${nodeMetrics.procsBlocked}{${hosts}})`, legend: '{{instance}} wait' },
  ],
};
