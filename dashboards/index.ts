// Dashboards: what an operator looks at. A board is data (`board.ts`, `overview/`); `grafana/` gives it Grafana's shape and is the only
// place that knows the SDK.
import type { NamedMetric } from '../promql/index.ts';
import type { AlertRule, DashboardFile, RuleGroup, Stack } from '../stacks/model/index.ts';
import type { Board } from './board.ts';
import { grafanaDashboard } from './grafana/dashboard.ts';
import { finalize } from './grafana/finalize.ts';
import { alertsByName } from './guard.ts';
import { boardUid } from './identity.ts';
import { overview } from './overview/overview.ts';

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
      metrics: readMetrics(board),
    };
  });
}

/** The metrics that anything on a board reads: panels, variables, annotations. */
function readMetrics({ rows, variables, annotations }: Board): NamedMetric[] {
  const queries = rows.flatMap(({ lines }) => lines.flatMap(({ panels }) => panels.flatMap((panel) => panel.queries)));
  const expressions = [
    ...queries.map(({ expr }) => expr),
    ...variables.map(({ query }) => query),
    ...annotations.map(({ expr }) => expr),
  ];
  const metrics = expressions.flatMap((expression) => expression.metrics);
  return [...new Map(metrics.map((metric) => [metric.name, metric])).values()];
}
