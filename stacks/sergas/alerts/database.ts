import {
  type AlertNumbers,
  alert,
  level,
  nodejsMetrics,
  postgresMetrics,
  promql,
  rulePack,
  type Signal,
  scenarios,
  seconds,
  series,
} from 'narthex';
import { predicting } from '../../common/conditions/predicting.ts';
import { tooSlow } from '../../common/conditions/slow.ts';
import { database as metrics } from '../metrics.ts';
import { instance } from './labels.ts';

const size = 40;
const inUse = series(metrics.poolInUse, instance);
const rest = {
  [series(metrics.poolMax, instance)]: level(size),
  // Another instance whose pool is larger.
  [series(metrics.poolInUse, { ...instance, instance: 'sergas-api-2:8000' })]: level(size),
  [series(metrics.poolMax, { ...instance, instance: 'sergas-api-2:8000' })]: level(10 * size),
};

/** The database as the API sees it. */
export const database = rulePack('sergas-database', [
  alert('DatabaseConnectionPoolExhausted', {
    threshold: 0.95,
    expr: ({ threshold }) => promql`${metrics.poolInUse} / ${metrics.poolMax} > ${threshold}`,
    for: '2m',
    severity: 'critical',
    labels: { symptom: 'database-pool' },
    summary: '{{ $labels.instance }} has no connections to the database left.',
    description:
      '{{ $value | humanizePercentage }} of the connections in the pool of {{ $labels.instance }} are in use. Whatever needs one now waits.',
    runbook: {
      meaning: 'The pool of connections to PostgreSQL is used up, and has been for minutes.',
      impact: 'Requests wait for a connection and fail after the timeout of the pool: all of Sergas stands still.',
      diagnosis:
        'What do the connections do? `select pid, state, wait_event_type, now() - xact_start as age, left(query, 80) from pg_stat_activity order by age desc;` Long transactions "idle in transaction" are a leak in the code, many that wait for a lock hang behind one of them.',
      mitigation:
        'End the transaction that blocks (`select pg_terminate_backend(<pid>)`), or restart the instance that leaks. Enlarge the pool only if PostgreSQL has connections to spare.',
      queries: [
        { ask: 'Since when does it fill?', expr: promql`${metrics.poolInUse} / ${metrics.poolMax}` },
        {
          ask: 'What do the connections of PostgreSQL do?',
          expr: promql`sum by (state) (${postgresMetrics.activity})`,
        },
      ],
    },
    scenarios: (numbers) => {
      const pool = (share: number) => ({ [inUse]: level(size * share), ...rest });
      return scenarios(numbers, {
        labels: instance,
        value: numbers.threshold * 1.02,
        bad: pool(numbers.threshold * 1.02),
        good: pool(numbers.threshold * 0.98),
      });
    },
  }),
  alert('DatabaseConnectionPoolFilling', {
    window: '30m',
    horizon: '1h',
    minimum: 0.7,
    expr: ({ window, horizon, minimum }) =>
      promql`predict_linear(${metrics.poolInUse}[${window}], ${seconds(horizon)}) > ${metrics.poolMax}
        and
        ${metrics.poolInUse} / ${metrics.poolMax} > ${minimum}
        and
        time() - ${nodejsMetrics.startTime} > ${seconds(window)}`,
    for: '10m',
    severity: 'warning',
    labels: { symptom: 'database-pool' },
    summary: '{{ $labels.instance }} will run out of connections to the database.',
    description:
      'The connections of {{ $labels.instance }} become fewer so steadily that none will be left within the hour.',
    runbook: {
      meaning:
        'Most of the pool is in use already, and at the pace of the last half hour it is used up within an hour.',
      impact: 'None yet. Once it is used up, every request that needs the database fails.',
      diagnosis:
        'A steady growth while the traffic stays the same is a leak: some code path takes a connection and does not give it back. A growth along with the traffic is a pool that is too small for the day.',
      mitigation:
        'Restart the instance before it is full to gain time. Find the code path by the age of its transactions in `pg_stat_activity`, or add an instance if it is traffic.',
      queries: [
        { ask: 'How does it grow?', expr: promql`${metrics.poolInUse} / ${metrics.poolMax}` },
        {
          ask: 'Are transactions rolled back?',
          expr: promql`rate(${metrics.transactions}{outcome="rolled_back"}[5m])`,
        },
      ],
    },
    scenarios: (numbers: AlertNumbers) =>
      predicting(numbers, {
        labels: instance,
        bound: size,
        minimum: numbers.minimum * size,
        series: (signal: Signal, started: number) => ({
          [inUse]: signal,
          [series(nodejsMetrics.startTime, instance)]: level(started),
          ...rest,
        }),
      }),
  }),
  alert('SlowDatabaseQueries', {
    ...tooSlow(instance, { histogram: metrics.queryDuration, quantile: 0.95, by: { operation: 'select' } }),
    threshold: 0.5,
    window: '5m',
    minimum: 50,
    for: '10m',
    severity: 'warning',
    summary: 'Queries of the kind {{ $labels.operation }} are slow.',
    description:
      'One in twenty queries of the kind {{ $labels.operation }} takes {{ $value | humanizeDuration }} or longer, seen from {{ $labels.service }}.',
    runbook: {
      meaning: 'The 95th percentile of the time of one kind of query has been above half a second.',
      impact: 'Pages get slow, and each slow query holds a connection of the pool for as long.',
      diagnosis:
        'On the server: `select left(query, 80), calls, mean_exec_time from pg_stat_statements order by total_exec_time desc limit 10;` Then `explain (analyze, buffers)` of the first. If all queries are slow, look at the disk and at locks.',
      mitigation:
        'Add the index that is missing, or run `analyze` on a table that changed much. End a report that reads everything.',
      queries: [
        {
          ask: 'Which kind of query is slow?',
          expr: promql`histogram_quantile(0.95, sum by (operation, le) (rate(${metrics.queryDuration}_bucket[5m])))`,
        },
        { ask: 'How many run?', expr: promql`sum by (operation) (rate(${metrics.queryDuration}_count[5m]))` },
      ],
    },
  }),
]);
