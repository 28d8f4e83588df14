import { nodeMetrics } from '../../../exporters/index.ts';
import { type NamedMetric, promql } from '../../../promql/index.ts';
import { stateColors, type TablePanel, type TimelinePanel, type TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { disks, graph, share, states } from './common.ts';

const {
  filesystemAvailable,
  filesystemDeviceError,
  filesystemFiles,
  filesystemFilesFree,
  filesystemReadonly,
  filesystemSize,
} = nodeMetrics;
const legend = '{{instance}} {{mountpoint}}';

interface Forecast {
  readonly key: string;
  readonly title: string;
  readonly what: string;
  readonly left: NamedMetric;
  readonly size: NamedMetric;
  /** What it goes by, and how far it looks ahead, in seconds. */
  readonly window: string;
  readonly ahead: number;
  readonly alert: string;
}

/** What will be left if it goes on like this; below nothing it is full before that. */
function forecast({ key, title, what, left, size, window, ahead, alert }: Forecast): TimeSeriesPanel {
  return {
    kind: 'timeseries',
    key,
    title,
    shows: `Share of the ${what} that will be left then if it goes on as in the last ${window}, the ten least. Below 0 it is full before.`,
    action:
      'Find what writes (`du`, `lsof`) and stop it, or make room. A line that only dips was a job with temporary files.',
    unit: 'percentunit',
    noValue: 'No file system was measured for long enough.',
    mayBeEmpty: 'in the first hours of a host nothing can be foretold',
    queries: [
      {
        expr: promql`bottomk(10, min by (instance, mountpoint) (
        predict_linear(${left}{${disks}}[${window}], ${ahead}) / ${size}{${disks}}
        and ${left}{${disks}} offset ${window}
      ))`,
        legend,
      },
    ],
    guard: { alerts: [alert], fires: 'below', bound: 0 },
  };
}

/** Room in a day. */
export const roomTomorrow = forecast({
  ...{ key: 'room-tomorrow', title: 'Room left in a day', what: 'room' },
  ...{ left: filesystemAvailable, size: filesystemSize, window: '2h', ahead: 86_400, alert: 'HostDiskFullTomorrow' },
});

/** Room in four hours. */
export const roomSoon = forecast({
  ...{ key: 'room-soon', title: 'Room left in four hours', what: 'room' },
  ...{ left: filesystemAvailable, size: filesystemSize, window: '1h', ahead: 14_400, alert: 'HostDiskFullSoon' },
});

/** Inodes in a day. */
export const inodesTomorrow = forecast({
  ...{ key: 'inodes-tomorrow', title: 'Inodes left in a day', what: 'inodes' },
  ...{ left: filesystemFilesFree, size: filesystemFiles, window: '2h', ahead: 86_400, alert: 'HostInodesFullTomorrow' },
});

/** What is used of the inodes. */
export const inodes: TimeSeriesPanel = {
  ...share,
  key: 'inodes',
  title: 'Inodes used',
  shows: 'Share of the files that each file system can hold, the ten fullest. Room alone is not enough for a new file.',
  action: 'Find the folder with very many small files: caches, sessions, mail queues.',
  noValue: 'No file system counts its inodes.',
  queries: [
    {
      expr: promql`topk(10, max by (instance, mountpoint) (1 - ${filesystemFilesFree}{${disks}} / (${filesystemFiles}{${disks}} > 0)))`,
      legend,
    },
  ],
  guard: { alerts: ['HostInodesFilling', 'HostInodesFull'], fires: 'above' },
};

/** File systems that cannot be written, or asked. */
export const filesystemStates: TimelinePanel = {
  ...states,
  key: 'filesystem-states',
  title: 'File systems: can they be written?',
  shows: 'Whether each file system can be written, and whether it answers at all.',
  action:
    'READ-ONLY all of a sudden is a broken disk: save the data. NO ANSWER is mostly a server of files that is gone.',
  max: 2,
  queries: [
    {
      expr: promql`2 * (max by (instance, mountpoint) (${filesystemDeviceError}{${disks}}) == 1)
        or
        max by (instance, mountpoint) (${filesystemReadonly}{${disks}})`,
      legend,
    },
  ],
  guard: { alerts: ['HostFilesystemReadOnly', 'HostFilesystemError'], fires: 'above' },
  mappings: [
    { value: 0, text: 'WRITABLE', color: stateColors.ok },
    { value: 1, text: 'READ-ONLY', color: stateColors.warning },
    { value: 2, text: 'NO ANSWER', color: stateColors.critical },
  ],
};

/** The file systems that fill, those that are full first at the top. */
export const fullIn: TablePanel = {
  kind: 'table',
  key: 'full-in',
  title: 'Full in',
  shows:
    'When each file system that fills is full if it goes on as in the last two hours, the ten that are full first.',
  action: 'Begin at the top. What is months away may wait; what is hours away has an alert.',
  noValue: 'Nothing fills.',
  mayBeEmpty: 'no file system fills, or none was measured for long enough',
  queries: [
    {
      expr: promql`bottomk(10, min by (instance, mountpoint) (
        ${filesystemAvailable}{${disks}} / (-deriv(${filesystemAvailable}{${disks}}[2h]) > 0)
        and ${filesystemAvailable}{${disks}} offset 2h
      ))`,
      legend: '',
    },
  ],
  columns: [
    { field: 'instance', title: 'Host', boardLink: { board: 'hosts', variable: 'instance' } },
    { field: 'mountpoint', title: 'Mounted at' },
    { field: 'Value', title: 'Full in', unit: 's', width: 140 },
  ],
  sortBy: 'Full in',
};

/** What is left of the file systems. */
export const roomLeft: TimeSeriesPanel = {
  ...graph,
  key: 'filesystem-left',
  title: 'Room left',
  shows: 'What programs can still write on each file system, the ten with the least.',
  action: 'A sudden step down is one large file: a dump, a core, a log that nobody rotates.',
  queries: [{ expr: promql`bottomk(10, min by (instance, mountpoint) (${filesystemAvailable}{${disks}}))`, legend }],
};
