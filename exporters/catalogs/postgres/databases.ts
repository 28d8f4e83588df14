import { counter, gauge, open } from '@narthex/instrumentation';

const database = { datname: open({ typically: 4 }), datid: open({ typically: 4 }) };

/** The databases of a PostgreSQL server. */
export const postgresDatabaseMetrics = {
  databaseConnectionLimit: gauge('pg_database_connection_limit', 'Connection limit set for the database.', {
    labels: { datname: open({ typically: 4 }) },
  }),
  databaseWraparoundAgeDatfrozenxid: gauge(
    'pg_database_wraparound_age_datfrozenxid_seconds',
    'Age of the oldest transaction ID that has not been frozen, in transactions, whatever its name says.',
    { labels: { datname: open({ typically: 4 }) } },
  ),
  databaseWraparoundAgeDatminmxid: gauge(
    'pg_database_wraparound_age_datminmxid_seconds',
    'Age of the oldest multi-transaction ID that has not been frozen, in multi-transactions, whatever its name says.',
    { labels: { datname: open({ typically: 4 }) } },
  ),
  databaseSizeBytes: gauge('pg_database_size_bytes', 'Disk space used by the database.', {
    unit: 'bytes',
    labels: { datname: open({ typically: 4 }) },
  }),
  statDatabaseActiveTimeSeconds: counter(
    'pg_stat_database_active_time_seconds_total',
    'Time spent executing SQL statements in this database, in seconds.',
    { unit: 'seconds', labels: database, key: ['datname'] },
  ),
  statDatabaseBlkReadTime: counter(
    'pg_stat_database_blk_read_time',
    'Time spent reading data file blocks by backends in this database, in milliseconds.',
    { labels: database, key: ['datname'] },
  ),
  statDatabaseBlkWriteTime: counter(
    'pg_stat_database_blk_write_time',
    'Time spent writing data file blocks by backends in this database, in milliseconds.',
    { labels: database, key: ['datname'] },
  ),
  statDatabaseBlksHit: counter(
    'pg_stat_database_blks_hit',
    "Number of times disk blocks were found already in the buffer cache, so that a read was not necessary (this only includes hits in the PostgreSQL buffer cache, not the operating system's file system cache)",
    { labels: database, key: ['datname'] },
  ),
  statDatabaseBlksRead: counter('pg_stat_database_blks_read', 'Number of disk blocks read in this database.', {
    labels: database,
    key: ['datname'],
  }),
  statDatabaseConflicts: counter(
    'pg_stat_database_conflicts',
    'Number of queries canceled due to conflicts with recovery in this database.',
    { labels: database, key: ['datname'] },
  ),
  statDatabaseConflictsConflActiveLogicalslot: counter(
    'pg_stat_database_conflicts_confl_active_logicalslot',
    'Uses of logical slots in this database that have been canceled, since PostgreSQL 16.',
    { labels: { ...database, server: open({ typically: 1 }) }, key: ['datname'] },
  ),
  statDatabaseConflictsConflBufferpin: counter(
    'pg_stat_database_conflicts_confl_bufferpin',
    'Number of queries in this database that have been canceled due to pinned buffers.',
    { labels: { ...database, server: open({ typically: 1 }) }, key: ['datname'] },
  ),
  statDatabaseConflictsConflDeadlock: counter(
    'pg_stat_database_conflicts_confl_deadlock',
    'Number of queries in this database that have been canceled due to deadlocks.',
    { labels: { ...database, server: open({ typically: 1 }) }, key: ['datname'] },
  ),
  statDatabaseConflictsConflLock: counter(
    'pg_stat_database_conflicts_confl_lock',
    'Number of queries in this database that have been canceled due to lock timeouts.',
    { labels: { ...database, server: open({ typically: 1 }) }, key: ['datname'] },
  ),
  statDatabaseConflictsConflSnapshot: counter(
    'pg_stat_database_conflicts_confl_snapshot',
    'Number of queries in this database that have been canceled due to old snapshots.',
    { labels: { ...database, server: open({ typically: 1 }) }, key: ['datname'] },
  ),
  statDatabaseConflictsConflTablespace: counter(
    'pg_stat_database_conflicts_confl_tablespace',
    'Number of queries in this database that have been canceled due to dropped tablespaces.',
    { labels: { ...database, server: open({ typically: 1 }) }, key: ['datname'] },
  ),
  statDatabaseDeadlocks: counter('pg_stat_database_deadlocks', 'Number of deadlocks detected in this database.', {
    labels: database,
    key: ['datname'],
  }),
  statDatabaseNumbackends: gauge(
    'pg_stat_database_numbackends',
    'Number of backends currently connected to this database.',
    { labels: database, key: ['datname'] },
  ),
  statDatabaseStatsReset: counter('pg_stat_database_stats_reset', 'Time at which these statistics were last reset.', {
    unit: 'timestamp',
    labels: database,
    key: ['datname'],
  }),
  statDatabaseTempBytes: counter(
    'pg_stat_database_temp_bytes',
    'Total amount of data written to temporary files by queries in this database.',
    { unit: 'bytes', labels: database, key: ['datname'] },
  ),
  statDatabaseTempFiles: counter(
    'pg_stat_database_temp_files',
    'Number of temporary files created by queries in this database.',
    { labels: database, key: ['datname'] },
  ),
  statDatabaseTupDeleted: counter(
    'pg_stat_database_tup_deleted',
    'Number of rows deleted by queries in this database.',
    { labels: database, key: ['datname'] },
  ),
  statDatabaseTupFetched: counter(
    'pg_stat_database_tup_fetched',
    'Number of rows fetched by queries in this database.',
    { labels: database, key: ['datname'] },
  ),
  statDatabaseTupInserted: counter(
    'pg_stat_database_tup_inserted',
    'Number of rows inserted by queries in this database.',
    { labels: database, key: ['datname'] },
  ),
  statDatabaseTupReturned: counter(
    'pg_stat_database_tup_returned',
    'Number of rows returned by queries in this database.',
    { labels: database, key: ['datname'] },
  ),
  statDatabaseTupUpdated: counter(
    'pg_stat_database_tup_updated',
    'Number of rows updated by queries in this database.',
    { labels: database, key: ['datname'] },
  ),
  statDatabaseXactCommit: counter(
    'pg_stat_database_xact_commit',
    'Number of transactions in this database that have been committed.',
    { labels: database, key: ['datname'] },
  ),
  statDatabaseXactRollback: counter(
    'pg_stat_database_xact_rollback',
    'Number of transactions in this database that have been rolled back.',
    { labels: database, key: ['datname'] },
  ),
};
