import { blackboxMetrics, postgresMetrics, redisMetrics } from '../../exporters/index.ts';
import { isOneOf, promql } from '../../promql/index.ts';
import { scrape, watchdogAlert } from '../../servers/index.ts';
import {
  type Line,
  noneIsGood,
  type Query,
  type Row,
  type Severity,
  type Stack,
  type StatPanel,
  serviceJobs,
  severityColors,
  stateColors,
  type TablePanel,
  type TimelinePanel,
  upDown,
} from '../../stacks/model/index.ts';
import { exportersOf, serviceJobNames } from './scope.ts';

/** Is it healthy? What stands at the top and answers that alone; then what is wrong, and since when. */
export function health(stack: Stack, hasWatchdog: boolean): Row {
  const tiles = [
    ...servicesDown(stack),
    firing('critical', 'Critical alerts', 'Somebody should be on it already. Open the runbook of each alert below.'),
    firing('warning', 'Warnings', 'Look at them today; they become critical if nobody does.'),
    ...probesFailing(stack),
    ...databasesUp(stack),
    ...(hasWatchdog ? [alerting] : []),
  ];
  const states = stateQueries(stack);
  const details: Line['panels'] = states.length > 0 ? [alertTable(stack), timeline(states)] : [alertTable(stack)];
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
      unit: 'none',
      min: 0,
      noValue: 'NO DATA: no target',
      queries: [{ expr: promql`sum(1 - ${scrape.up}{${isOneOf('job', jobs)}})`, legend: 'down' }],
      guard: { alerts: ['InstanceDown'], fires: 'above', bound: 1 },
      mappings: noneIsGood,
    },
  ];
}

/** Firing alerts of one severity. No series means that none fires, so the absence is a true zero. */
function firing(severity: Severity, title: string, action: string): StatPanel {
  return {
    kind: 'stat',
    key: `alerts-${severity}`,
    title,
    shows: `Alerts of severity ${severity} that fire now.`,
    action,
    unit: 'none',
    min: 0,
    noValue: 'NO DATA',
    queries: [
      {
        expr: promql`sum(${scrape.alerts}{alertstate="firing", severity="${severity}"}) or vector(0)`,
        legend: 'firing',
      },
    ],
    counts: severity,
    mappings: noneIsGood,
  };
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
      mappings: upDown,
    },
  ];
}

const alerting: StatPanel = {
  kind: 'stat',
  key: 'alerting',
  title: 'Alerting',
  shows: 'Whether the alert that always fires does: fresh samples arrive, and rules are evaluated on them.',
  action: 'If it is BROKEN, trust no other tile here. Is Prometheus up, does it scrape, is its disk full?',
  unit: 'none',
  min: 0,
  max: 1,
  noValue: 'NO DATA',
  queries: [
    {
      expr: promql`group(${scrape.alerts}{alertname="${watchdogAlert}", alertstate="firing"}) or vector(0)`,
      legend: 'alerting',
    },
  ],
  guard: { alerts: [watchdogAlert], fires: 'below' },
  mappings: [
    { value: 1, text: 'WORKS', color: stateColors.ok },
    { value: 0, text: 'BROKEN', color: stateColors.critical },
  ],
};

/** Alerts that fire. The column of services is there where something of the stack carries their label. */
function alertTable(stack: Stack): TablePanel {
  const services = serviceJobs(stack).length > 0 || Object.keys(stack.probes).length > 0;
  const labels = ['severity', 'alertname', ...(services ? ['service'] : []), 'job', 'instance'];
  return {
    kind: 'table',
    key: 'alerts-table',
    title: 'Firing alerts',
    shows: 'What fires now, critical before warning, and since when. Notes of severity info are left out.',
    action: 'Click an alert for its runbook; start with the oldest critical one, others often follow from it.',
    unit: 'none',
    noValue: 'Nothing fires.',
    share: 13,
    queries: [
      {
        // Multiplied because Grafana's dates count milliseconds.
        expr: promql`max by (${labels.join(', ')}) (
        ${scrape.alertsActiveSince}{severity=~"critical|warning"}
        and ignoring (alertstate)
        ${scrape.alerts}{alertstate="firing"}
      ) * 1000`,
        legend: '',
      },
    ],
    columns: [
      {
        field: 'severity',
        title: 'Severity',
        width: 90,
        colors: { critical: severityColors.critical, warning: severityColors.warning },
      },
      { field: 'alertname', title: 'Alert', width: 220, alertLink: true },
      ...(services ? [{ field: 'service', title: 'Service', width: 120 }] : []),
      { field: 'job', title: 'Job', width: 120 },
      { field: 'instance', title: 'Instance' },
      { field: 'Value', title: 'Since', unit: 'dateTimeFromNow', width: 130 },
    ],
    sortBy: 'Severity',
  };
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
    unit: 'none',
    min: 0,
    max: 1,
    noValue: 'No service, database or probe was measured in this range.',
    share: 11,
    queries,
    mappings: upDown,
  };
}
