import { postgresMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import { type StatPanel, stateColors, type TimelinePanel, type TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { graph, number, servers } from './common.ts';

const {
  replicationLagSeconds,
  replicationSlotsActive,
  replicationSlotsPgWalLsnDiff,
  replicationSlotWalStatus,
  statArchiverFailedCount,
  statArchiverLastArchiveAge,
  statReplicationPgWalLsnDiff,
} = postgresMetrics;

/** How far a replica is behind, in time. */
export const lag: TimeSeriesPanel = {
  ...graph,
  key: 'replica-lag',
  title: 'Replicas behind by',
  shows: 'The age of the newest change that each replica has; 0 for a primary.',
  action: 'Who reads from it sees old data. Its disk is too slow, or a long statement on it holds the replay back.',
  queries: [{ expr: promql`max by (instance) (${replicationLagSeconds}{${servers}})`, legend: '{{instance}}' }],
  guard: { alerts: ['PostgresReplicaLagging', 'PostgresReplicaStale'], fires: 'above' },
};

/** How far they are behind, in bytes of the log. */
export const standbys: TimeSeriesPanel = {
  ...graph,
  key: 'standbys',
  title: 'Standbys behind by',
  shows: 'Bytes of the write-ahead log that each standby has not replayed, as the primary sees it.',
  action: 'Steady growth: the network or the standby is slower than what is written.',
  noValue: 'No standby is connected.',
  mayBeEmpty: { lacking: 'a server without a replica has nothing to show' },
  queries: [
    {
      expr: promql`max by (instance, application_name, client_addr) (${statReplicationPgWalLsnDiff}{${servers}})`,
      legend: '{{application_name}} {{client_addr}}',
    },
  ],
  guard: { alerts: ['PostgresStandbyBehind'], fires: 'above' },
};

/** What slots keep. */
export const slots: TimeSeriesPanel = {
  ...graph,
  key: 'slots',
  title: 'Log kept for slots that nobody reads',
  shows: 'Bytes of the write-ahead log that each inactive replication slot keeps from being removed.',
  action: 'Nobody reads it, and the disk fills: bring the reader back, or drop the slot.',
  noValue: 'Every slot is read.',
  mayBeEmpty: 'a slot that is read keeps nothing back',
  queries: [
    {
      expr: promql`max by (instance, slot_name) (${replicationSlotsPgWalLsnDiff}{${servers}} and ${replicationSlotsActive}{${servers}} == 0)`,
      legend: '{{slot_name}} ({{instance}})',
    },
  ],
  guard: { alerts: ['PostgresReplicationSlotInactive'], fires: 'above' },
};

/** Whether slots still have what their readers need. */
export const slotStates: TimelinePanel = {
  kind: 'timeline',
  key: 'slot-states',
  title: 'Replication slots: is their log still there?',
  shows: 'Whether the log that the reader of each slot needs next is still there.',
  action: 'LOST: the reader has to start from a new copy. Raise `max_slot_wal_keep_size`, or watch it more closely.',
  unit: 'none',
  min: 0,
  max: 1,
  noValue: 'There is no replication slot.',
  mayBeEmpty: { lacking: 'a server without replication slots has nothing to show' },
  queries: [
    {
      expr: promql`max by (instance, slot_name) (${replicationSlotWalStatus}{${servers}, wal_status=~"unreserved|lost"})`,
      legend: '{{slot_name}} ({{instance}})',
    },
  ],
  guard: { alerts: ['PostgresReplicationSlotLost'], fires: 'above', bound: 1 },
  mappings: [
    { value: 0, text: 'THERE', color: stateColors.ok },
    { value: 1, text: 'LOST', color: stateColors.critical },
  ],
};

/** How old the archive is. */
export const archiveAge: TimeSeriesPanel = {
  ...graph,
  key: 'archive-age',
  title: 'Last archived',
  shows: 'Time since a piece of the write-ahead log was last archived, by server.',
  action: 'What is not archived cannot be restored to. Look at `archive_command`, its target, its room.',
  noValue: 'No server archives.',
  mayBeEmpty: { lacking: 'a server that archives nothing has nothing to show' },
  queries: [{ expr: promql`max by (instance) (${statArchiverLastArchiveAge}{${servers}})`, legend: '{{instance}}' }],
  guard: { alerts: ['PostgresArchivingStopped'], fires: 'above' },
};

/** Attempts that failed. */
export const archiveFailures: StatPanel = {
  ...number,
  key: 'archive-failures',
  title: 'Failed to archive',
  shows: 'Attempts to archive a piece of the log that failed in the last 15 minutes.',
  action: 'The log of the server has the answer of the command. The log on disk grows until one works.',
  noValue: 'NO DATA: no server',
  queries: [{ expr: promql`ceil(sum(increase(${statArchiverFailedCount}{${servers}}[15m])))`, legend: 'failed' }],
  guard: { alerts: ['PostgresArchivingFails'], fires: 'above', bound: 1 },
};
