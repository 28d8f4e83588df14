// Dashboards: what an operator looks at. A board is data (`board.ts`, `overview/`); `grafana/` gives it Grafana's shape and is the only
// place that knows the SDK.
import type { AlertRule, DashboardFile, RuleGroup, Stack } from '../stacks/model/index.ts';
import type { Board } from './board.ts';
import { grafanaDashboard } from './grafana/dashboard.ts';
import { finalize } from './grafana/finalize.ts';
import { alertsByName, boardGuards } from './guard.ts';
import { boardUid } from './identity.ts';
import { overview } from './overview/overview.ts';
import { boardQueries } from './queries.ts';

/** Every board; each decides by what a stack declares which panels it has. */
const boards: readonly ((stack: Stack, alerts: ReadonlyMap<string, AlertRule>) => Board)[] = [overview];

/** The dashboards of a stack. Its alerts give panels their thresholds and links. Same stack, same bytes. */
export function dashboards(stack: Stack, groups: readonly RuleGroup[]): DashboardFile[] {
  const alerts = alertsByName(groups);
  return boards.map((make) => {
    const board = make(stack, alerts);
    return {
      uid: boardUid(stack.name, board.name),
      title: board.title,
      json: finalize(grafanaDashboard(board, stack, alerts)),
      variables: ['datasource', ...board.variables.map(({ name }) => name)],
      queries: boardQueries(board),
      guards: boardGuards(board, alerts),
    };
  });
}
