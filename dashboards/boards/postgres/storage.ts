import { postgresMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { StatPanel, TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { databases, graph, legend, number, servers, share, window } from './common.ts';

const {
  databaseSizeBytes,
  statBgwriterBuffersBackend,
  statBgwriterBuffersCheckpoint,
  statBgwriterBuffersClean,
  statBgwriterCheckpointsReq,
  statBgwriterCheckpointsTimed,
  statDatabaseBlksHit,
  statDatabaseBlksRead,
  statDatabaseTempBytes,
  walSizeBytes,
} = postgresMetrics;
const elsewhere = 'from PostgreSQL 17 on, the server counts this in a view that the exporter does not read by itself';

const hits = promql`sum by (instance, datname) (rate(${statDatabaseBlksHit}{${databases}}${window}))`;
const reads = promql`sum by (instance, datname) (rate(${statDatabaseBlksRead}{${databases}}${window}))`;
const found = promql`${hits} / (${hits} + ${reads} > 0)`;

/** The database whose cache helps least. */
export const cacheLeast: StatPanel = {
  ...number,
  key: 'cache-least',
  title: 'Found in the cache',
  shows: 'Share of the blocks that were in memory when they were needed, of the database where it is the least.',
  action: 'A low share with many reads: the cache is too small for what is used, or a statement reads whole tables.',
  unit: 'percentunit',
  max: 1,
  noValue: 'NOTHING READ',
  mayBeEmpty: 'an idle database reads nothing',
  queries: [{ expr: promql`min(${found})`, legend: 'least' }],
  guard: { alerts: ['PostgresCacheHitLow'], fires: 'below' },
};

/** The same over time. */
export const cacheHits: TimeSeriesPanel = {
  ...share,
  key: 'cache-hits',
  title: 'Found in the cache',
  shows: 'Share of the blocks that were in memory when they were needed, by database.',
  action: 'A fall that stays: data outgrew `shared_buffers`, or a new statement reads whole tables.',
  noValue: 'No block was needed in this range.',
  mayBeEmpty: 'an idle database reads nothing',
  queries: [{ expr: found, legend }],
  guard: { alerts: ['PostgresCacheHitLow'], fires: 'below' },
};

/** Blocks that come from the disk. */
export const blockReads: TimeSeriesPanel = {
  ...graph,
  key: 'block-reads',
  title: 'Blocks read',
  shows: 'Blocks per second that were not in the cache of the server, by database.',
  action: 'Each is a read of the disk, unless the system has it in memory. Compare with the disks of the host.',
  queries: [{ expr: reads, legend }],
};

/** What does not fit into memory. */
export const temporary: TimeSeriesPanel = {
  ...graph,
  key: 'temporary-files',
  title: 'Written to temporary files',
  shows: 'Bytes per second that sorts and joins write to disk because they do not fit into `work_mem`, by database.',
  action: 'Find the statement (`log_temp_files`): an index, a smaller result, or more `work_mem` for that role.',
  queries: [
    { expr: promql`sum by (instance, datname) (rate(${statDatabaseTempBytes}{${databases}}${window}))`, legend },
  ],
  guard: { alerts: ['PostgresTemporaryFiles'], fires: 'above' },
};

/** How large the databases are. */
export const sizes: TimeSeriesPanel = {
  ...graph,
  key: 'sizes',
  title: 'Size of the databases',
  shows: 'Room that each database takes on disk, the ten largest.',
  action: 'Compare with what is left on the host. Dead rows and forgotten tables take room as well.',
  queries: [{ expr: promql`topk(10, max by (instance, datname) (${databaseSizeBytes}{${databases}}))`, legend }],
};

/** How fast they grow. */
export const growth: TimeSeriesPanel = {
  kind: 'timeseries',
  key: 'growth',
  title: 'Growth in six hours',
  shows: 'By what share of itself each database grew in the last six hours.',
  action: 'An import, a table of logs, a job that runs twice: see which table grew.',
  noValue: 'Nothing is known of six hours ago.',
  mayBeEmpty: 'in the first hours nothing of six hours ago is known',
  queries: [
    {
      expr: promql`max by (instance, datname) (${databaseSizeBytes}{${databases}})
        / max by (instance, datname) (${databaseSizeBytes}{${databases}} offset 6h) - 1`,
      legend,
    },
  ],
  guard: { alerts: ['PostgresDatabaseGrowsFast'], fires: 'above' },
};

/** Checkpoints that could not wait. */
export const requested: TimeSeriesPanel = {
  ...share,
  key: 'checkpoints-requested',
  title: 'Checkpoints before their time',
  shows: 'Share of the checkpoints in the last half hour that came because the log was full, not because it was time.',
  action: 'Raise `max_wal_size`: each of them writes everything at once, and all statements become slow.',
  noValue: 'There was no checkpoint.',
  mayBeEmpty: `an idle server makes no checkpoint, and ${elsewhere}`,
  queries: [
    {
      expr: promql`sum by (instance) (rate(${statBgwriterCheckpointsReq}{${servers}}[30m]))
        /
        (sum by (instance) (rate(${statBgwriterCheckpointsReq}{${servers}}[30m]) + rate(${statBgwriterCheckpointsTimed}{${servers}}[30m])) > 0)`,
      legend: '{{instance}}',
    },
  ],
  guard: { alerts: ['PostgresCheckpointsRequested'], fires: 'above' },
  ignore: [
    { rule: 'target-rate-interval', reason: 'there is a checkpoint every few minutes: the window of the alert' },
  ],
};

/** Who writes the buffers. */
export const buffers: TimeSeriesPanel = {
  ...graph,
  key: 'buffers',
  title: 'Buffers written',
  shows:
    'Buffers per second that checkpoints, the background writer and the sessions themselves write, over all servers.',
  action: 'Sessions that write themselves wait for the disk: give the background writer more to do.',
  stacked: true,
  mayBeEmpty: { lacking: elsewhere },
  queries: [
    { expr: promql`sum(rate(${statBgwriterBuffersCheckpoint}{${servers}}${window}))`, legend: 'checkpoints' },
    { expr: promql`sum(rate(${statBgwriterBuffersClean}{${servers}}${window}))`, legend: 'background' },
    { expr: promql`sum(rate(${statBgwriterBuffersBackend}{${servers}}${window}))`, legend: 'sessions' },
  ],
};

/** How much log there is. */
export const walSize: TimeSeriesPanel = {
  ...graph,
  key: 'wal-size',
  title: 'Write-ahead log',
  shows: 'Room that the write-ahead log takes, by server.',
  action: 'If it only grows, something keeps it: a replication slot that nobody reads, or an archive that fails.',
  queries: [{ expr: promql`max by (instance) (${walSizeBytes}{${servers}})`, legend: '{{instance}}' }],
};
