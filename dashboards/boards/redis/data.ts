import { redisMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import {
  noneIsGood,
  type StatPanel,
  stateColors,
  type TablePanel,
  type TimelinePanel,
  type TimeSeriesPanel,
  upDown,
} from '../../../stacks/model/index.ts';
import { graph, legend, number, servers } from './common.ts';

const {
  aofEnabled,
  aofLastWriteStatus,
  connectedSlaveLagSeconds,
  connectedSlaves,
  exporterLastScrapeError,
  instanceInfo,
  latestForkSeconds,
  loadingDumpFile,
  masterLinkUp,
  rdbChangesSinceLastSave,
  rdbLastBgsaveStatus,
  rdbLastSaveTimestampSeconds,
  up,
  uptimeInSeconds,
} = redisMetrics;

/** Whether they answer. */
export const answers: StatPanel = {
  ...number,
  key: 'up',
  title: 'Servers',
  shows: 'Whether all servers answer their exporters.',
  action: 'Is the server up, and does it accept connections? A changed password looks the same from here.',
  max: 1,
  queries: [{ expr: promql`min(${up}{${servers}})`, legend: 'up' }],
  guard: { alerts: ['RedisDown'], fires: 'below', bound: 1 },
  mappings: upDown,
};

/** When they were started. */
export const started: StatPanel = {
  ...number,
  key: 'started',
  title: 'Last start',
  shows: 'How long ago the server that was started last was started.',
  action: 'If nobody did it on purpose: memory may have ended it. What was not saved is gone.',
  unit: 's',
  queries: [{ expr: promql`min(${uptimeInSeconds}{${servers}})`, legend: 'ago' }],
  guard: { alerts: ['RedisRestarted'], fires: 'below' },
};

/** Questions that the exporter could not ask. */
export const exporterErrors: StatPanel = {
  ...number,
  key: 'exporter-errors',
  title: 'Exporters with errors',
  shows: 'Exporters whose last question to their server ended in an error.',
  action: 'Its log says which one: mostly a command that its user may not give.',
  queries: [{ expr: promql`sum(${exporterLastScrapeError}{${servers}})`, legend: 'errors' }],
  guard: { alerts: ['RedisExporterFailing'], fires: 'above', bound: 1 },
  mappings: noneIsGood,
};

/** Servers that still read what they saved. */
export const loading: StatPanel = {
  ...number,
  key: 'loading',
  title: 'Loading',
  shows: 'Servers that read their data from disk and answer nothing meanwhile.',
  action: 'Wait. A large file takes minutes; do not restart it, it would begin again.',
  queries: [{ expr: promql`sum(${loadingDumpFile}{${servers}})`, legend: 'loading' }],
  guard: { alerts: ['RedisLoading'], fires: 'above', bound: 1 },
  mappings: noneIsGood,
};

const savedOrNot = [
  { value: 1, text: 'SAVED', color: stateColors.ok },
  { value: 0, text: 'FAILED', color: stateColors.critical },
] as const;

/** Whether it could save. */
export const saving: TimelinePanel = {
  kind: 'timeline',
  key: 'saving',
  title: 'Was it saved?',
  shows: 'Whether the last snapshot, and the last write to the log of commands where that is on, went well.',
  action:
    'FAILED: the disk is full or not writable, or there is no memory for the fork. Until then writes may be refused.',
  unit: 'none',
  min: 0,
  max: 1,
  noValue: 'The exporter measured nothing in this range.',
  queries: [
    { expr: promql`min by (instance) (${rdbLastBgsaveStatus}{${servers}})`, legend: `${legend} snapshot` },
    {
      expr: promql`min by (instance) (${aofLastWriteStatus}{${servers}} and ${aofEnabled}{${servers}} == 1)`,
      legend: `${legend} log`,
    },
  ],
  guard: { alerts: ['RedisSaveFailing'], fires: 'below', bound: 1 },
  mappings: savedOrNot,
};

/** How old the last snapshot is. */
export const saveAge: TimeSeriesPanel = {
  ...graph,
  key: 'save-age',
  title: 'Last snapshot',
  shows: 'Time since the last snapshot. Without changes none is due.',
  action: 'Old with many changes since: whoever restarts the server loses them, unless the log of commands is on.',
  queries: [{ expr: promql`time() - max by (instance) (${rdbLastSaveTimestampSeconds}{${servers}})`, legend }],
  guard: { alerts: ['RedisSaveOld'], fires: 'above' },
};

/** What would be lost. */
export const unsaved: TimeSeriesPanel = {
  ...graph,
  key: 'unsaved',
  title: 'Changes since the last snapshot',
  shows: 'Changes that are in no snapshot yet.',
  action: 'A saw tooth is healthy. A line that only rises: no snapshot is made any more.',
  unit: 'short',
  queries: [{ expr: promql`max by (instance) (${rdbChangesSinceLastSave}{${servers}})`, legend }],
};

/** How long it stood still to save. */
export const forks: TimeSeriesPanel = {
  ...graph,
  key: 'fork',
  title: 'Time of the last fork',
  shows: 'How long the server stood still to begin its last snapshot or rewrite.',
  action: 'Seconds: huge pages of the kernel are on, or the server is very large. Save on a replica instead.',
  queries: [{ expr: promql`max by (instance) (${latestForkSeconds}{${servers}})`, legend }],
};

/** Whether replicas reach their primary. */
export const replicaLinks: TimelinePanel = {
  kind: 'timeline',
  key: 'replica-links',
  title: 'Replicas: do they reach their primary?',
  shows: 'Whether each replica is connected to its primary.',
  action: 'DOWN: what it answers is old. Network, password, or a backlog that was too small.',
  unit: 'none',
  min: 0,
  max: 1,
  noValue: 'No server is a replica.',
  mayBeEmpty: { lacking: 'a server that is no replica has no primary to reach' },
  queries: [{ expr: promql`min by (instance) (${masterLinkUp}{${servers}})`, legend }],
  guard: { alerts: ['RedisReplicationBroken'], fires: 'below', bound: 1 },
  mappings: upDown,
};

/** How far they are behind. */
export const replicaLag: TimeSeriesPanel = {
  ...graph,
  key: 'replica-lag',
  title: 'Replicas behind by',
  shows: 'Time since each replica last answered its primary.',
  action: 'Network, or a replica that is busy with slow commands of its own.',
  noValue: 'No server has a replica.',
  mayBeEmpty: { lacking: 'a server without replicas has nothing to show' },
  queries: [
    {
      expr: promql`max by (instance, slave_ip) (${connectedSlaveLagSeconds}{${servers}})`,
      legend: `{{slave_ip}} of ${legend}`,
    },
  ],
  guard: { alerts: ['RedisReplicaLags'], fires: 'above' },
};

/** How many there are. */
export const replicas: TimeSeriesPanel = {
  ...graph,
  key: 'replicas',
  title: 'Replicas connected',
  shows: 'Replicas that are connected to each server.',
  action: 'One less than before: look at that replica. Without any, a lost primary is lost data.',
  unit: 'short',
  queries: [{ expr: promql`max by (instance) (${connectedSlaves}{${servers}})`, legend }],
  guard: { alerts: ['RedisReplicaLost'], fires: 'below' },
};

/** Which versions run. */
export const versions: TablePanel = {
  kind: 'table',
  key: 'versions',
  title: 'Servers and their versions',
  shows: 'Each server with its version, its role, what it does when memory is full, and for how long it has run.',
  action: '`noeviction` refuses writes when memory is full, the others remove keys: is it what the programs expect?',
  noValue: 'NO DATA: no server',
  queries: [
    {
      expr: promql`max by (instance, redis_version, role, maxmemory_policy) (
        ${uptimeInSeconds}{${servers}}
        * on (job, instance) group_left (redis_version, role, maxmemory_policy)
        ${instanceInfo}{${servers}}
      )`,
      legend: '',
    },
  ],
  columns: [
    { field: 'instance', title: 'Server', boardLink: { board: 'redis', variable: 'instance' } },
    { field: 'redis_version', title: 'Redis', width: 120 },
    { field: 'role', title: 'Role', width: 120 },
    { field: 'maxmemory_policy', title: 'When full', width: 160 },
    { field: 'Value', title: 'Has run for', unit: 's', width: 140 },
  ],
  sortBy: 'Has run for',
};
