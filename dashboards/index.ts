// Dashboards: what an operator looks at. A board is data (`overview/`, `boards/`, and those that a stack declares itself); `grafana/` gives it
// Grafana's shape and is the only place that knows the SDK.
import {
  type AlertRule,
  type Board,
  boardUid,
  type DashboardFile,
  panelId,
  type RuleGroup,
  type Stack,
} from '../stacks/model/index.ts';
import { alertmanager } from './boards/alertmanager.ts';
import { alertBoard } from './boards/alerts.ts';
import { anomalies } from './boards/anomalies.ts';
import { batchJobs } from './boards/batch-jobs.ts';
import { containers } from './boards/containers.ts';
import { grafana } from './boards/grafana.ts';
import { home } from './boards/home.ts';
import { hosts } from './boards/hosts.ts';
import { kubernetes } from './boards/kubernetes.ts';
import { nodejs } from './boards/nodejs.ts';
import { postgres } from './boards/postgres.ts';
import { probes } from './boards/probes.ts';
import { prometheus } from './boards/prometheus.ts';
import { redis } from './boards/redis.ts';
import { services } from './boards/services.ts';
import { sloBoards } from './boards/slo.ts';
import { slos } from './boards/slos.ts';
import { testRuns } from './boards/test-runs.ts';
import { checkBoards } from './check.ts';
import { grafanaDashboard } from './grafana/dashboard.ts';
import { finalize } from './grafana/finalize.ts';
import { alertsByName, boardGuards } from './guard.ts';
import { deploys, withDeploys } from './overview/deploys.ts';
import { overview } from './overview/overview.ts';
import { dataPanels } from './panels.ts';
import { boardQueries } from './queries.ts';
import { type FindUnits, panelUnits } from './units.ts';

/** A board that follows from what a stack declares; none where that would show nothing. */
export type BoardMaker = (stack: Stack, alerts: ReadonlyMap<string, AlertRule>) => readonly Board[];

/** Every board that comes with Narthex; each decides by what a stack declares which panels it has. */
const makers: readonly BoardMaker[] = [
  (stack, alerts) => [overview(stack, alerts)],
  services,
  nodejs,
  postgres,
  redis,
  probes,
  batchJobs,
  testRuns,
  containers,
  kubernetes,
  hosts,
  alertBoard,
  slos,
  sloBoards,
  anomalies,
  prometheus,
  alertmanager,
  grafana,
];

/**
 * The boards of a stack as data: those that follow from what it declares, the way to all of them, then its own. Throws a `NarthexError` for
 * boards of the author that cannot be (NX136, NX137).
 */
export function boardsOf(stack: Stack, alerts: ReadonlyMap<string, AlertRule>): readonly Board[] {
  const made = makers.flatMap((make) => make(stack, alerts));
  const boards = checkBoards([...made, home(stack, alerts, [...made, ...stack.dashboards])], stack);
  const marks = deploys(stack);
  return boards.map((board) => withDeploys(board, marks));
}

/**
 * The dashboards of a stack: its boards in the shape that Grafana reads. Its alerts give panels their thresholds and links; `find` tells
 * the units of panels that declare none. Same stack, same bytes. Throws as {@link boardsOf}, and NX138 for a panel without a unit.
 */
export function dashboards(stack: Stack, groups: readonly RuleGroup[], find: FindUnits): DashboardFile[] {
  const alerts = alertsByName(groups);
  const boards = boardsOf(stack, alerts);
  const unitOf = panelUnits(boards, stack, find);
  const context = { stack, alerts, boards: new Set(boards.map(({ name }) => name)), unitOf };
  return boards.map((board) => ({
    uid: boardUid(stack.name, board.name),
    title: board.title,
    json: finalize(grafanaDashboard(board, context)),
    variables: ['datasource', ...board.variables.map(({ name }) => name)],
    queries: boardQueries(board, unitOf),
    guards: boardGuards(board, alerts),
    mayBeEmpty: reasonsToBeEmpty(board),
    ignore: meantFindings(board),
  }));
}

function reasonsToBeEmpty({ name, rows }: Board): DashboardFile['mayBeEmpty'] {
  return Object.fromEntries(
    dataPanels(rows).flatMap(({ key, mayBeEmpty }) =>
      mayBeEmpty === undefined ? [] : [[panelId(`${name}/${key}`), mayBeEmpty]],
    ),
  );
}

function meantFindings({ name, rows, ignore = [] }: Board): NonNullable<DashboardFile['ignore']> {
  const panels = rows.flatMap(({ lines }) => lines.flatMap((line) => line.panels));
  return [
    ...ignore,
    ...panels.flatMap(({ key, ignore: own = [] }) =>
      own.map((each) => ({ ...each, panel: panelId(`${name}/${key}`) })),
    ),
  ];
}
