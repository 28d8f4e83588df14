import { nodeMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { graph, hosts, share, smallShare, withoutPsi } from './common.ts';

const { memoryTotal, memorySwapFreeBytes, memorySwapTotalBytes, vmstatPswpin, vmstatPswpout } = nodeMetrics;

/** The share of the time in which nothing went on for lack of memory. */
export const stalled: TimeSeriesPanel = {
  ...smallShare,
  key: 'memory-stalled',
  title: 'Stalled for memory',
  shows: 'Share of the time in which no task went on because all of them waited for memory.',
  action: 'The host spends its time moving pages. End or move what needs most; a restart of the host is the last way.',
  noValue: 'The kernel tells nothing of pressure (PSI).',
  mayBeEmpty: withoutPsi,
  queries: [
    {
      expr: promql`sum by (instance) (rate(${nodeMetrics.pressureMemoryStalledSeconds}{${hosts}}[$__rate_interval]))`,
      legend: '{{instance}}',
    },
  ],
  guard: { alerts: ['HostMemoryStalled'], fires: 'above' },
};

/** Pages that go out and come back. */
export const swapping: TimeSeriesPanel = {
  ...graph,
  key: 'swapping',
  title: 'Pages swapped',
  shows: 'Pages per second that go to the swap and come back from it. Both at once is thrashing.',
  action: 'Memory is too small for what runs: find what grew. A little of it now and then does no harm.',
  queries: [
    { expr: promql`sum by (instance) (rate(${vmstatPswpin}{${hosts}}[$__rate_interval]))`, legend: '{{instance}} in' },
    {
      expr: promql`sum by (instance) (rate(${vmstatPswpout}{${hosts}}[$__rate_interval]))`,
      legend: '{{instance}} out',
    },
  ],
  guard: { alerts: ['HostSwapThrashing'], fires: 'above' },
};

/** What is left of the memory, what is free, what is cache. */
export const memoryParts: TimeSeriesPanel = {
  ...graph,
  key: 'memory-parts',
  title: 'What the memory holds',
  shows: 'Memory of programs, caches of files, memory of the kernel, and what is free, over all hosts chosen.',
  action: 'Programs that grow are a leak. Caches that shrink make every disk slower.',
  stacked: true,
  queries: [
    { expr: promql`sum(${nodeMetrics.memoryAnonPagesBytes}{${hosts}})`, legend: 'programs' },
    {
      expr: promql`sum(${nodeMetrics.memoryCachedBytes}{${hosts}} + ${nodeMetrics.memoryBuffersBytes}{${hosts}})`,
      legend: 'files',
    },
    { expr: promql`sum(${nodeMetrics.memorySlabBytes}{${hosts}})`, legend: 'kernel' },
    { expr: promql`sum(${nodeMetrics.memoryMemFreeBytes}{${hosts}})`, legend: 'free' },
  ],
};

/** What is used of the swap. */
export const swap: TimeSeriesPanel = {
  ...share,
  key: 'swap',
  title: 'Swap used',
  shows: 'Share of the swap that is used.',
  action: 'Full swap and full memory together end in killed processes.',
  noValue: 'No host has swap.',
  mayBeEmpty: { lacking: 'hosts without swap have nothing to show' },
  queries: [
    {
      expr: promql`1 - ${memorySwapFreeBytes}{${hosts}} / (${memorySwapTotalBytes}{${hosts}} > 0)`,
      legend: '{{instance}}',
    },
  ],
};

/** Pages that had to be read from a disk. */
export const majorFaults: TimeSeriesPanel = {
  ...graph,
  key: 'major-faults',
  title: 'Pages read from disks',
  shows: 'Pages per second that a program needed and that had to be read from a disk first.',
  action: 'Together with full memory: programs are thrown out of it and come back. Give the host more of it.',
  queries: [
    {
      expr: promql`sum by (instance) (rate(${nodeMetrics.vmstatPgmajfault}{${hosts}}[$__rate_interval]))`,
      legend: '{{instance}}',
    },
  ],
};

/** How much memory there is. */
export const installed: TimeSeriesPanel = {
  ...graph,
  key: 'memory-total',
  title: 'Memory there is',
  shows: 'Memory of each host.',
  action: 'A fall is a module that broke, or a guest that was made smaller.',
  queries: [{ expr: promql`max by (instance) (${memoryTotal}{${hosts}})`, legend: '{{instance}}' }],
};
