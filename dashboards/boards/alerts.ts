import { promql } from '../../promql/index.ts';
import { scrape, watchdogAlert } from '../../servers/index.ts';
import {
  type AlertRule,
  type Board,
  type Row,
  type Severity,
  type Stack,
  type StatPanel,
  severityColors,
  stateColors,
  type TablePanel,
  type TimelinePanel,
  type TimeSeriesPanel,
  type Variable,
} from '../../stacks/model/index.ts';
import { declaredBoard } from '../parts/board.ts';
import {
  alertTable,
  criticalTile,
  hasServices,
  placeColumns,
  severityColumn,
  warningsTile,
  watchdogTile,
} from '../parts/firing.ts';
import { leadsTo } from '../parts/links.ts';
import { alertsDropped, failedNotifications } from '../parts/monitoring.ts';
import { heldAlerts, sentPerHour } from '../parts/notifications.ts';
import { healthRow } from '../parts/panels.ts';
import { chosen } from '../parts/variables.ts';
import { suppressed } from './alertmanager/health.ts';
import { silences } from './alertmanager/silences.ts';

/** Alerts: what fires, what fired, what fires too often, and whether anybody was told. */
export function alertBoard(stack: Stack, alerts: ReadonlyMap<string, AlertRule>): Board[] {
  const scope = scopeOf(stack, alerts);
  return [
    declaredBoard(stack, 'alerts', {
      question: 'What fires, what fired, what fires too often, and was anybody told?',
      reading:
        'Begin with the oldest critical alert of the list, others often follow from it. Once a week, read what fires too often: an alert that nobody acts on is corrected or removed. The choices at the top narrow all but the first line.',
      next: ['slos', 'prometheus', 'alertmanager'],
      from: '1d',
      variables: scope.variables,
      interval: undefined,
      rows: [
        healthRow([
          criticalTile,
          warningsTile,
          pendingTile,
          { ...suppressed, drillDown: [leadsTo('alertmanager')] },
          ...(alerts.has(watchdogAlert) ? [watchdogTile] : []),
        ]),
        { key: 'now', title: 'Now', lines: [{ height: 9, panels: [firing(stack, scope), pending(stack, scope)] }] },
        history(stack, scope),
        noise(scope),
        delivery,
      ],
    }),
  ];
}

/** Which alerts the board is about. */
interface Scope {
  readonly variables: readonly Variable[];
  /** Matchers for what is chosen; never the alert that always fires. */
  readonly where: string;
  readonly teams: boolean;
  /** Those that its alerts have. */
  readonly severities: ReadonlySet<Severity>;
}

function scopeOf(stack: Stack, alerts: ReadonlyMap<string, AlertRule>): Scope {
  const others = [...alerts.values()].filter(({ name }) => name !== watchdogAlert);
  const teams = new Set(others.map(({ labels }) => labels?.team ?? stack.team)).size > 1;
  const names = ['severity', ...(teams ? ['team'] : []), 'alertname'];
  const titles: Readonly<Record<string, string>> = { severity: 'Severity', team: 'Team', alertname: 'Alert' };
  const notWatchdog = `alertname!="${watchdogAlert}"`;
  const where = (chosenNames: readonly string[]) =>
    [notWatchdog, ...chosenNames.map((name) => chosen(name))].join(', ');
  return {
    teams,
    severities: new Set(others.map(({ severity }) => severity)),
    where: where(names),
    variables: names.map((name, index) => ({
      name,
      label: titles[name] ?? name,
      query: promql`label_values(${scrape.alerts}{${where(names.slice(0, index))}}, ${name})`,
    })),
  };
}

const pendingTile: StatPanel = {
  kind: 'stat',
  key: 'alerts-pending',
  title: 'Pending',
  shows: 'Alerts whose condition is met, but not yet for as long as they ask.',
  action: 'Most of them end by themselves. The list below says what may fire next.',
  min: 0,
  noValue: 'NO DATA',
  queries: [{ expr: promql`sum(${scrape.alerts}{alertstate="pending"}) or vector(0)`, legend: 'pending' }],
};

function firing(stack: Stack, { where }: Scope): TablePanel {
  return alertTable({
    key: 'firing',
    title: 'Firing now',
    shows: 'What fires and since when, with notes of severity info; only the alert that always fires is left out.',
    action: 'Click an alert for its runbook; start with the oldest critical one, others often follow from it.',
    noValue: 'Nothing fires.',
    state: 'firing',
    where,
    labels: placeColumns(stack),
    share: 14,
  });
}

function pending(stack: Stack, { where }: Scope): TablePanel {
  return alertTable({
    key: 'pending',
    title: 'Pending now',
    shows: 'What will fire if it stays as it is, and since when it is so.',
    action: 'A critical one that has been pending for minutes is worth a look before it calls.',
    noValue: 'Nothing is pending.',
    state: 'pending',
    where,
    labels: placeColumns(stack).filter(({ field }) => field === 'instance'),
    share: 10,
  });
}

