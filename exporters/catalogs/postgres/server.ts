import { counter, gauge, open } from '@narthex/instrumentation';

/** States of a backend, as `pg_stat_activity` names them. */
const ACTIVITY_STATES = [
  'active',
  'idle',
  'idle in transaction',
  'idle in transaction (aborted)',
  'fastpath function call',
  'disabled',
] as const;

const activity = {
  datname: open({ typically: 4 }),
  state: ACTIVITY_STATES,
  server: open({ typically: 1 }),
  usename: open({ typically: 3, sometimes: true }),
  application_name: open({ typically: 5, sometimes: true }),
  backend_type: open({ typically: 3, sometimes: true }),
  wait_event_type: open({ typically: 5, sometimes: true }),
  wait_event: open({ typically: 5, sometimes: true }),
};
const LOCK_MODES = [
  'accessexclusivelock',
  'accesssharelock',
  'exclusivelock',
  'rowexclusivelock',
  'rowsharelock',
  'sharelock',
  'sharerowexclusivelock',
  'shareupdateexclusivelock',
  'sireadlock',
] as const;

/** A PostgreSQL server: connections, locks, roles, and how the exporter fares with it. */
export const postgresServerMetrics = {
  exporterLastScrapeDurationSeconds: gauge(
    'pg_exporter_last_scrape_duration_seconds',
    'Duration of the last scrape of metrics from PostgreSQL.',
    { unit: 'seconds' },
  ),
  exporterLastScrapeError: gauge(
    'pg_exporter_last_scrape_error',
    'Whether the last scrape of metrics from PostgreSQL resulted in an error (1 for error, 0 for success).',
    { range: [0, 1] },
  ),
  exporterScrapes: counter('pg_exporter_scrapes_total', 'Total number of times PostgreSQL was scraped for metrics.'),
  locksCount: gauge('pg_locks_count', 'Number of locks.', {
    labels: { datname: open({ typically: 4 }), mode: LOCK_MODES },
  }),
  postmasterStartTimeSeconds: gauge('pg_postmaster_start_time_seconds', 'Time at which postmaster started.', {
    unit: 'timestamp',
  }),
  rolesConnectionLimit: gauge('pg_roles_connection_limit', 'Connection limit set for the role.', {
    labels: { rolname: open({ typically: 15 }) },
  }),
  scrapeCollectorDurationSeconds: gauge(
    'pg_scrape_collector_duration_seconds',
    'postgres_exporter: Duration of a collector scrape.',
    { unit: 'seconds', labels: { collector: open({ typically: 11 }) } },
  ),
  scrapeCollectorSuccess: gauge('pg_scrape_collector_success', 'postgres_exporter: Whether a collector succeeded.', {
    labels: { collector: open({ typically: 11 }) },
    range: [0, 1],
  }),
  activity: gauge('pg_stat_activity_count', 'Connections by database, state and user.', {
    labels: activity,
    series: 24,
  }),
  statActivityMaxTxDuration: gauge(
    'pg_stat_activity_max_tx_duration',
    'max duration in seconds any active transaction has been running.',
    { unit: 'seconds', labels: activity, series: 24 },
  ),
  statBgwriterBuffersAlloc: counter('pg_stat_bgwriter_buffers_alloc_total', 'Number of buffers allocated.'),
  statBgwriterBuffersBackendFsync: counter(
    'pg_stat_bgwriter_buffers_backend_fsync_total',
    'Number of times a backend had to execute its own fsync call (normally the background writer handles those even when the backend does its own write)',
  ),
  statBgwriterBuffersBackend: counter(
    'pg_stat_bgwriter_buffers_backend_total',
    'Number of buffers written directly by a backend.',
  ),
  statBgwriterBuffersCheckpoint: counter(
    'pg_stat_bgwriter_buffers_checkpoint_total',
    'Number of buffers written during checkpoints.',
  ),
  statBgwriterBuffersClean: counter(
    'pg_stat_bgwriter_buffers_clean_total',
    'Number of buffers written by the background writer.',
  ),
  statBgwriterCheckpointSyncTime: counter(
    'pg_stat_bgwriter_checkpoint_sync_time_total',
    'Total amount of time that has been spent in the portion of checkpoint processing where files are synchronized to disk, in milliseconds.',
  ),
  statBgwriterCheckpointWriteTime: counter(
    'pg_stat_bgwriter_checkpoint_write_time_total',
    'Total amount of time that has been spent in the portion of checkpoint processing where files are written to disk, in milliseconds.',
  ),
  statBgwriterCheckpointsReq: counter(
    'pg_stat_bgwriter_checkpoints_req_total',
    'Number of requested checkpoints that have been performed.',
  ),
  statBgwriterCheckpointsTimed: counter(
    'pg_stat_bgwriter_checkpoints_timed_total',
    'Number of scheduled checkpoints that have been performed.',
  ),
  statBgwriterMaxwrittenClean: counter(
    'pg_stat_bgwriter_maxwritten_clean_total',
    'Number of times the background writer stopped a cleaning scan because it had written too many buffers.',
  ),
  statBgwriterStatsReset: counter(
    'pg_stat_bgwriter_stats_reset_total',
    'Time at which these statistics were last reset.',
    { unit: 'timestamp' },
  ),
  statUserTablesAnalyzeCount: counter(
    'pg_stat_user_tables_analyze_count',
    'Number of times this table has been manually analyzed.',
    {
      labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
    },
  ),
  statUserTablesAutoanalyzeCount: counter(
    'pg_stat_user_tables_autoanalyze_count',
    'Number of times this table has been analyzed by the autovacuum daemon.',
    {
      labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
    },
  ),
  statUserTablesAutovacuumCount: counter(
    'pg_stat_user_tables_autovacuum_count',
    'Number of times this table has been vacuumed by the autovacuum daemon.',
    {
      labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
    },
  ),
  statUserTablesIdxScan: counter('pg_stat_user_tables_idx_scan', 'Number of index scans initiated on this table.', {
    labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
  }),
  statUserTablesIdxTupFetch: counter(
    'pg_stat_user_tables_idx_tup_fetch',
    'Number of live rows fetched by index scans.',
    {
      labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
    },
  ),
  statUserTablesIndexSizeBytes: gauge(
    'pg_stat_user_tables_index_size_bytes',
    'Total disk space used by this index, in bytes.',
    {
      unit: 'bytes',
      labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
    },
  ),
  statUserTablesLastAnalyze: gauge(
    'pg_stat_user_tables_last_analyze',
    'Last time at which this table was manually analyzed.',
    {
      unit: 'timestamp',
      labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
    },
  ),
  statUserTablesLastAutoanalyze: gauge(
    'pg_stat_user_tables_last_autoanalyze',
    'Last time at which this table was analyzed by the autovacuum daemon.',
    {
      unit: 'timestamp',
      labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
    },
  ),
  statUserTablesLastAutovacuum: gauge(
    'pg_stat_user_tables_last_autovacuum',
    'Last time at which this table was vacuumed by the autovacuum daemon.',
    {
      unit: 'timestamp',
      labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
    },
  ),
  statUserTablesLastVacuum: gauge(
    'pg_stat_user_tables_last_vacuum',
    'Last time at which this table was manually vacuumed (not counting VACUUM FULL)',
    {
      unit: 'timestamp',
      labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
    },
  ),
  statUserTablesNDeadTup: gauge('pg_stat_user_tables_n_dead_tup', 'Estimated number of dead rows.', {
    labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
  }),
  statUserTablesNLiveTup: gauge('pg_stat_user_tables_n_live_tup', 'Estimated number of live rows.', {
    labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
  }),
  statUserTablesNModSinceAnalyze: gauge(
    'pg_stat_user_tables_n_mod_since_analyze',
    'Estimated number of rows changed since last analyze.',
    {
      labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
    },
  ),
  statUserTablesNTupDel: counter('pg_stat_user_tables_n_tup_del', 'Number of rows deleted.', {
    labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
  }),
  statUserTablesNTupHotUpd: counter(
    'pg_stat_user_tables_n_tup_hot_upd',
    'Number of rows HOT updated (i.e., with no separate index update required)',
    {
      labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
    },
  ),
  statUserTablesNTupIns: counter('pg_stat_user_tables_n_tup_ins', 'Number of rows inserted.', {
    labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
  }),
  statUserTablesNTupUpd: counter('pg_stat_user_tables_n_tup_upd', 'Number of rows updated.', {
    labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
  }),
  statUserTablesSeqScan: counter(
    'pg_stat_user_tables_seq_scan',
    'Number of sequential scans initiated on this table.',
    {
      labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
    },
  ),
  statUserTablesSeqTupRead: counter(
    'pg_stat_user_tables_seq_tup_read',
    'Number of live rows fetched by sequential scans.',
    {
      labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
    },
  ),
  statUserTablesTableSizeBytes: gauge(
    'pg_stat_user_tables_table_size_bytes',
    'Total disk space used by this table, in bytes.',
    {
      unit: 'bytes',
      labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
    },
  ),
  statUserTablesVacuumCount: counter(
    'pg_stat_user_tables_vacuum_count',
    'Number of times this table has been manually vacuumed (not counting VACUUM FULL)',
    {
      labels: { datname: open({ typically: 4 }), relname: open({ typically: 1 }), schemaname: open({ typically: 1 }) },
    },
  ),
  static: gauge('pg_static', 'Version string as reported by postgres.', {
    labels: { server: open({ typically: 1 }), short_version: open({ typically: 1 }), version: open({ typically: 1 }) },
    key: [],
    info: true,
  }),
  up: gauge(
    'pg_up',
    'Whether the last scrape of metrics from PostgreSQL was able to connect to the server (1 for yes, 0 for no).',
    { range: [0, 1] },
  ),
  postgresExporterBuildInfo: gauge('postgres_exporter_build_info', 'The running version, as labels.', {
    labels: {
      branch: open({ typically: 1 }),
      goarch: open({ typically: 1 }),
      goos: open({ typically: 1 }),
      goversion: open({ typically: 1 }),
      revision: open({ typically: 1 }),
      tags: open({ typically: 1 }),
      version: open({ typically: 1 }),
    },
    key: [],
    info: true,
  }),
  postgresExporterConfigLastReloadSuccessTimestampSeconds: gauge(
    'postgres_exporter_config_last_reload_success_timestamp_seconds',
    'Timestamp of the last successful configuration reload.',
    { unit: 'timestamp' },
  ),
  postgresExporterConfigLastReloadSuccessful: gauge(
    'postgres_exporter_config_last_reload_successful',
    'Postgres exporter config loaded successfully.',
    { range: [0, 1] },
  ),
};
