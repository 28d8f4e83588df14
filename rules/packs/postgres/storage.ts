import { postgresMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import { type AlertDefinition, type Labels, seconds } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { rateScenarios } from '../../scenarios/rate-over.ts';
import { rateShareScenarios } from '../../scenarios/rate-share.ts';
import { series } from '../../scenarios/series.ts';
import { counting, level, type Signal, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { another, postgres } from './labels.ts';
import { database } from './sessions.ts';

const { statDatabaseBlksHit, statDatabaseBlksRead, statDatabaseTempBytes, databaseSizeBytes } = postgresMetrics;
const { statBgwriterCheckpointsReq, statBgwriterCheckpointsTimed } = postgresMetrics;
const { statUserTablesNDeadTup, statUserTablesNLiveTup } = postgresMetrics;

/** Too much has to be read that is not in memory. */
export const cacheMisses: AlertDefinition = alert('PostgresCacheHitLow', {
  threshold: 0.9,
  window: '15m',
  minimum: 1000,
  expr: ({ threshold, window, minimum }) => promql`rate(${statDatabaseBlksHit}[${window}])
    / (rate(${statDatabaseBlksHit}[${window}]) + rate(${statDatabaseBlksRead}[${window}]) > ${minimum})
    < ${threshold}`,
  for: '30m',
  severity: 'warning',
  summary: 'PostgreSQL reads much of {{ $labels.datname }} from outside its cache.',
  description:
    'Only {{ $value | humanizePercentage }} of the blocks of {{ $labels.datname }} that queries need are in the shared buffers of the server behind {{ $labels.instance }}.',
  runbook: {
    meaning:
      'For more than half an hour at least a tenth of the blocks had to be fetched from the operating system or the disk. Usually it is one in a hundred.',
    impact: 'Queries take many times as long as they would from memory, and the disk is busy with them.',
    diagnosis:
      'Which tables are read: the second query below. A large one that is scanned from end to end (`seq_scan` grows) misses an index or has lost its statistics; `explain (analyze, buffers)` of its queries shows it. If all tables are read a little, the data in use has outgrown `shared_buffers`.',
    mitigation:
      'Run `analyze TABLE`, and add the index that is missing. If the data has grown, give the server more memory and a quarter of it to `shared_buffers` (needs a restart). A report that reads everything belongs on a replica.',
    queries: [
      { ask: 'How many blocks are read, by database?', expr: promql`rate(${statDatabaseBlksRead}[15m])` },
      {
        ask: 'From which tables?',
        expr: promql`topk(10, rate(${postgresMetrics.statioUserTablesHeapBlocksRead}[15m]))`,
      },
    ],
  },
  scenarios: (numbers) => {
    const blocks = (labels: Labels, share: number, perSecond: number): Signals => ({
      [series(statDatabaseBlksHit, labels)]: counting(share * perSecond),
      [series(statDatabaseBlksRead, labels)]: counting((1 - share) * perSecond),
    });
    return rateShareScenarios(numbers, {
      labels: database(postgres),
      below: true,
      signals: (share, perSecond) => ({
        ...blocks(database(postgres), share, perSecond),
        ...blocks(database(postgres, 'billing'), 0.999, 1e5),
        ...blocks(database(another), 0.999, 1e5),
      }),
    });
  },
});

/** Queries sort and join on the disk. */
export const temporaryFiles: AlertDefinition = alert('PostgresTemporaryFiles', {
  threshold: 10 * 2 ** 20,
  window: '10m',
  expr: ({ threshold, window }) => promql`rate(${statDatabaseTempBytes}[${window}]) > ${threshold}`,
  for: '15m',
  severity: 'warning',
  summary: 'Queries in {{ $labels.datname }} need temporary files.',
  description:
    'Queries in the database {{ $labels.datname }} (behind {{ $labels.instance }}) write {{ $value | humanize1024 }}B of temporary files per second.',
  runbook: {
    meaning: 'Sorts, hashes and joins of queries do not fit into `work_mem`, and go on in files.',
    impact:
      'Those queries are slow, and others wait for the disk with them. The files are on the disk of the database and can fill it.',
    diagnosis:
      'Which: `select calls, temp_blks_written, left(query, 100) from pg_stat_statements order by temp_blks_written desc limit 5`; without that extension set `log_temp_files = 0` and read the log. Do they sort far more rows than they return?',
    mitigation:
      'Give the query an index in the order that it needs, or fewer rows. If one role needs it, `alter role ROLE set work_mem = ...`; for all it counts for each sort of each session, so raise it with care. `temp_file_limit` saves the disk.',
    queries: [
      {
        ask: 'How many files, in which database?',
        expr: promql`rate(${postgresMetrics.statDatabaseTempFiles}[10m])`,
      },
      { ask: 'How large may a sort be?', expr: promql`${postgresMetrics.settingsWorkMemBytes}` },
    ],
  },
  scenarios: (numbers) => {
    const state = (perSecond: number): Signals => ({
      [series(statDatabaseTempBytes, database(postgres))]: counting(perSecond),
      [series(statDatabaseTempBytes, database(postgres, 'billing'))]: level(1e12),
      [series(statDatabaseTempBytes, database(another))]: counting(1000),
    });
    return rateScenarios(numbers, { labels: database(postgres), state });
  },
});

/** The log fills up before it is time for a checkpoint. */
export const checkpointsRequested: AlertDefinition = alert('PostgresCheckpointsRequested', {
  threshold: 0.5,
  window: '30m',
  minimum: 1 / 600,
  expr: ({ threshold, window, minimum }) => promql`rate(${statBgwriterCheckpointsReq}[${window}])
    / (rate(${statBgwriterCheckpointsReq}[${window}]) + rate(${statBgwriterCheckpointsTimed}[${window}]) > ${minimum})
    > ${threshold}`,
  for: '30m',
  severity: 'warning',
  summary: 'PostgreSQL behind {{ $labels.instance }} makes checkpoints before their time.',
  description:
    '{{ $value | humanizePercentage }} of the checkpoints of the server behind {{ $labels.instance }} came early, because its log was full.',
  runbook: {
    meaning:
      'So much is written that `max_wal_size` is reached before `checkpoint_timeout`, most of the time. Servers up to release 16 count this where the exporter looks.',
    impact:
      'Each checkpoint writes all changed blocks, and after each the log grows faster, because it holds whole blocks again. Commits and reads have to wait for that disk.',
    diagnosis:
      'Is it a load that ends by itself, such as an import or a migration? If it is the usual load, compare `max_wal_size` with what is written between two planned checkpoints. The log says what started each: "checkpoint starting: wal".',
    mitigation:
      "Raise it without a restart: `alter system set max_wal_size = '4GB'; select pg_reload_conf()`. The disk needs as much room more, and starting after a crash takes longer.",
    queries: [
      { ask: 'How many came early, by the hour?', expr: promql`increase(${statBgwriterCheckpointsReq}[1h])` },
      { ask: 'How long may the log become?', expr: promql`${postgresMetrics.settingsMaxWalSizeBytes}` },
    ],
  },
  scenarios: (numbers) => {
    const checkpoints = (labels: Labels, share: number, perSecond: number): Signals => ({
      [series(statBgwriterCheckpointsReq, labels)]: counting(share * perSecond),
      [series(statBgwriterCheckpointsTimed, labels)]: counting((1 - share) * perSecond),
    });
    return rateShareScenarios(numbers, {
      labels: postgres,
      signals: (share, perSecond) => ({
        ...checkpoints(postgres, share, perSecond),
        ...checkpoints(another, 0.01, 1 / 300),
      }),
    });
  },
});

/** Dead rows are not cleared away. */
export const deadRows: AlertDefinition = alert('PostgresDeadRows', {
  threshold: 0.4,
  minimum: 50_000,
  expr: ({ threshold, minimum }) =>
    promql`${statUserTablesNDeadTup} / (${statUserTablesNDeadTup} + ${statUserTablesNLiveTup}) > ${threshold}
      and
      ${statUserTablesNDeadTup} > ${minimum}`,
  for: '2h',
  severity: 'warning',
  summary: 'The table {{ $labels.relname }} of {{ $labels.datname }} is full of dead rows.',
  description:
    '{{ $value | humanizePercentage }} of the rows of {{ $labels.schemaname }}.{{ $labels.relname }} in {{ $labels.datname }} (behind {{ $labels.instance }}) are dead, and nobody has cleared them away for hours.',
  runbook: {
    meaning:
      'Updates and deletes leave old rows behind, and autovacuum does not keep up. By default it begins at a share of a sixth.',
    impact:
      'Queries read dead rows along with the others and become slower, the table and its indexes grow on the disk.',
    diagnosis:
      'Does something hold vacuum up? An old transaction (`select min(xact_start) from pg_stat_activity`), a prepared one (`pg_prepared_xacts`) or a replication slot: `vacuum (verbose) TABLE` says how many rows "cannot be removed yet". Else it is too slow or never gets its turn: see `last_autovacuum` in `pg_stat_user_tables`, and `pg_stat_progress_vacuum`.',
    mitigation:
      'End what holds it up, then run `vacuum (verbose, analyze) TABLE`. For good, let it begin earlier for this table: `alter table TABLE set (autovacuum_vacuum_scale_factor = 0.02)`. What has swollen shrinks only with `pg_repack` or `vacuum full`, which locks the table.',
    queries: [
      {
        ask: 'Is it vacuumed at all?',
        expr: promql`increase(${postgresMetrics.statUserTablesAutovacuumCount}[1d])`,
      },
      {
        ask: 'How old is the oldest transaction?',
        expr: promql`max by (instance) (${postgresMetrics.statActivityMaxTxDuration})`,
      },
    ],
  },
  scenarios: (numbers) => {
    const { threshold, minimum } = numbers;
    const rows = (labels: Labels, share: number, dead: number): Signals => ({
      [series(statUserTablesNDeadTup, labels)]: level(dead),
      [series(statUserTablesNLiveTup, labels)]: level((dead * (1 - share)) / share),
    });
    const table = { ...postgres, datname: 'shop', schemaname: 'public', relname: 'orders' };
    const state = (share: number, dead: number) => ({
      ...rows(table, share, dead),
      ...rows({ ...table, ...another }, 0.05, minimum * 10),
    });
    const bad = threshold * beyond;
    const firing = { labels: table, value: bad };
    return [
      ...scenarios(numbers, {
        ...firing,
        bad: state(bad, minimum * 10),
        good: state(threshold * within, minimum * 10),
      }),
      ...scenarios(numbers, {
        ...firing,
        bad: state(bad, minimum * beyond),
        good: state(bad, minimum * within),
        titles: {
          fires: 'fires when there are just enough for it to matter',
          quiet: 'stays quiet about a few, though most of a small table is dead',
        },
      }).slice(0, 2),
    ];
  },
});

/** A database grows much faster than databases do. */
export const growsFast: AlertDefinition = alert('PostgresDatabaseGrowsFast', {
  threshold: 0.2,
  window: '6h',
  minimum: 10 * 2 ** 30,
  expr: ({ threshold, window, minimum }) =>
    promql`${databaseSizeBytes} / ${databaseSizeBytes} offset ${window} - 1 > ${threshold}
      and
      ${databaseSizeBytes} - ${databaseSizeBytes} offset ${window} > ${minimum}`,
  for: '30m',
  keepFiringFor: '30m',
  severity: 'warning',
  summary: 'The database {{ $labels.datname }} grows fast.',
  description:
    'The database {{ $labels.datname }} (behind {{ $labels.instance }}) is {{ $value | humanizePercentage }} larger than six hours ago.',
  runbook: {
    meaning: 'Within six hours the files of the database have become larger by a fifth or more, and by many gigabytes.',
    impact:
      'None yet. At this pace the disk will be full in hours or days, and backups and restores take longer with each of them.',
    diagnosis:
      'What grew: `select relid::regclass, pg_size_pretty(pg_total_relation_size(relid)) from pg_statio_user_tables order by pg_total_relation_size(relid) desc limit 10`. Was data imported on purpose? Is a table never cleaned (events, sessions, queues), or swollen with dead rows?',
    mitigation:
      'Delete or archive what is not needed; old partitions are dropped at once and give their room back, while deleted rows only make room for new ones. Enlarge the disk in time if the data is real.',
    queries: [
      {
        ask: 'Which tables are the largest?',
        expr: promql`topk(10, ${postgresMetrics.statUserTablesTableSizeBytes})`,
      },
      { ask: 'How fast does each database grow (per second)?', expr: promql`deriv(${databaseSizeBytes}[6h])` },
    ],
  },
  scenarios: (numbers) => {
    const { threshold, minimum, window } = numbers;
    const labels = { ...postgres, datname: 'shop' };
    // As large as this for the length of the window, and then larger by a share.
    const grown =
      (size: number, share: number): Signal =>
      ({ time }) =>
        time < seconds(window) ? size : size * (1 + share);
    const state = (size: number, share: number): Signals => ({
      [series(databaseSizeBytes, labels)]: grown(size, share),
      [series(databaseSizeBytes, { ...postgres, datname: 'large' })]: grown(minimum * 100, threshold * within),
      [series(databaseSizeBytes, { ...another, datname: 'shop' })]: grown(minimum * within, 1),
    });
    const large = (minimum * 10) / threshold;
    const story = (size: number, [bad, good]: readonly [number, number]) =>
      scenarios(numbers, {
        labels,
        value: bad,
        lead: window,
        bad: state(size, bad),
        good: state(size, good),
      });
    return [
      ...story(large, [threshold * beyond, threshold * within]),
      ...story(minimum / 4, [4 * beyond, 4 * within])
        .filter(({ kind }) => kind === 'fires' || kind === 'quiet')
        .map((scenario) => ({ ...scenario, title: `${scenario.title}, when a small one has multiplied` })),
    ];
  },
});
