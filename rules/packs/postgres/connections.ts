import { postgresMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import {
  type AlertDefinition,
  type Duration,
  type Labels,
  type Severity,
  seconds,
} from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { runningOutScenarios } from '../../scenarios/running-out.ts';
import { series } from '../../scenarios/series.ts';
import { level, type Signal, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { another, postgres } from './labels.ts';
import { address, connectionsAllowed, connectionsUsed, session } from './sessions.ts';

const { activity, maxConnections, settingsSuperuserReservedConnections } = postgresMetrics;

const reserved = 20;

/** A server with so many connections of so many that are allowed; most of them do nothing. */
function connections(labels: Labels, used: Signal, allowed: number): Signals {
  const part =
    (share: number): Signal =>
    (moment) => {
      const all = used(moment);
      return all === undefined ? undefined : all * share;
    };
  return {
    [series(activity, session(labels))]: part(0.25),
    [series(activity, session(labels, { datname: 'billing' }))]: part(0.125),
    [series(activity, session(labels, { state: 'idle' }))]: part(0.625),
    [series(maxConnections, { ...labels, ...address })]: level(allowed + reserved),
    [series(settingsSuperuserReservedConnections, { ...labels, ...address })]: level(reserved),
  };
}

const diagnosis =
  'Who has them: `select usename, application_name, state, count(*) from pg_stat_activity group by 1, 2, 3 order by 4 desc`. Many "idle" ones of one program are a pool that is too large or leaks, many "active" ones wait for something: see `wait_event`. Has a service been scaled up, each instance with a pool of its own?';
const mitigation =
  'Restart the program that leaks, or end its oldest idle sessions with `pg_terminate_backend(PID)`. For good, make the pools smaller than the limit in sum, or put PgBouncer in between; a larger `max_connections` needs a restart, and memory for each.';
const queries = [
  {
    ask: 'Which programs have them, and what do they do?',
    expr: promql`sum by (instance, usename, application_name, state) (${activity}) > 0`,
  },
  { ask: 'How many has each server left?', expr: promql`${connectionsAllowed} - ${connectionsUsed}` },
];

/** The connections that a server can give are (almost) used up. */
export function connectionsHigh(
  name: string,
  severity: Severity,
  threshold: number,
  pending: Duration,
): AlertDefinition {
  return alert(name, {
    threshold,
    expr: ({ threshold }) => promql`${connectionsUsed} / (${connectionsAllowed}) > ${threshold}`,
    for: pending,
    keepFiringFor: '5m',
    severity,
    labels: { symptom: 'postgres-connections' },
    summary: 'PostgreSQL behind {{ $labels.instance }} has hardly any connections left.',
    description:
      '{{ $value | humanizePercentage }} of the connections that programs can have at the server behind {{ $labels.instance }} are taken.',
    runbook: {
      meaning:
        'Sessions take up nearly all of `max_connections`, without those that are kept for superusers. Idle ones count as well.',
      impact:
        'At the limit every new connection is refused ("too many clients already"): services fail that have no free connection in their pool, and nobody but a superuser can log in.',
      diagnosis,
      mitigation,
      queries,
    },
    scenarios: (numbers) => {
      const state = (share: number) => ({
        ...connections(postgres, level(share * 100), 100),
        ...connections(another, level(7), 200),
      });
      return scenarios(numbers, {
        labels: postgres,
        value: numbers.threshold * beyond,
        bad: state(numbers.threshold * beyond),
        good: state(numbers.threshold * within),
      });
    },
  });
}

/** Ever more connections are taken, so that none will be left. */
export const connectionsRunOut: AlertDefinition = alert('PostgresConnectionsFullSoon', {
  window: '1h',
  horizon: '4h',
  minimum: 0.6,
  expr: ({
    window,
    horizon,
    minimum,
  }) => promql`predict_linear(${connectionsUsed}[${window}:1m], ${seconds(horizon)}) > ${connectionsAllowed}
    and
    ${connectionsUsed} / (${connectionsAllowed}) > ${minimum}
    and
    sum by (job, instance) (${activity} offset ${window})`,
  for: '5m',
  keepFiringFor: '15m',
  severity: 'warning',
  labels: { symptom: 'postgres-connections' },
  summary: 'PostgreSQL behind {{ $labels.instance }} will soon have no connections left.',
  description:
    'If the connections to the server behind {{ $labels.instance }} go on growing as they have of late, none is left within four hours.',
  runbook: {
    meaning:
      'A line through the number of connections of the last hour passes the limit within four hours, and more than half of them are taken already.',
    impact: 'Nobody notices anything yet. When none is left, new connections are refused and services fail.',
    diagnosis,
    mitigation,
    queries,
  },
  scenarios: (numbers) => {
    const behind = (instance: string) => (used: Signal, size: number) =>
      connections({ ...postgres, instance }, used, size);
    return runningOutScenarios(numbers, {
      labels: postgres,
      counts: 'used',
      signals: behind(postgres.instance),
      others: { roomy: behind('roomy:9187'), steady: behind('steady:9187'), young: behind('young:9187') },
    });
  },
});
