import { promql } from '../../promql/index.ts';
import { scrape, watchdogAlert } from '../../servers/index.ts';
import {
  type Column,
  noneIsGood,
  type Severity,
  type Stack,
  type StatPanel,
  serviceJobs,
  severityColors,
  stateColors,
  type TablePanel,
} from '../../stacks/model/index.ts';

/** Firing alerts of one severity. No series means that none fires, so the absence is a true zero. */
export function firingTile(severity: Severity, title: string, action: string): StatPanel {
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

/** The tile of critical alerts. */
export const criticalTile = firingTile(
  'critical',
  'Critical alerts',
  'Somebody should be on it already. Open the runbook of each alert below.',
);

/** The tile of warnings. */
export const warningsTile = firingTile(
  'warning',
  'Warnings',
  'Look at them today; they become critical if nobody does.',
);

/** Whether the alert that always fires does. For stacks that have it. */
export const watchdogTile: StatPanel = {
  kind: 'stat',
  key: 'alerting',
  title: 'Alerting',
  shows: 'Whether the alert that always fires does: fresh samples arrive, and rules are evaluated on them.',
  action: 'If it is BROKEN, trust no other tile here. Is Prometheus up, does it scrape, is its disk full?',
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

/** What a table of alerts says, and which alerts are in it. */
export interface AlertTable extends Pick<TablePanel, 'key' | 'title' | 'shows' | 'action' | 'noValue' | 'share'> {
  readonly state: 'firing' | 'pending';
  /** Matchers, as they stand in braces: `severity=~"critical|warning"`. */
  readonly where: string;
  /** Labels that tell one alert from another of the same name. */
  readonly labels: readonly Column[];
}

/** Alerts and since when they are what they are, critical before warning, each with its runbook. */
export function alertTable({ state, where, labels, ...texts }: AlertTable): TablePanel {
  const fields = ['severity', 'alertname', ...labels.map(({ field }) => field)];
  return {
    kind: 'table',
    unit: 'none',
    queries: [
      {
        // Multiplied because Grafana's dates count milliseconds.
        expr: promql`max by (${fields.join(', ')}) (
        ${scrape.alertsActiveSince}{${where}}
        and ignoring (alertstate)
        ${scrape.alerts}{alertstate="${state}"}
      ) * 1000`,
        legend: '',
      },
    ],
    columns: [
      severityColumn,
      { field: 'alertname', title: 'Alert', width: 220, alertLink: true },
      ...labels,
      { field: 'Value', title: 'Since', unit: 'dateTimeFromNow', width: 130 },
    ],
    sortBy: 'Severity',
    mayBeEmpty: `it says what is ${state}, and of a healthy stack nothing is`,
    ...texts,
  };
}

/** The severity of an alert in its colour. */
export const severityColumn: Column = { field: 'severity', title: 'Severity', width: 90, colors: severityColors };

/** Where an alert comes from. The column of services is there where something of the stack carries their label. */
export function placeColumns(stack: Stack): readonly Column[] {
  return [
    ...(hasServices(stack) ? [{ field: 'service', title: 'Service', width: 120 }] : []),
    { field: 'job', title: 'Job', width: 120 },
    { field: 'instance', title: 'Instance' },
  ];
}

/** Whether there are alerts with the label of a service: of what it exposes itself, or of how it looks from outside. */
export function hasServices(stack: Stack): boolean {
  const probed = Object.values(stack.probes).some(({ targets }) => targets.some((target) => 'service' in target));
  return probed || serviceJobs(stack).length > 0;
}

/** What fires now, without notes: for the boards that one opens first. */
export function firingTable(stack: Stack, more: Partial<Pick<AlertTable, 'share' | 'labels'>> = {}): TablePanel {
  return alertTable({
    key: 'alerts-table',
    title: 'Firing alerts',
    shows: 'What fires now, critical before warning, and since when. Notes of severity info are left out.',
    action: 'Click an alert for its runbook; start with the oldest critical one, others often follow from it.',
    noValue: 'Nothing fires.',
    state: 'firing',
    where: 'severity=~"critical|warning"',
    labels: placeColumns(stack),
    ...more,
  });
}
