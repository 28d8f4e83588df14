// Dashboards: what an operator looks at. A board is data (`overview/`, and those that a stack declares itself); `grafana/` gives it
// Grafana's shape and is the only place that knows the SDK.
import type { AlertRule, Board, DashboardFile, RuleGroup, Stack } from '../stacks/model/index.ts';
import { checkBoards } from './check.ts';
import { grafanaDashboard } from './grafana/dashboard.ts';
import { finalize } from './grafana/finalize.ts';
import { alertsByName, boardGuards } from './guard.ts';
import { boardUid } from './identity.ts';
import { overview } from './overview/overview.ts';
import { boardQueries } from './queries.ts';

/** A board that follows from what a stack declares; none where that would show nothing. */
export type BoardMaker = (stack: Stack, alerts: ReadonlyMap<string, AlertRule>) => readonly Board[];

/** Every board that comes with Narthex; each decides by what a stack declares which panels it has. */
const makers: readonly BoardMaker[] = [(stack, alerts) => [overview(stack, alerts)]];

/**
 * The dashboards of a stack: those that follow from what it declares, then its own. Its alerts give panels their thresholds and links.
 * Same stack, same bytes. Throws a `NarthexError` for boards of the author that cannot be (NX136, NX137).
 */
export function dashboards(stack: Stack, groups: readonly RuleGroup[]): DashboardFile[] {
  const alerts = alertsByName(groups);
  const boards = checkBoards(
    makers.flatMap((make) => make(stack, alerts)),
    stack,
  );
  const context = { stack, alerts, boards: new Set(boards.map(({ name }) => name)) };
  return boards.map((board) => ({
    uid: boardUid(stack.name, board.name),
    title: board.title,
    json: finalize(grafanaDashboard(board, context)),
    variables: ['datasource', ...board.variables.map(({ name }) => name)],
    queries: boardQueries(board),
    guards: boardGuards(board, alerts),
  }));
}
