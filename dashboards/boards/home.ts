import { promql } from '../../promql/index.ts';
import { scrape, watchdogAlert } from '../../servers/index.ts';
import {
  type AlertRule,
  type Board,
  boardUid,
  homeBoard,
  noneIsGood,
  type Stack,
  type StatPanel,
  stateColors,
  type TablePanel,
  type TextPanel,
} from '../../stacks/model/index.ts';
import { annotations } from '../overview/annotations.ts';
import { criticalTile, firingTable, severityColumn, warningsTile, watchdogTile } from '../parts/firing.ts';
import { leadsTo } from '../parts/links.ts';
import { budgetBars } from '../parts/slo-panels.ts';
import { isSloBoard } from './slo.ts';

/**
 * The board that one opens first, one screen: is everything well, what fires, whose is it, what is promised, and where to look further.
 * `others` are the boards that it leads to.
 */
export function home(stack: Stack, alerts: ReadonlyMap<string, AlertRule>, others: readonly Board[]): Board {
  const promises = Object.keys(stack.slos).length > 0;
  const watched = alerts.has(watchdogAlert);
  return {
    name: homeBoard,
    title: `${stack.name} home`,
    description: `Is everything well with ${stack.name}, and if not, where does one look? One screen; every other board of the stack is one click away.`,
    from: '6h',
    variables: [],
    annotations: annotations(stack),
    rows: [
      {
        key: 'state',
        lines: [
          {
            height: 4,
            panels: [state(watched), criticalTile, warningsTile, targetsDown, ...(watched ? [watchdogTile] : [])],
          },
          {
            height: 8,
            panels: [
              firingTable(stack, { share: 12 }),
              teams,
              ...(promises ? [{ ...budgetBars(stack), share: 6 }] : []),
            ],
          },
          { height: 9, panels: directory(stack, others) },
        ],
      },
    ],
  };
}

const firing = promql`${scrape.alerts}{alertstate="firing"}`;

/**
 * Nothing that fires is well only while somebody would know: while the alert that always fires does or, in a stack without it, while
 * anything at all is scraped.
 */
function state(watched: boolean): StatPanel {
  const known = watched
    ? promql`group(${scrape.alerts}{alertname="${watchdogAlert}", alertstate="firing"})`
    : promql`max(${scrape.up} == 1)`;
  return {
    kind: 'stat',
    key: 'state',
    title: 'Is everything well?',
    shows: 'WELL while nothing but notes fires, LOOK with a warning, ACT with a critical alert.',
    action: 'ACT: open the runbook of the oldest critical alert in the list below. LOOK: read the list today.',
    min: 0,
    max: 2,
    noValue: 'NO DATA: rules are not evaluated',
    queries: [
      {
        expr: promql`2 * group(${scrape.alerts}{alertstate="firing", severity="critical"})
          or group(${scrape.alerts}{alertstate="firing", severity="warning"})
          or 0 * ${known}`,
        legend: 'state',
      },
    ],
    mappings: [
      { value: 0, text: 'WELL', color: stateColors.ok },
      { value: 1, text: 'LOOK', color: stateColors.warning },
      { value: 2, text: 'ACT', color: stateColors.critical },
    ],
    drillDown: [leadsTo('alerts'), { board: 'overview', title: 'Overview' }],
  };
}

const targetsDown: StatPanel = {
  kind: 'stat',
  key: 'targets-down',
  title: 'Targets down',
  shows: 'Services, exporters and servers that Prometheus cannot read, of all that it knows.',
  action: 'Nothing is known about them meanwhile. The overview shows which, and since when.',
  min: 0,
  noValue: 'NO DATA: Prometheus is not read',
  queries: [{ expr: promql`sum(1 - ${scrape.up})`, legend: 'down' }],
  guard: { alerts: ['InstanceDown', 'TargetDown'], fires: 'above', bound: 1 },
  mappings: noneIsGood,
  drillDown: [{ board: 'overview', title: 'Overview' }, leadsTo('prometheus')],
};

const teams: TablePanel = {
  kind: 'table',
  key: 'alerts-by-team',
  title: 'By severity and team',
  shows:
    'How many alerts fire, by severity and by the team that is told; notes as well, so the watchdog is one of them.',
  action: 'Is it not yours, and does nobody of that team work on it? Call them.',
  noValue: 'Nothing fires.',
  share: 6,
  queries: [{ expr: promql`sum by (severity, team) (${firing})`, legend: '' }],
  columns: [severityColumn, { field: 'team', title: 'Team' }, { field: 'Value', title: 'Alerts', width: 80 }],
  sortBy: 'Severity',
  mayBeEmpty: 'of a healthy stack nothing fires',
};

/** A link to each other board, those of the stack's author first. Boards of single SLOs are left to the one about all of them. */
function directory(stack: Stack, others: readonly Board[]): TextPanel[] {
  const { summary, team, environment, dashboards } = stack;
  const own = others.filter((board) => dashboards.includes(board));
  const builtIn = others.filter((board) => !dashboards.includes(board) && !isSloBoard(board, stack));
  const owner = `${summary} Owned by the team **${team}**, environment **${environment}**.`;
  const links = (boards: readonly Board[]) => boards.map((board) => link(board, stack)).join('\n');
  if (own.length === 0)
    return [{ kind: 'text', key: 'directory', title: 'Where to go', text: `${owner}\n\n${links(builtIn)}` }];
  return [
    { kind: 'text', key: 'own-boards', title: 'What it is for', text: `${owner}\n\n${links(own)}` },
    { kind: 'text', key: 'directory', title: 'What it runs on, and what watches it', text: links(builtIn) },
  ];
}

function link({ name, title, description }: Board, stack: Stack): string {
  return `- [**${withoutStack(title, stack)}**](/d/${boardUid(stack.name, name)}): ${firstSentence(description)}`;
}

function withoutStack(title: string, { name }: Stack): string {
  const short = title.startsWith(`${name} `) ? title.slice(name.length + 1) : title;
  return short.charAt(0).toUpperCase() + short.slice(1);
}

function firstSentence(text: string): string {
  return /^.+?[.?!](?=\s|$)/.exec(text)?.[0] ?? text;
}
