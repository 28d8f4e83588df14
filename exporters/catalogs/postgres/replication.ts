import { counter, gauge, open } from '@narthex/instrumentation';

/** States of a WAL sender, as `pg_stat_replication` names them. */
const REPLICATION_STATES = ['startup', 'catchup', 'streaming', 'backup', 'stopping'] as const;

const sender = {
  server: open({ typically: 1 }),
  application_name: open({ typically: 1, sometimes: true }),
  client_addr: open({ typically: 1, sometimes: true }),
  slot_name: open({ typically: 1 }),
  state: REPLICATION_STATES,
};

/** Replication and the write-ahead log of a PostgreSQL server. */
export const postgresReplicationMetrics = {
  replicationIsReplica: gauge('pg_replication_is_replica', 'Indicates if the server is a replica.', { range: [0, 1] }),
  replicationLagSeconds: gauge('pg_replication_lag_seconds', 'Replication lag behind master in seconds.', {
    unit: 'seconds',
  }),
  replicationLastReplaySeconds: gauge('pg_replication_last_replay_seconds', 'Age of last replay in seconds.', {
    unit: 'seconds',
  }),
  replicationSlotSlotConfirmedFlushLsn: gauge(
    'pg_replication_slot_slot_confirmed_flush_lsn',
    'last lsn confirmed flushed to the replication slot.',
    {
      unit: 'bytes',
      labels: { slot_name: open({ typically: 1 }), slot_type: ['physical', 'logical'] },
      key: ['slot_name'],
    },
  ),
  replicationSlotSlotCurrentWalLsn: gauge('pg_replication_slot_slot_current_wal_lsn', 'current wal lsn value.', {
    unit: 'bytes',
    labels: { slot_name: open({ typically: 1 }), slot_type: ['physical', 'logical'] },
    key: ['slot_name'],
  }),
  replicationSlotSlotIsActive: gauge(
    'pg_replication_slot_slot_is_active',
    'whether the replication slot is active or not.',
    {
      labels: { slot_name: open({ typically: 1 }), slot_type: ['physical', 'logical'] },
      key: ['slot_name'],
      range: [0, 1],
    },
  ),
  replicationSlotWalStatus: gauge('pg_replication_slot_wal_status', 'availability of WAL files claimed by this slot.', {
    labels: {
      slot_name: open({ typically: 1 }),
      slot_type: ['physical', 'logical'],
      wal_status: ['reserved', 'extended', 'unreserved', 'lost'],
    },
    key: ['slot_name'],
    range: [0, 1],
  }),
  replicationSlotsActive: gauge('pg_replication_slots_active', 'Flag indicating if the slot is active.', {
    labels: {
      database: open({ typically: 1, sometimes: true }),
      server: open({ typically: 1 }),
      slot_name: open({ typically: 1 }),
    },
    key: ['slot_name'],
    range: [0, 1],
  }),
  replicationSlotsPgWalLsnDiff: gauge('pg_replication_slots_pg_wal_lsn_diff', 'Replication lag in bytes.', {
    unit: 'bytes',
    labels: {
      database: open({ typically: 1, sometimes: true }),
      server: open({ typically: 1 }),
      slot_name: open({ typically: 1 }),
    },
    key: ['slot_name'],
  }),
  statArchiverArchivedCount: counter(
    'pg_stat_archiver_archived_count',
    'Number of WAL files that have been successfully archived.',
    { labels: { server: open({ typically: 1 }) }, key: [] },
  ),
  statArchiverFailedCount: counter(
    'pg_stat_archiver_failed_count',
    'Number of failed attempts for archiving WAL files.',
    { labels: { server: open({ typically: 1 }) }, key: [] },
  ),
  statArchiverLastArchiveAge: gauge(
    'pg_stat_archiver_last_archive_age',
    'Time in seconds since last WAL segment was successfully archived.',
    { unit: 'seconds', labels: { server: open({ typically: 1 }) }, key: [] },
  ),
  statReplicationPgCurrentWalLsnBytes: gauge('pg_stat_replication_pg_current_wal_lsn_bytes', 'WAL position in bytes.', {
    unit: 'bytes',
    labels: sender,
    key: ['slot_name'],
  }),
  statReplicationPgWalLsnDiff: gauge('pg_stat_replication_pg_wal_lsn_diff', 'Lag in bytes between master and slave.', {
    unit: 'bytes',
    labels: sender,
    key: ['slot_name'],
  }),
  statReplicationReplyTime: gauge('pg_stat_replication_reply_time', 'Unknown metric from pg_stat_replication.', {
    unit: 'timestamp',
    labels: sender,
    key: ['slot_name'],
  }),
  walSegments: gauge('pg_wal_segments', 'Number of WAL segments.'),
  walSizeBytes: gauge('pg_wal_size_bytes', 'Total size of WAL segments.', { unit: 'bytes' }),
};
