import { postgresMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { StatPanel, TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { databases, graph, legend, number, servers, share, smallShare, window } from './common.ts';

const {
  activity,
  locksCount,
  maxConnections,
  settingsMaxLocksPerTransaction,
  settingsMaxPreparedTransactions,
  statActivityMaxTxDuration,
  statDatabaseDeadlocks,
  statDatabaseTupDeleted,
  statDatabaseTupFetched,
  statDatabaseTupInserted,
  statDatabaseTupReturned,
  statDatabaseTupUpdated,
  statDatabaseXactCommit,
  statDatabaseXactRollback,
} = postgresMetrics;

const running = promql`max by (instance, datname) (${statActivityMaxTxDuration}{${databases}, state="active", backend_type="client backend", application_name!="pg_dump"})`;
const queued = promql`sum by (instance, datname) (${activity}{${databases}, wait_event_type="Lock"})`;

/** The transaction that has run for longest. */
export const longest: StatPanel = {
  ...number,
  key: 'transaction-longest',
  title: 'Longest transaction',
  shows: 'How long the transaction that works has run that has run for longest.',
  action: 'Ask its owner, or end it (`pg_terminate_backend`): it holds locks and keeps dead rows alive.',
  unit: 's',
  queries: [{ expr: promql`max(${running}) or 0 * max(${statActivityMaxTxDuration}{${servers}})`, legend: 'longest' }],
  guard: { alerts: ['PostgresTransactionLong'], fires: 'above' },
};

/** Who waits. */
export const waitingForLocks: StatPanel = {
  ...number,
  key: 'lock-queue-most',
  title: 'Waiting for locks',
  shows: 'Connections that wait for a lock, of the database where they are most.',
  action: '`pg_blocking_pids` names who is in the way; mostly one idle transaction or one change of a table.',
  queries: [{ expr: promql`max(${queued}) or 0 * sum(${activity}{${databases}})`, legend: 'wait' }],
  guard: { alerts: ['PostgresLockQueue'], fires: 'above' },
};

/** How much is done. */
export const transactions: TimeSeriesPanel = {
  ...graph,
  key: 'transactions',
  title: 'Transactions',
  shows: 'Transactions per second that end well and that are rolled back, over the databases chosen.',
  action: 'A sudden fall with the same requests: they wait for something. The graphs of locks and disks say for what.',
  unit: 'ops',
  queries: [
    { expr: promql`sum(rate(${statDatabaseXactCommit}{${databases}}${window}))`, legend: 'committed' },
    { expr: promql`sum(rate(${statDatabaseXactRollback}{${databases}}${window}))`, legend: 'rolled back' },
  ],
};

/** How much of it is in vain. */
export const rollbacks: TimeSeriesPanel = {
  ...smallShare,
  key: 'rollbacks',
  title: 'Rolled back',
  shows: 'Share of the transactions that are rolled back, by database.',
  action: 'Errors of statements, conflicts, time-outs: the log of the server has each with its reason.',
  noValue: 'No transaction ended in this range.',
  queries: [
    {
      expr: promql`sum by (instance, datname) (rate(${statDatabaseXactRollback}{${databases}}${window}))
        /
        (sum by (instance, datname) (rate(${statDatabaseXactCommit}{${databases}}${window}) + rate(${statDatabaseXactRollback}{${databases}}${window})) > 0)`,
      legend,
    },
  ],
  guard: { alerts: ['PostgresRollbacksHigh'], fires: 'above' },
};

/** How long they run. */
export const durations: TimeSeriesPanel = {
  ...graph,
  key: 'transaction-durations',
  title: 'Longest transaction',
  shows: 'How long the oldest transaction that works has run, by database.',
  action: 'A line that climbs for hours is a report, or a statement without an index. `pg_stat_activity` has its text.',
  unit: 's',
  noValue: 'No transaction runs.',
  mayBeEmpty: 'no transaction runs',
  queries: [{ expr: running, legend }],
  guard: { alerts: ['PostgresTransactionLong'], fires: 'above' },
};

/** How long they do nothing. */
export const idleTransactions: TimeSeriesPanel = {
  ...graph,
  key: 'transactions-idle',
  title: 'Longest idle transaction',
  shows: 'How long the oldest transaction that does nothing has been open, by database.',
  action: 'The program forgot to commit: end the session, and set `idle_in_transaction_session_timeout`.',
  queries: [
    {
      expr: promql`max by (instance, datname) (${statActivityMaxTxDuration}{${databases}, state=~"idle in transaction.*"})`,
      legend,
    },
  ],
  guard: { alerts: ['PostgresIdleInTransaction'], fires: 'above' },
};

/** Who waits, by database. */
export const lockQueue: TimeSeriesPanel = {
  ...graph,
  key: 'lock-queue',
  title: 'Connections that wait for a lock',
  shows: 'Connections that wait until somebody else gives up a lock, by database.',
  action: 'A queue that grows stands behind one session: find it with `pg_blocking_pids` and end it.',
  unit: 'short',
  noValue: 'Nobody waits for a lock.',
  mayBeEmpty: 'nobody waits for a lock',
  queries: [{ expr: queued, legend }],
  guard: { alerts: ['PostgresLockQueue'], fires: 'above' },
};

/** Transactions that were in each other's way for ever. */
export const deadlocks: StatPanel = {
  ...number,
  key: 'deadlocks',
  title: 'Deadlocks',
  shows:
    'Deadlocks in the last 15 minutes, of the database with most: the server ends one of the transactions each time.',
  action: 'The log has both statements. Take the rows in the same order in both programs.',
  decimals: 0,
  queries: [{ expr: promql`max(increase(${statDatabaseDeadlocks}{${databases}}[15m]))`, legend: 'deadlocks' }],
  guard: { alerts: ['PostgresDeadlocks'], fires: 'above' },
};

/** Rows that are read and changed. */
export const rows: TimeSeriesPanel = {
  ...graph,
  key: 'rows',
  title: 'Rows read and changed',
  shows: 'Rows per second that are scanned, fetched, inserted, changed and deleted in the databases chosen.',
  action: 'Far more scanned than fetched: statements read whole tables. Look for a missing index.',
  queries: [
    { expr: promql`sum(rate(${statDatabaseTupReturned}{${databases}}${window}))`, legend: 'scanned' },
    { expr: promql`sum(rate(${statDatabaseTupFetched}{${databases}}${window}))`, legend: 'fetched' },
    { expr: promql`sum(rate(${statDatabaseTupInserted}{${databases}}${window}))`, legend: 'inserted' },
    { expr: promql`sum(rate(${statDatabaseTupUpdated}{${databases}}${window}))`, legend: 'changed' },
    { expr: promql`sum(rate(${statDatabaseTupDeleted}{${databases}}${window}))`, legend: 'deleted' },
  ],
};

/** Locks by mode. */
export const lockModes: TimeSeriesPanel = {
  ...graph,
  key: 'lock-modes',
  title: 'Locks by mode',
  shows: 'Locks that are held or waited for in the databases chosen, by mode.',
  action: '`accessexclusivelock` stops everybody else: somebody changes or empties a table.',
  unit: 'short',
  queries: [{ expr: promql`sum by (mode) (${locksCount}{${databases}})`, legend: '{{mode}}' }],
};

/** How much of the table of locks is used. */
export const locksUsed: TimeSeriesPanel = {
  ...share,
  key: 'locks-used',
  title: 'Locks used',
  shows: 'Share of the locks that the server has room for, by server.',
  action:
    'When it is full, transactions fail with "out of shared memory": raise `max_locks_per_transaction`, or touch fewer partitions at once.',
  queries: [
    {
      expr: promql`sum by (instance) (${locksCount}{${servers}, mode!="sireadlock"})
        /
        max by (instance) (${settingsMaxLocksPerTransaction}{${servers}} * (${maxConnections}{${servers}} + ${settingsMaxPreparedTransactions}{${servers}}))`,
      legend: '{{instance}}',
    },
  ],
  guard: { alerts: ['PostgresLocksMany'], fires: 'above' },
};
