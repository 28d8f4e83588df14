import { postgresMetrics } from '../../../exporters/index.ts';
import { type Expression, promql } from '../../../promql/index.ts';
import { type AlertDefinition, type Labels, type Runbook, seconds } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { rateScenarios } from '../../scenarios/rate-over.ts';
import { rateShareScenarios } from '../../scenarios/rate-share.ts';
import { series } from '../../scenarios/series.ts';
import { counting, level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { another, postgres } from './labels.ts';
import { address, database, session } from './sessions.ts';

const { statActivityMaxTxDuration, statDatabaseDeadlocks, statDatabaseXactCommit, statDatabaseXactRollback } =
  postgresMetrics;

/** Sessions that wait for a lock of another one. */
const lockWaits = promql`sum by (job, instance, datname) (${postgresMetrics.activity}{wait_event_type="Lock"})`;

/** Sessions whose transactions must not take long, and what one knows of them. */
interface Sessions {
  readonly oldest: Expression;
  readonly threshold: number;
  readonly summary: string;
  readonly description: string;
  readonly runbook: Omit<Runbook, 'queries'>;
  /** One that the alert is about, and some that are none of its business. */
  readonly one: Labels;
  readonly others: readonly Labels[];
}

/** The oldest transaction of some sessions is too old. */
function oldTransaction(name: string, about: Sessions): AlertDefinition {
  const { oldest, threshold, summary, description, runbook, one, others } = about;
  return alert(name, {
    threshold,
    expr: ({ threshold }) => promql`${oldest} > ${threshold}`,
    for: '2m',
    severity: 'warning',
    summary,
    description,
    runbook: {
      ...runbook,
      queries: [
        {
          ask: 'Whose transactions are old, and what do they wait for?',
          expr: promql`topk(10, ${statActivityMaxTxDuration})`,
        },
        { ask: 'Does anybody wait for their locks?', expr: lockWaits },
      ],
    },
    scenarios: (numbers) => {
      const state = (age: number): Signals => ({
        ...Object.fromEntries(
          others.map((labels) => [series(statActivityMaxTxDuration, labels), level(numbers.threshold * 3)]),
        ),
        [series(statActivityMaxTxDuration, session(postgres, one))]: level(age),
        [series(statActivityMaxTxDuration, session(postgres, { ...one, application_name: 'cron' }))]: level(1),
        [series(statActivityMaxTxDuration, session(another, one))]: level(1),
      });
      return scenarios(numbers, {
        labels: { ...postgres, datname: 'shop' },
        value: numbers.threshold * beyond,
        bad: state(numbers.threshold * beyond),
        good: state(numbers.threshold * within),
      });
    },
  });
}

const idle = { state: 'idle in transaction', datname: 'billing' };

/** A statement or a transaction that has been at work for hours. Backups may be. */
export const transactionLong: AlertDefinition = oldTransaction('PostgresTransactionLong', {
  oldest: promql`max by (job, instance, datname) (${statActivityMaxTxDuration}{state="active", backend_type="client backend", application_name!="pg_dump"})`,
  threshold: 3600,
  summary: 'A transaction in {{ $labels.datname }} has been running for very long.',
  description:
    'A session in the database {{ $labels.datname }} (behind {{ $labels.instance }}) is at work in a transaction that began {{ $value | humanizeDuration }} ago.',
  runbook: {
    meaning:
      'A program has been executing statements of one and the same transaction for too long. Backups by pg_dump are not meant.',
    impact:
      'Vacuum keeps every row that was deleted since it began, in all tables, so that these swell and become slow. Its locks hold up changes of the schema, and everything that waits behind those.',
    diagnosis:
      "Which: `select pid, usename, application_name, now() - xact_start as age, wait_event, left(query, 100) from pg_stat_activity where state = 'active' order by xact_start limit 5`. Is it a report, a migration, or a query whose plan went wrong (`explain` it)?",
    mitigation:
      'End it with `select pg_cancel_backend(PID)` if it can be repeated. For good, work in batches, give reports a replica, and set `statement_timeout` for the roles of services.',
  },
  one: {},
  others: [
    session(postgres, idle),
    session(postgres, { datname: 'billing', backend_type: 'autovacuum worker', usename: '', application_name: '' }),
    session(postgres, { datname: 'billing', application_name: 'pg_dump' }),
  ],
});

/** A program has begun a transaction and does nothing with it. */
export const idleInTransaction: AlertDefinition = oldTransaction('PostgresIdleInTransaction', {
  oldest: promql`max by (job, instance, datname) (${statActivityMaxTxDuration}{state=~"idle in transaction.*"})`,
  threshold: 600,
  summary: 'A program leaves a transaction open in {{ $labels.datname }}.',
  description:
    'A session in the database {{ $labels.datname }} (behind {{ $labels.instance }}) has a transaction open for {{ $value | humanizeDuration }}, and its program does nothing.',
  runbook: {
    meaning:
      'A program has begun a transaction and neither ended it nor sent another statement ("idle in transaction"): it hangs, waits for a person or another service, or has lost a connection that it should have given back.',
    impact:
      'Its locks stay: others wait for them, up to a standstill. Vacuum cannot clear up behind it, and its connection is lost to the pool.',
    diagnosis:
      "Which: `select pid, usename, application_name, client_addr, now() - state_change as idle, left(query, 100) from pg_stat_activity where state like 'idle in transaction%' order by xact_start`. The query shown is the last one that it sent; look at what the program does after it.",
    mitigation:
      'End it with `select pg_terminate_backend(PID)`; its transaction is rolled back. For good, mend the program (no calls to others inside a transaction) and set `idle_in_transaction_session_timeout`.',
  },
  one: { state: 'idle in transaction (aborted)' },
  others: [session(postgres, { datname: 'billing' })],
});

/** A queue before a lock. */
export const lockQueue: AlertDefinition = alert('PostgresLockQueue', {
  threshold: 10,
  expr: ({ threshold }) => promql`${lockWaits} > ${threshold}`,
  for: '5m',
  severity: 'warning',
  summary: 'Sessions in {{ $labels.datname }} queue for a lock.',
  description:
    '{{ $value | printf "%.0f" }} sessions in the database {{ $labels.datname }} (behind {{ $labels.instance }}) stand still, because others hold locks that they need.',
  runbook: {
    meaning: 'So many sessions have waited for rows or tables that other transactions have locked, for minutes.',
    impact:
      'Their requests hang until the lock is free or their time is up. Each keeps a connection, so that these may run out next.',
    diagnosis:
      'Who is at the head of the queue: `select pid, pg_blocking_pids(pid), wait_event, left(query, 80) from pg_stat_activity where cardinality(pg_blocking_pids(pid)) > 0`; follow the numbers to the one that is not blocked itself. A change of the schema that waits lets everybody wait behind it.',
    mitigation:
      'End the session at the head with `select pg_terminate_backend(PID)`. For good, set `lock_timeout` for migrations, keep transactions short, and update rows always in the same order.',
    queries: [
      { ask: 'How many wait, in each database?', expr: lockWaits },
      {
        ask: 'How old are the oldest transactions?',
        expr: promql`max by (instance, datname, state) (${statActivityMaxTxDuration})`,
      },
    ],
  },
  scenarios: (numbers) => {
    const state = (waiting: number): Signals => ({
      [series(postgresMetrics.activity, session(postgres, waits))]: level(waiting * 0.75),
      [series(postgresMetrics.activity, session(postgres, { ...waits, wait_event: 'relation' }))]: level(
        waiting * 0.25,
      ),
      [series(postgresMetrics.activity, session(another, waits))]: level(1),
      [series(postgresMetrics.activity, session(postgres, { datname: 'billing' }))]: level(50),
    });
    return scenarios(numbers, {
      labels: { ...postgres, datname: 'shop' },
      value: numbers.threshold * beyond,
      bad: state(numbers.threshold * beyond),
      good: state(numbers.threshold * within),
    });
  },
});

const waits = { wait_event_type: 'Lock', wait_event: 'transactionid' };

const { locksCount, settingsMaxLocksPerTransaction, maxConnections, settingsMaxPreparedTransactions } = postgresMetrics;

/** The shared table of locks is filling up. */
export const locksMany: AlertDefinition = alert('PostgresLocksMany', {
  threshold: 0.5,
  expr: ({ threshold }) => promql`sum by (job, instance) (${locksCount}{mode!="sireadlock"})
    / max by (job, instance) (${settingsMaxLocksPerTransaction} * (${maxConnections} + ${settingsMaxPreparedTransactions}))
    > ${threshold}`,
  for: '5m',
  severity: 'warning',
  summary: 'PostgreSQL behind {{ $labels.instance }} holds very many locks.',
  description:
    'The locks of all sessions behind {{ $labels.instance }} take {{ $value | humanizePercentage }} of what its shared memory has room for.',
  runbook: {
    meaning:
      'The table of locks has room for `max_locks_per_transaction` times the number of possible sessions, and most of that is in use.',
    impact: 'When it is full, statements fail with "out of shared memory", whoever sends them, and even backups do.',
    diagnosis:
      'Who holds so many: `select pid, count(*) from pg_locks group by pid order by 2 desc limit 5`, and the query of that session in `pg_stat_activity`. Usual are queries over hundreds of partitions that are not pruned, dumps of many tables, and migrations in one transaction.',
    mitigation:
      'End the session that holds most of them if it can be repeated. For good, let queries name the key of the partitions, split the migration, or raise `max_locks_per_transaction` (needs a restart).',
    queries: [
      { ask: 'Which kinds, in which database?', expr: promql`sum by (instance, datname, mode) (${locksCount}) > 0` },
    ],
  },
  scenarios: (numbers) => {
    const locks = (labels: Labels, share: number): Signals => ({
      [series(locksCount, { ...labels, datname: 'shop', mode: 'accesssharelock' })]: level(share * 6000),
      [series(locksCount, { ...labels, datname: 'billing', mode: 'rowexclusivelock' })]: level(share * 1680),
      // These have a table of their own.
      [series(locksCount, { ...labels, datname: 'shop', mode: 'sireadlock' })]: level(7000),
      [series(settingsMaxLocksPerTransaction, { ...labels, ...address })]: level(64),
      [series(maxConnections, { ...labels, ...address })]: level(100),
      [series(settingsMaxPreparedTransactions, { ...labels, ...address })]: level(20),
    });
    const state = (share: number) => ({ ...locks(postgres, share), ...locks(another, 0.01) });
    return scenarios(numbers, {
      labels: postgres,
      value: numbers.threshold * beyond,
      bad: state(numbers.threshold * beyond),
      good: state(numbers.threshold * within),
    });
  },
});

/** Transactions lock each other out, over and over. */
export const deadlocks: AlertDefinition = alert('PostgresDeadlocks', {
  threshold: 5,
  window: '15m',
  expr: ({ threshold, window }) => promql`increase(${statDatabaseDeadlocks}[${window}]) > ${threshold}`,
  for: '2m',
  severity: 'warning',
  summary: 'Transactions in {{ $labels.datname }} lock each other out.',
  description:
    'The database {{ $labels.datname }} (behind {{ $labels.instance }}) has ended {{ $value | printf "%.0f" }} transactions within a quarter of an hour to resolve deadlocks.',
  runbook: {
    meaning: 'Two transactions each waited for a lock of the other, again and again. The server ends one of the two.',
    impact:
      'The ended transaction fails with "deadlock detected". Unless its program tries again, somebody sees an error; both have waited for at least a second before.',
    diagnosis:
      'The log of the server has both statements and the rows of each deadlock (`grep -A8 "deadlock detected"`). Which two programs or endpoints are it, and in which order does each lock its rows?',
    mitigation:
      'Roll back if it began with a deployment. For good, lock rows in the same order everywhere (`order by id for update`), keep transactions short, and let programs repeat what failed with the code 40P01.',
    queries: [
      { ask: 'How many in each database, by the hour?', expr: promql`increase(${statDatabaseDeadlocks}[1h])` },
      { ask: 'Do sessions wait for locks now?', expr: lockWaits },
    ],
  },
  scenarios: (numbers) => {
    const state = (many: number): Signals => ({
      [series(statDatabaseDeadlocks, database(postgres))]: counting(many / seconds(numbers.window)),
      [series(statDatabaseDeadlocks, database(postgres, 'billing'))]: counting(1 / seconds(numbers.window)),
      [series(statDatabaseDeadlocks, database(another))]: level(100),
    });
    return rateScenarios(numbers, { labels: database(postgres), state });
  },
});

/** Too many transactions are given up. */
export const rollbacksHigh: AlertDefinition = alert('PostgresRollbacksHigh', {
  threshold: 0.1,
  window: '10m',
  minimum: 1,
  expr: ({ threshold, window, minimum }) => promql`rate(${statDatabaseXactRollback}[${window}])
    / (rate(${statDatabaseXactCommit}[${window}]) + rate(${statDatabaseXactRollback}[${window}]) > ${minimum})
    > ${threshold}`,
  for: '10m',
  severity: 'warning',
  summary: 'Many transactions in {{ $labels.datname }} are rolled back.',
  description:
    '{{ $value | humanizePercentage }} of the transactions in the database {{ $labels.datname }} (behind {{ $labels.instance }}) come to nothing.',
  runbook: {
    meaning: 'Far more transactions than usual end with a rollback: they failed, or their program gave them up.',
    impact: 'Behind most of them is a request that failed or that was done twice.',
    diagnosis:
      'The log of the server has the errors of failed statements: `grep ERROR` and count them. A constraint that is violated or a column that is missing is a bug or half a migration; "could not serialize" and deadlocks are competition; no errors at all mean that the program rolls back by itself, as pools do with connections that they take back.',
    mitigation:
      'Roll back the deployment with which it began, or complete the migration. If a program always rolls back what it only read, raise the threshold for it.',
    queries: [
      { ask: 'How many per second, in each database?', expr: promql`rate(${statDatabaseXactRollback}[10m])` },
      { ask: 'Are there deadlocks among them?', expr: promql`increase(${statDatabaseDeadlocks}[10m])` },
    ],
  },
  scenarios: (numbers) => {
    const transactions = (labels: Labels, share: number, perSecond: number): Signals => ({
      [series(statDatabaseXactRollback, labels)]: counting(share * perSecond),
      [series(statDatabaseXactCommit, labels)]: counting((1 - share) * perSecond),
    });
    return rateShareScenarios(numbers, {
      labels: database(postgres),
      signals: (share, perSecond) => ({
        ...transactions(database(postgres), share, perSecond),
        ...transactions(database(postgres, 'billing'), 0.01, 100),
        ...transactions(database(another), 0.01, 100),
      }),
    });
  },
});