function history(stack: Stack, scope: Scope): Row {
  const groups: TimeSeriesPanel[] = [
    over(scope, 'severity', 'Firing by severity', {
      '/^critical$/': severityColors.critical,
      '/^warning$/': severityColors.warning,
      '/^info$/': severityColors.info,
    }),
    ...(scope.teams ? [over(scope, 'team', 'Firing by team')] : []),
    ...(hasServices(stack) ? [over(scope, 'service', 'Firing by service')] : []),
  ];
  return {
    key: 'history',
    title: 'What fired',
    lines: [
      { height: 7, panels: groups },
      { height: 10, panels: [timeline(scope)] },
    ],
  };
}

function over({ where }: Scope, label: string, title: string, colors?: TimeSeriesPanel['colors']): TimeSeriesPanel {
  const only = label === 'service' ? `${where}, service!=""` : where;
  return {
    kind: 'timeseries',
    key: `firing-by-${label}`,
    title,
    shows: `How many alerts fired at a time, by ${label}.`,
    action: 'Many at once are usually one cause: find the first one in the bars below.',
    unit: 'none',
    decimals: 0,
    min: 0,
    noValue: 'Nothing fired in this range.',
    mayBeEmpty: 'of a healthy stack nothing fires',
    stacked: true,
    ...(colors && { colors }),
    queries: [
      { expr: promql`sum by (${label}) (${scrape.alerts}{alertstate="firing", ${only}})`, legend: `{{${label}}}` },
    ],
  };
}

/** The colour of each severity in the bars, the worst first; pending is what is left. */
const worst = [
  { severity: 'critical', value: 4, text: 'CRITICAL' },
  { severity: 'warning', value: 3, text: 'WARNING' },
  { severity: 'info', value: 2, text: 'INFO' },
] as const;

/** One bar for each alert. The worst that it was at a moment stands for all its instances. */
function timeline({ where, severities }: Scope): TimelinePanel {
  const firing = worst
    .filter(({ severity }) => severities.has(severity))
    .map(
      ({ severity, value }) =>
        promql`${value} * ${scrape.alerts}{alertstate="firing", severity="${severity}", ${where}}`,
    );
  const all = firing.reduceRight(
    (rest, each) => promql`${each} or ${rest}`,
    promql`${scrape.alerts}{alertstate="pending", ${where}}`,
  );
  return {
    kind: 'timeline',
    key: 'timeline',
    title: 'When each alert fired',
    shows: 'Each alert over time: pending, then firing in the colour of its severity.',
    action:
      'What began first is usually the cause of what followed. Pending that never fires asks for a look at its bounds.',
    min: 0,
    max: 4,
    noValue: 'Nothing fired in this range.',
    mayBeEmpty: 'of a healthy stack nothing fires',
    queries: [{ expr: promql`max by (alertname) (${all})`, legend: '{{alertname}}' }],
    mappings: [
      ...worst.map(({ severity, value, text }) => ({ value, text, color: severityColors[severity] })),
      { value: 1, text: 'PENDING', color: stateColors.neutral },
    ],
  };
}

/** What fires too often: counted over the whole range that the board shows. */
function noise({ where }: Scope): Row {
  const firing = promql`${scrape.alerts}{alertstate="firing", ${where}}`;
  const begun = promql`changes(${scrape.alertsActiveSince}{${where}}[$__range]) + 1`;
  return {
    key: 'noise',
    title: 'What fires too often',
    lines: [
      {
        height: 9,
        panels: [
          {
            ...ranking,
            key: 'most-often',
            title: 'How often each began',
            shows:
              'How often the condition of each alert that fired in this range began to be met, the twenty highest.',
            action:
              'One that comes and goes needs a longer `for`, `keepFiringFor`, or a bound with more room; one that nobody acts on is removed.',
            queries: [
              {
                expr: promql`topk(20, sum by (severity, alertname) (${begun} and ignoring (alertstate) count_over_time(${firing}[$__range])))`,
                legend: '',
              },
            ],
            columns: [...rankedColumns, { field: 'Value', title: 'Times', width: 100 }],
            sortBy: 'Times',
          },
          {
            ...ranking,
            key: 'longest',
            title: 'How long each fired',
            shows: 'For how much of this range at least one instance of each alert fired, the twenty highest.',
            action: 'One that fires for days is accepted by everybody: raise its bound, or mend what it is about.',
            unit: { is: 's', because: 'one for each minute, so sixty times as many seconds' },
            queries: [
              {
                expr: promql`topk(20, 60 * sum_over_time(max by (severity, alertname) (${firing})[$__range:1m]))`,
                legend: '',
              },
            ],
            columns: [...rankedColumns, { field: 'Value', title: 'Time', width: 120 }],
            sortBy: 'Time',
          },
        ],
      },
    ],
  };
}

const rankedColumns: TablePanel['columns'] = [severityColumn, { field: 'alertname', title: 'Alert', alertLink: true }];

const ranking = {
  kind: 'table',
  decimals: 0,
  noValue: 'Nothing fired in this range.',
  mayBeEmpty: 'of a healthy stack nothing fires',
  descending: true,
} as const;

const delivery: Row = {
  key: 'delivery',
  title: 'Was anybody told?',
  lines: [
    { height: 7, panels: [sentPerHour, failedNotifications, heldAlerts, silences, { ...alertsDropped, share: 0.5 }] },
  ],
};
