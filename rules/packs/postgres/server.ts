import { postgresMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { AlertDefinition } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { changedScenarios } from '../../scenarios/changed.ts';
import { series } from '../../scenarios/series.ts';
import { level, type Signals, since } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { youngScenarios } from '../../scenarios/young.ts';
import { another, postgres } from './labels.ts';

const { up, exporterLastScrapeError, scrapeCollectorSuccess, postmasterStartTimeSeconds } = postgresMetrics;
const { statDatabaseNumbackends: connections } = postgresMetrics;

/** The server does not answer its exporter; the exporter is up then, and `TargetDown` sees nothing. */
export const down: AlertDefinition = alert('PostgresDown', {
  expr: promql`${up} == 0`,
  for: '2m',
  severity: 'critical',
  labels: { symptom: 'postgres-down' },
  summary: 'PostgreSQL does not answer {{ $labels.instance }}.',
  description: 'The exporter {{ $labels.instance }} runs, but its PostgreSQL server does not answer it.',
  runbook: {
    meaning: 'The exporter cannot connect to PostgreSQL, or its first question fails.',
    impact: 'Services that need the database fail, or soon will.',
    diagnosis:
      'Does it accept connections: `pg_isready -h HOST`, then `psql`? If not, read the end of its log: a full disk, a missing file, or recovery after a crash. If it does, read the log of the exporter: a changed password and exhausted connections look the same from outside.',
    mitigation:
      'Start the server, make room on its disk, or give the exporter the right credentials. Never delete files of the data folder by hand.',
    queries: [
      { ask: 'Since when does it not answer?', expr: promql`${up}` },
      { ask: 'How many connections were there?', expr: promql`sum by (instance) (${connections})` },
    ],
  },
  scenarios: (numbers) => {
    const state = (value: number): Signals => ({
      [series(up, postgres)]: level(value),
      [series(up, another)]: level(1),
    });
    return scenarios(numbers, { labels: postgres, bad: state(0), good: state(1) });
  },
});

/** The server answers, but one of the exporter's own questions fails. */
export const exporterFailing: AlertDefinition = alert('PostgresExporterFailing', {
  expr: promql`${exporterLastScrapeError} == 1
    and
    ${up} == 1`,
  for: '10m',
  severity: 'warning',
  summary: 'The exporter {{ $labels.instance }} cannot read all of its PostgreSQL server.',
  description:
    'The PostgreSQL server of {{ $labels.instance }} answers, but some of the questions of the exporter fail: activity, settings, replication or the archiver are not watched.',
  runbook: {
    meaning: 'The last reading ended with an error, although the connection works.',
    impact: 'Nobody is hurt, but alerts that read the missing metrics are blind.',
    diagnosis:
      'The log of the exporter has the SQL error. "permission denied" means that its role is not a member of `pg_monitor`; "canceling statement" that a question took too long.',
    mitigation:
      '`grant pg_monitor to ROLE`, or give it more time. A release of PostgreSQL that the exporter does not know needs a newer exporter.',
    queries: [
      {
        ask: 'How long does a reading take (seconds)?',
        expr: promql`${postgresMetrics.exporterLastScrapeDurationSeconds}`,
      },
    ],
  },
  scenarios: (numbers) => {
    const state = (error: number): Signals => ({
      [series(exporterLastScrapeError, postgres)]: level(error),
      [series(up, postgres)]: level(1),
      // Down, of which another alert speaks.
      [series(exporterLastScrapeError, another)]: level(1),
      [series(up, another)]: level(0),
    });
    return scenarios(numbers, { labels: postgres, bad: state(1), good: state(0) });
  },
});

/** A collector of the exporter, which worked, does not work any more. */
export const collectorFailing: AlertDefinition = alert('PostgresCollectorFailing', {
  window: '6h',
  expr: ({ window }) => promql`${scrapeCollectorSuccess} == 0
    and
    max_over_time(${scrapeCollectorSuccess}[${window}]) == 1
    and on (job, instance)
    ${up} == 1`,
  for: '15m',
  severity: 'warning',
  summary: 'The exporter {{ $labels.instance }} cannot read {{ $labels.collector }} any more.',
  description:
    'The collector {{ $labels.collector }} of {{ $labels.instance }} worked within the last six hours and fails now, although PostgreSQL answers.',
  runbook: {
    meaning: 'One of the collectors of the exporter gets an error, or no answer in time.',
    impact: 'Nobody is hurt, but alerts that read its metrics are blind.',
    diagnosis:
      'The log of the exporter names the collector and the SQL error. Were rights taken from its role, was PostgreSQL upgraded, or is the question too slow because of very many tables?',
    mitigation: 'Grant what is missing, take a newer exporter, or switch the collector off (`--no-collector.NAME`).',
    queries: [
      {
        ask: 'How long does each collector take (seconds)?',
        expr: promql`${postgresMetrics.scrapeCollectorDurationSeconds}`,
      },
    ],
  },
  scenarios: (numbers) => {
    const labels = { ...postgres, collector: 'stat_user_tables' };
    const state = (success: number): Signals => ({
      [series(scrapeCollectorSuccess, labels)]: level(success),
      [series(scrapeCollectorSuccess, { ...labels, collector: 'wal' })]: level(1),
      // Never worked, so nobody misses it.
      [series(scrapeCollectorSuccess, { ...labels, collector: 'replication' })]: level(0),
      [series(up, postgres)]: level(1),
      // Down as a whole, of which another alert speaks.
      [series(scrapeCollectorSuccess, { ...labels, ...another })]: level(success),
      [series(up, another)]: level(0),
      [series(scrapeCollectorSuccess, { ...labels, job: 'reports' })]: level(success),
      [series(up, { ...postgres, job: 'reports' })]: level(0),
    });
    return changedScenarios(numbers, { labels, bad: state(0), good: state(1) });
  },
});

/** The server has started anew. */
export const restarted: AlertDefinition = alert('PostgresRestarted', {
  threshold: 600,
  expr: ({ threshold }) => promql`time() - ${postmasterStartTimeSeconds} < ${threshold}`,
  for: '0s',
  severity: 'info',
  summary: 'The PostgreSQL server of {{ $labels.instance }} has been restarted.',
  description: 'The PostgreSQL server of {{ $labels.instance }} started {{ $value | humanizeDuration }} ago.',
  runbook: {
    meaning: 'The main process of the server is only a few minutes old.',
    impact:
      'All connections were cut and all transactions rolled back. The caches are cold, so queries are slower for a while.',
    diagnosis:
      'Was it a deployment or a change of the configuration? If not, read the log before the start: "terminated by signal 9" is the kernel for want of memory, "PANIC" a disk that fails or is full.',
    mitigation:
      'See that the services are connected again. After a crash for memory lower `work_mem` or the number of connections.',
    queries: [{ ask: 'How many connections are there again?', expr: promql`sum by (instance) (${connections})` }],
  },
  scenarios: (numbers) =>
    youngScenarios(numbers, {
      labels: postgres,
      begins: { [series(postmasterStartTimeSeconds, postgres)]: since() },
      old: { [series(postmasterStartTimeSeconds, postgres)]: level(-numbers.threshold) },
      beside: { [series(postmasterStartTimeSeconds, another)]: level(-86_400) },
    }),
});
