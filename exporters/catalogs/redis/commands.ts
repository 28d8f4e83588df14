import { counter, gauge, histogram, open, summary } from '@narthex/instrumentation';

/** Commands, keys, clients and connections of a Redis server. */
export const redisCommandMetrics = {
  aclAccessDeniedAuth: counter('redis_acl_access_denied_auth_total', 'Attempts to log in that were refused.'),
  aclAccessDeniedChannel: counter(
    'redis_acl_access_denied_channel_total',
    'Commands that were refused because of their channel.',
  ),
  aclAccessDeniedCmd: counter('redis_acl_access_denied_cmd_total', 'Commands that the user may not give.'),
  aclAccessDeniedKey: counter('redis_acl_access_denied_key_total', 'Commands that were refused because of their key.'),
  activeDefragRunning: gauge(
    'redis_active_defrag_running',
    'Percentage of CPU that defragmentation may take now, 0 where none is under way.',
    { range: [0, 100] },
  ),
  blockedClients: gauge('redis_blocked_clients', 'The field blocked_clients that the server reports.'),
  clientOutputBufferLimitDisconnections: counter(
    'redis_client_output_buffer_limit_disconnections_total',
    'Clients that were cut off because they did not read.',
  ),
  clientQueryBufferLimitDisconnections: counter(
    'redis_client_query_buffer_limit_disconnections_total',
    'Clients that were cut off because of too long a command.',
  ),
  clientRecentMaxInputBufferBytes: gauge(
    'redis_client_recent_max_input_buffer_bytes',
    'The field client_recent_max_input_buffer_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  clientRecentMaxOutputBufferBytes: gauge(
    'redis_client_recent_max_output_buffer_bytes',
    'The field client_recent_max_output_buffer_bytes that the server reports.',
    { unit: 'bytes' },
  ),
  clientsInTimeoutTable: gauge(
    'redis_clients_in_timeout_table',
    'The field clients_in_timeout_table that the server reports.',
  ),
  commandsDurationSeconds: counter(
    'redis_commands_duration_seconds_total',
    'Total amount of time in seconds spent per command.',
    { unit: 'seconds', labels: { cmd: open({ typically: 30 }) } },
  ),
  commandsFailedCalls: counter(
    'redis_commands_failed_calls_total',
    'Total number of errors prior command execution per command.',
    { labels: { cmd: open({ typically: 30 }) } },
  ),
  commandsLatenciesUsec: histogram('redis_commands_latencies_usec', 'A histogram of latencies per command.', {
    labels: { cmd: open({ typically: 30 }) },
    buckets: [
      1, 2, 4, 8, 16, 33, 66, 132, 264, 528, 1056, 2113, 4227, 8454, 16908, 33816, 67633, 135266, 270532, 541065,
      1082130,
    ],
  }),
  commandsProcessed: counter(
    'redis_commands_processed_total',
    'The field commands_processed_total that the server reports.',
  ),
  commandsRejectedCalls: counter(
    'redis_commands_rejected_calls_total',
    'Total number of errors within command execution per command.',
    { labels: { cmd: open({ typically: 30 }) } },
  ),
  commands: counter('redis_commands_total', 'Total number of calls per command.', {
    labels: { cmd: open({ typically: 30 }) },
  }),
  connectedClients: gauge('redis_connected_clients', 'The field connected_clients that the server reports.'),
  connectedSlaveLagSeconds: gauge('redis_connected_slave_lag_seconds', 'Lag of connected slave.', {
    unit: 'seconds',
    labels: {
      slave_ip: open({ typically: 1 }),
      slave_port: open({ typically: 1 }),
      slave_state: open({ typically: 1 }),
    },
    key: ['slave_ip', 'slave_port'],
  }),
  connectedSlaveOffsetBytes: gauge('redis_connected_slave_offset_bytes', 'Offset of connected slave.', {
    unit: 'bytes',
    labels: {
      slave_ip: open({ typically: 1 }),
      slave_port: open({ typically: 1 }),
      slave_state: open({ typically: 1 }),
    },
    key: ['slave_ip', 'slave_port'],
  }),
  connectedSlaves: gauge('redis_connected_slaves', 'The field connected_slaves that the server reports.'),
  connectionsReceived: counter(
    'redis_connections_received_total',
    'The field connections_received_total that the server reports.',
  ),
  currentEvictionExceededTimeMs: gauge(
    'redis_current_eviction_exceeded_time_ms',
    'The field current_eviction_exceeded_time_ms that the server reports.',
  ),
  dbAvgTtlSeconds: gauge('redis_db_avg_ttl_seconds', 'Avg TTL in seconds.', {
    unit: 'seconds',
    labels: { db: open({ typically: 16 }) },
  }),
  dbKeys: gauge('redis_db_keys', 'Total number of keys by DB.', { labels: { db: open({ typically: 16 }) } }),
  dbKeysCached: gauge('redis_db_keys_cached', 'Keys that are cached, by database.', {
    labels: { db: open({ typically: 16 }) },
  }),
  dbKeysExpiring: gauge('redis_db_keys_expiring', 'Total number of expiring keys by DB.', {
    labels: { db: open({ typically: 16 }) },
  }),
  defragHits: gauge('redis_defrag_hits', 'The field defrag_hits that the server reports.'),
  defragKeyHits: gauge('redis_defrag_key_hits', 'The field defrag_key_hits that the server reports.'),
  defragKeyMisses: gauge('redis_defrag_key_misses', 'The field defrag_key_misses that the server reports.'),
  defragMisses: gauge('redis_defrag_misses', 'The field defrag_misses that the server reports.'),
  errors: counter('redis_errors_total', 'Total number of errors per error type.', {
    labels: { err: open({ typically: 3 }) },
  }),
  evictedClients: counter('redis_evicted_clients_total', 'The field evicted_clients_total that the server reports.'),
  evictedScripts: counter('redis_evicted_scripts_total', 'Scripts that were thrown out for room.'),
  evictedKeys: counter('redis_evicted_keys_total', 'The field evicted_keys_total that the server reports.'),
  evictionExceededTimeMs: counter(
    'redis_eviction_exceeded_time_ms_total',
    'The field eviction_exceeded_time_ms_total that the server reports.',
  ),
  expireCycleCpuTimeMs: counter(
    'redis_expire_cycle_cpu_time_ms_total',
    'The field expire_cycle_cpu_time_ms_total that the server reports.',
  ),
  expiredKeys: counter('redis_expired_keys_total', 'The field expired_keys_total that the server reports.'),
  expiredSubkeys: counter('redis_expired_subkeys_total', 'Fields of hashes that expired.'),
  expiredStalePercentage: gauge(
    'redis_expired_stale_percentage',
    'The field expired_stale_percentage that the server reports.',
  ),
  expiredTimeCapReached: counter(
    'redis_expired_time_cap_reached_total',
    'The field expired_time_cap_reached_total that the server reports.',
  ),
  ioThreadedReadsProcessed: counter(
    'redis_io_threaded_reads_processed',
    'The field io_threaded_reads_processed that the server reports.',
  ),
  ioThreadedWritesProcessed: counter(
    'redis_io_threaded_writes_processed',
    'The field io_threaded_writes_processed that the server reports.',
  ),
  ioThreadsActive: gauge('redis_io_threads_active', 'The field io_threads_active that the server reports.', {
    range: [0, 1],
  }),
  keyspaceHits: counter('redis_keyspace_hits_total', 'The field keyspace_hits_total that the server reports.'),
  keyspaceMisses: counter('redis_keyspace_misses_total', 'The field keyspace_misses_total that the server reports.'),
  lastSlowExecutionDurationSeconds: gauge(
    'redis_last_slow_execution_duration_seconds',
    'The amount of time needed for last slow execution, in seconds.',
    { unit: 'seconds' },
  ),
  latencyPercentilesUsec: summary(
    'redis_latency_percentiles_usec',
    'A summary of latency percentile distribution per command.',
    { labels: { cmd: open({ typically: 30 }) }, quantiles: [50, 99, 99.9] },
  ),
  lazyfreePendingObjects: gauge(
    'redis_lazyfree_pending_objects',
    'The field lazyfree_pending_objects that the server reports.',
  ),
  lazyfreedObjects: gauge('redis_lazyfreed_objects', 'The field lazyfreed_objects that the server reports.'),
  maxClients: gauge('redis_max_clients', 'The field max_clients that the server reports.'),
  migrateCachedSockets: gauge(
    'redis_migrate_cached_sockets_total',
    'The field migrate_cached_sockets_total that the server reports.',
  ),
  netInputBytes: counter('redis_net_input_bytes_total', 'The field net_input_bytes_total that the server reports.', {
    unit: 'bytes',
  }),
  netOutputBytes: counter('redis_net_output_bytes_total', 'The field net_output_bytes_total that the server reports.', {
    unit: 'bytes',
  }),
  netReplInputBytes: counter(
    'redis_net_repl_input_bytes_total',
    'The field net_repl_input_bytes_total that the server reports.',
    { unit: 'bytes' },
  ),
  netReplOutputBytes: counter(
    'redis_net_repl_output_bytes_total',
    'The field net_repl_output_bytes_total that the server reports.',
    { unit: 'bytes' },
  ),
  numberOfCachedScripts: gauge(
    'redis_number_of_cached_scripts',
    'The field number_of_cached_scripts that the server reports.',
  ),
  numberOfFunctions: gauge('redis_number_of_functions', 'The field number_of_functions that the server reports.'),
  numberOfLibraries: gauge('redis_number_of_libraries', 'The field number_of_libraries that the server reports.'),
  pubsubClients: gauge('redis_pubsub_clients', 'Clients that have subscribed.'),
  pubsubChannels: gauge('redis_pubsub_channels', 'The field pubsub_channels that the server reports.'),
  pubsubPatterns: gauge('redis_pubsub_patterns', 'The field pubsub_patterns that the server reports.'),
  pubsubshardChannels: gauge('redis_pubsubshard_channels', 'The field pubsubshard_channels that the server reports.'),
  rejectedConnections: counter(
    'redis_rejected_connections_total',
    'The field rejected_connections_total that the server reports.',
  ),
  replyBufferExpands: counter(
    'redis_reply_buffer_expands_total',
    'The field reply_buffer_expands_total that the server reports.',
  ),
  replyBufferShrinks: counter(
    'redis_reply_buffer_shrinks_total',
    'The field reply_buffer_shrinks_total that the server reports.',
  ),
  slowlogLastId: gauge('redis_slowlog_last_id', 'Last id of slowlog.'),
  slowlogLength: gauge('redis_slowlog_length', 'Total slowlog.'),
  totalErrorReplies: counter('redis_total_error_replies', 'The field total_error_replies that the server reports.'),
  totalReadsProcessed: counter(
    'redis_total_reads_processed',
    'The field total_reads_processed that the server reports.',
  ),
  totalWritesProcessed: counter(
    'redis_total_writes_processed',
    'The field total_writes_processed that the server reports.',
  ),
  totalBlockingKeys: gauge('redis_total_blocking_keys', 'Keys that clients wait for.'),
  totalBlockingKeysOnNokey: gauge(
    'redis_total_blocking_keys_on_nokey',
    'Keys that clients wait for until they are removed.',
  ),
  totalWatchedKeys: gauge('redis_total_watched_keys', 'Keys that clients watch for a transaction.'),
  watchingClients: gauge('redis_watching_clients', 'Clients that watch keys for a transaction.'),
  trackingClients: gauge('redis_tracking_clients', 'The field tracking_clients that the server reports.'),
  trackingTotalItems: gauge('redis_tracking_total_items', 'The field tracking_total_items that the server reports.'),
  trackingTotalKeys: gauge('redis_tracking_total_keys', 'The field tracking_total_keys that the server reports.'),
  trackingTotalPrefixes: gauge(
    'redis_tracking_total_prefixes',
    'The field tracking_total_prefixes that the server reports.',
  ),
  unexpectedErrorReplies: counter(
    'redis_unexpected_error_replies',
    'The field unexpected_error_replies that the server reports.',
  ),
};
