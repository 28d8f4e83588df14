import { counter, gauge, open } from '@narthex/instrumentation';

/** What a Redis server writes to disk, and to and from other servers. */
export const redisPersistenceMetrics = {
  aofCurrentRewriteDurationSec: gauge(
    'redis_aof_current_rewrite_duration_sec',
    'The field aof_current_rewrite_duration_sec that the server reports.',
    { unit: 'seconds' },
  ),
  aofEnabled: gauge('redis_aof_enabled', 'The field aof_enabled that the server reports.', { range: [0, 1] }),
  aofLastBgrewriteStatus: gauge(
    'redis_aof_last_bgrewrite_status',
    'The field aof_last_bgrewrite_status that the server reports.',
    { range: [0, 1] },
  ),
  aofLastCowSizeBytes: gauge(
    'redis_aof_last_cow_size_bytes',
    'The field aof_last_cow_size_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  aofLastRewriteDurationSec: gauge(
    'redis_aof_last_rewrite_duration_sec',
    'The field aof_last_rewrite_duration_sec that the server reports.',
    { unit: 'seconds' },
  ),
  aofLastWriteStatus: gauge('redis_aof_last_write_status', 'The field aof_last_write_status that the server reports.', {
    range: [0, 1],
  }),
  aofRewriteInProgress: gauge(
    'redis_aof_rewrite_in_progress',
    'The field aof_rewrite_in_progress that the server reports.',
    { range: [0, 1] },
  ),
  aofRewriteScheduled: gauge(
    'redis_aof_rewrite_scheduled',
    'The field aof_rewrite_scheduled that the server reports.',
    { range: [0, 1] },
  ),
  asyncLoading: gauge('redis_async_loading', 'The field async_loading that the server reports.', { range: [0, 1] }),
  dumpPayloadSanitizations: counter(
    'redis_dump_payload_sanitizations',
    'The field dump_payload_sanitizations that the server reports.',
  ),
  latestForkSeconds: gauge('redis_latest_fork_seconds', 'The field latest_fork_seconds that the server reports.', {
    unit: 'seconds',
  }),
  loadingDumpFile: gauge('redis_loading_dump_file', 'The field loading_dump_file that the server reports.', {
    range: [0, 1],
  }),
  masterReplOffset: gauge('redis_master_repl_offset', 'The field master_repl_offset that the server reports.', {
    unit: 'bytes',
  }),
  moduleForkInProgress: gauge(
    'redis_module_fork_in_progress',
    'The field module_fork_in_progress that the server reports.',
    { range: [0, 1] },
  ),
  moduleForkLastCowSize: gauge(
    'redis_module_fork_last_cow_size',
    'The field module_fork_last_cow_size that the server reports.',
    { unit: 'bytes' },
  ),
  rdbBgsaveInProgress: gauge(
    'redis_rdb_bgsave_in_progress',
    'The field rdb_bgsave_in_progress that the server reports.',
    { range: [0, 1] },
  ),
  rdbChangesSinceLastSave: gauge(
    'redis_rdb_changes_since_last_save',
    'The field rdb_changes_since_last_save that the server reports.',
  ),
  rdbCurrentBgsaveDurationSec: gauge(
    'redis_rdb_current_bgsave_duration_sec',
    'The field rdb_current_bgsave_duration_sec that the server reports.',
    { unit: 'seconds' },
  ),
  rdbLastBgsaveDurationSec: gauge(
    'redis_rdb_last_bgsave_duration_sec',
    'The field rdb_last_bgsave_duration_sec that the server reports.',
    { unit: 'seconds' },
  ),
  rdbLastBgsaveStatus: gauge(
    'redis_rdb_last_bgsave_status',
    'The field rdb_last_bgsave_status that the server reports.',
    { range: [0, 1] },
  ),
  rdbLastCowSizeBytes: gauge(
    'redis_rdb_last_cow_size_bytes',
    'The field rdb_last_cow_size_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  rdbLastLoadExpiredKeys: gauge(
    'redis_rdb_last_load_expired_keys',
    'The field rdb_last_load_expired_keys that the server reports.',
  ),
  rdbLastLoadLoadedKeys: gauge(
    'redis_rdb_last_load_loaded_keys',
    'The field rdb_last_load_loaded_keys that the server reports.',
  ),
  rdbLastSaveTimestampSeconds: gauge(
    'redis_rdb_last_save_timestamp_seconds',
    'The field rdb_last_save_timestamp_seconds that the server reports.',
    { unit: 'timestamp' },
  ),
  rdbSaves: gauge('redis_rdb_saves_total', 'The field rdb_saves_total that the server reports.'),
  replBacklogFirstByteOffset: gauge(
    'redis_repl_backlog_first_byte_offset',
    'The field repl_backlog_first_byte_offset that the server reports.',
    { unit: 'bytes' },
  ),
  replBacklogHistoryBytes: gauge(
    'redis_repl_backlog_history_bytes',
    'The field repl_backlog_history_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  replBacklogIsActive: gauge(
    'redis_repl_backlog_is_active',
    'The field repl_backlog_is_active that the server reports.',
    { range: [0, 1] },
  ),
  replicaPartialResyncAccepted: gauge(
    'redis_replica_partial_resync_accepted',
    'The field replica_partial_resync_accepted that the server reports.',
  ),
  replicaPartialResyncDenied: gauge(
    'redis_replica_partial_resync_denied',
    'The field replica_partial_resync_denied that the server reports.',
  ),
  replicaResyncsFull: gauge('redis_replica_resyncs_full', 'The field replica_resyncs_full that the server reports.'),
  replicationBacklogBytes: gauge(
    'redis_replication_backlog_bytes',
    'The field replication_backlog_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  secondReplOffset: gauge('redis_second_repl_offset', 'The field second_repl_offset that the server reports.', {
    unit: 'bytes',
  }),
  slaveExpiresTrackedKeys: gauge(
    'redis_slave_expires_tracked_keys',
    'The field slave_expires_tracked_keys that the server reports.',
  ),
  aofBaseSizeBytes: gauge('redis_aof_base_size_bytes', 'The field aof_base_size_bytes that the server reports.', {
    unit: 'bytes',
  }),
  aofBufferLength: gauge('redis_aof_buffer_length', 'The field aof_buffer_length that the server reports.', {
    unit: 'bytes',
  }),
  aofCurrentSizeBytes: gauge(
    'redis_aof_current_size_bytes',
    'The field aof_current_size_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  aofDelayedFsync: gauge('redis_aof_delayed_fsync', 'The field aof_delayed_fsync that the server reports.'),
  aofPendingBioFsync: gauge('redis_aof_pending_bio_fsync', 'The field aof_pending_bio_fsync that the server reports.'),
  aofPendingRewrite: gauge('redis_aof_pending_rewrite', 'The field aof_pending_rewrite that the server reports.'),
  masterLastIoSecondsAgo: gauge('redis_master_last_io_seconds_ago', 'Master last io seconds ago.', {
    unit: 'seconds',
    labels: { master_host: open({ typically: 1 }), master_port: open({ typically: 1 }) },
    key: [],
  }),
  masterLinkUp: gauge('redis_master_link_up', 'Master link status on Redis slave.', {
    labels: { master_host: open({ typically: 1 }), master_port: open({ typically: 1 }) },
    key: [],
    range: [0, 1],
  }),
  masterSyncInProgress: gauge('redis_master_sync_in_progress', 'Master sync in progress.', {
    labels: { master_host: open({ typically: 1 }), master_port: open({ typically: 1 }) },
    key: [],
    range: [0, 1],
  }),
  slaveInfo: gauge('redis_slave_info', 'Information about the Redis slave.', {
    labels: { master_host: open({ typically: 1 }), master_port: open({ typically: 1 }), read_only: ['0', '1'] },
    key: [],
    info: true,
  }),
  slavePriority: gauge('redis_slave_priority', 'The field slave_priority that the server reports.'),
  slaveReplOffset: gauge('redis_slave_repl_offset', 'Slave replication offset.', {
    unit: 'bytes',
    labels: { master_host: open({ typically: 1 }), master_port: open({ typically: 1 }) },
    key: [],
  }),
};
