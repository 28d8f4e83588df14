import { nodejsMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { StatPanel, TablePanel, TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { graph, number, processes, processesOf } from './common.ts';

const { activeHandles, activeResources, activeResourcesTotal, maxFiles, openFiles, startTime, versionInfo } =
  nodejsMetrics;
const fileGuard = { alerts: ['NodejsFilesNearLimit', 'NodejsFilesExhausted'], fires: 'above' } as const;
const filesUsed = (jobs: readonly string[]) =>
  promql`max by (job, instance) (${openFiles}{${processesOf(jobs)}}) / max by (job, instance) (${maxFiles}{${processesOf(jobs)}})`;

/** The process that is nearest to the limit of its files. */
export const filesMost = (jobs: readonly string[]): StatPanel => ({
  ...number,
  key: 'files-most',
  title: 'Open files',
  shows: 'Share of the files and connections that a process may have open, where it is the greatest.',
  action: 'At 100 % it opens no file and takes no connection. Something opens and does not close.',
  unit: 'percentunit',
  max: 1,
  queries: [{ expr: promql`max(${filesUsed(jobs)})`, legend: 'most' }],
  guard: fileGuard,
});

/** Open files by process. */
export const files = (jobs: readonly string[]): TimeSeriesPanel => ({
  ...graph,
  key: 'files',
  title: 'Open files and connections',
  shows: 'Share of the files and connections that each process may have open, the ten highest.',
  action: 'Steady growth: something is opened and not closed. `lsof -p` says what; a restart helps for a while.',
  unit: 'percentunit',
  max: 1,
  queries: [{ expr: promql`topk(10, ${filesUsed(jobs)})`, legend: '{{instance}}' }],
  guard: fileGuard,
});

/** What keeps the event loop alive. */
export const active: TimeSeriesPanel = {
  ...graph,
  key: 'active',
  title: 'Active resources',
  shows: 'Timers, sockets and requests that keep each event loop alive, the ten highest.',
  action: 'Growth that does not end is a leak: timers that are not cleared, connections that are not given back.',
  unit: 'short',
  queries: [
    { expr: promql`topk(10, max by (job, instance) (${activeResourcesTotal}{${processes}}))`, legend: '{{instance}}' },
  ],
};

/** The same by type. */
export const byType: TimeSeriesPanel = {
  ...graph,
  key: 'active-types',
  title: 'Active resources and handles by type',
  shows: 'What keeps the event loops alive by type, over all processes chosen, the ten most frequent.',
  action: 'The type that grows says where to look: `Timeout`, `TCPSocketWrap`, `FSReqCallback`.',
  unit: 'short',
  queries: [
    { expr: promql`topk(10, sum by (type) (${activeResources}{${processes}}))`, legend: '{{type}}' },
    { expr: promql`topk(10, sum by (type) (${activeHandles}{${processes}}))`, legend: 'handle {{type}}' },
  ],
};

/** How many times as many as six hours ago. */
export const growth: TimeSeriesPanel = {
  ...graph,
  key: 'active-growth',
  title: 'Active resources: times six hours ago',
  shows: 'The least of the last hour against the most of the hour six hours before, by instance.',
  action: 'Far above 1 without more requests is a leak. Compare the types beside it.',
  unit: 'short',
  decimals: 1,
  noValue: 'Nothing is known of six hours ago.',
  mayBeEmpty: 'in the first hours of a process nothing of six hours ago is known',
  queries: [
    {
      expr: promql`max by (job, instance) (
        min_over_time(${activeResourcesTotal}{${processes}}[1h])
        /
        (max_over_time(${activeResourcesTotal}{${processes}}[1h] offset 6h) > 0)
      )`,
      legend: '{{instance}}',
    },
  ],
  guard: { alerts: ['NodejsResourcesLeaking'], fires: 'above' },
};

/** Which version runs where, and since when. */
export const versions = (jobs: readonly string[]): TablePanel => ({
  kind: 'table',
  key: 'versions',
  title: 'Processes and their versions',
  shows: 'Each process with its version of Node.js, and for how long it has run.',
  action: 'Instances of different versions behave differently: finish the deployment.',
  noValue: 'No process says its version.',
  queries: [
    {
      expr: promql`max by (job, instance, version) (
        (time() - ${startTime}{${processesOf(jobs)}})
        * on (job, instance) group_left (version)
        ${versionInfo}{${processes}}
      )`,
      legend: '',
    },
  ],
  columns: [
    { field: 'job', title: 'Service', boardLink: { board: 'services', variable: 'job' } },
    { field: 'instance', title: 'Instance', boardLink: { board: 'nodejs', variable: 'instance' } },
    { field: 'version', title: 'Node.js', width: 120 },
    { field: 'Value', title: 'Has run for', unit: 's', width: 140 },
  ],
  sortBy: 'Has run for',
});
