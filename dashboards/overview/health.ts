import { blackboxMetrics, postgresMetrics, redisMetrics } from '../../exporters/index.ts';
import { isOneOf, promql } from '../../promql/index.ts';
import { scrape } from '../../servers/index.ts';
import {
  type Line,
  noneIsGood,
  type Query,
  type Row,
  type Stack,
  type StatPanel,
  type TimelinePanel,
  upDown,
} from '../../stacks/model/index.ts';
import { criticalTile, firingTable, warningsTile, watchdogTile } from '../parts/firing.ts';
import { leadsTo } from '../parts/links.ts';
import { exportersOf, serviceJobNames } from './scope.ts';

/** Is it healthy? What stands at the top and answers that alone; then what is wrong, and since when. */
export function health(stack: Stack, hasWatchdog: boolean): Row {
  const tiles = [
    ...servicesDown(stack),
    criticalTile,
    warningsTile,
    ...probesFailing(stack),
    ...databasesUp(stack),
    ...(hasWatchdog ? [watchdogTile] : []),
  ];
  const states = stateQueries(stack);
  const table = firingTable(stack, { share: 13 });
  const details: Line['panels'] = states.length > 0 ? [table, timeline(states)] : [table];
  return {
    key: 'health',
    lines: [
      { height: 4, panels: tiles },
      { height: 8, panels: details },
    ],
  };
}

function servicesDown(stack: Stack): StatPanel[] {
  const jobs = serviceJobNames(stack);
  if (jobs.length === 0) return [];
  return [
    {
      kind: 'stat',
      key: 'services-down',
      title: 'Services down',
      shows: 'Instances of the services that do not answer Prometheus.',
      action: 'The bars below show which one and since when. Look at its process and its log first.',
      min: 0,
      noValue: 'NO DATA: no target',
      queries: [{ expr: promql`sum(1 - ${scrape.up}{${isOneOf('job', jobs)}})`, legend: 'down' }],
      guard: { alerts: ['InstanceDown'], fires: 'above', bound: 1 },
      drillDown: [leadsTo('services')],
      mappings: noneIsGood,
    },
  ];
}

function probesFailing(stack: Stack): StatPanel[] {
  if (Object.keys(stack.probes).length === 0) return [];
  return [
    {
      kind: 'stat',
      key: 'probes-failing',
      title: 'Failing probes',
      shows: 'Probes from outside that fail: users see the same.',
      action: 'If the service says that it is well, look at the way to it: name resolution, load balancer, firewall.',
      unit: 'none',
      min: 0,
      noValue: 'NO DATA: no prober',
      queries: [{ expr: promql`sum(1 - ${blackboxMetrics.success})`, legend: 'failing' }],
      guard: { alerts: ['ProbeFailed'], fires: 'above', bound: 1 },
      drillDown: [leadsTo('probes')],
      mappings: noneIsGood,
    },
  ];
}

function databaseQueries(stack: Stack): Query[] {
  return [
    ...exportersOf(stack, postgresMetrics)
      .slice(0, 1)
      .map(() => ({ expr: promql`min(${postgresMetrics.up})`, legend: 'PostgreSQL' })),
    ...exportersOf(stack, redisMetrics)
      .slice(0, 1)
      .map(() => ({ expr: promql`min(${redisMetrics.up})`, legend: 'Redis' })),
  ];
}

function databasesUp(stack: Stack): StatPanel[] {
  const queries = databaseQueries(stack);
  if (queries.length === 0) return [];
  return [
    {
      kind: 'stat',
      key: 'databases-up',
      title: 'Databases',
      shows: 'Whether the databases answer their exporters.',
      action: 'Is the server up, and does it accept connections? A changed password looks the same from here.',
      unit: 'none',
      min: 0,
      max: 1,
      noValue: 'NO DATA: no exporter',
      queries,
      named: true,
      guard: { alerts: ['PostgresDown', 'RedisDown'], fires: 'below', bound: 1 },
      drillDown: [leadsTo('postgres'), leadsTo('redis')],
      mappings: upDown,
    },
  ];
}

/** Everything that is either up or down, by the name by which people know it. */
function stateQueries(stack: Stack): Query[] {
  const jobs = serviceJobNames(stack);
  return [
    ...(jobs.length === 0
      ? []
      : [{ expr: promql`min by (instance) (${scrape.up}{${isOneOf('job', jobs)}})`, legend: '{{instance}}' }]),
    ...databaseQueries(stack),
    ...(Object.keys(stack.probes).length === 0
      ? []
      : [{ expr: promql`min by (instance) (${blackboxMetrics.success})`, legend: 'probe {{instance}}' }]),
  ];
}

function timeline(queries: readonly Query[]): TimelinePanel {
  return {
    kind: 'timeline',
    key: 'state-timeline',
    title: 'What was down, and when',
    shows: 'Services, databases and probes over time. A gap means that nobody measured.',
    action: 'What went down first is usually the cause of what followed.',
    // Without services, databases and probes there is no query that could tell it.
    unit: 'none',
    min: 0,
    max: 1,
    noValue: 'No service, database or probe was measured in this range.',
    share: 11,
    queries,
    mappings: upDown,
  };
}
