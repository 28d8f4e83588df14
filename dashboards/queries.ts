import type { Annotation, Board, DashboardQuery, DataPanel, Variable } from '../stacks/model/index.ts';
import { dataPanels } from './panels.ts';
import type { UnitOf } from './units.ts';

/** Everything that a board asks, and what is done with the answers. */
export function boardQueries({ rows, variables, annotations }: Board, unitOf: UnitOf): DashboardQuery[] {
  return [
    ...variables.map(variableQuery),
    ...annotations.map(annotationQuery),
    ...dataPanels(rows).flatMap((panel) => panelQueries(panel, unitOf(panel))),
  ];
}

function panelQueries(panel: DataPanel, shown: string): DashboardQuery[] {
  const { kind, title, interval, queries } = panel;
  const columns = kind === 'table' ? panel.columns.map(({ field }) => field).filter((field) => field !== 'Value') : [];
  const reason = typeof panel.unit === 'object' ? panel.unit.because : undefined;
  return queries.map(({ expr, legend, ignore = [] }, index) => ({
    kind: 'panel',
    name: title,
    expr,
    legend,
    ...unitToCheck(kind, shown, reason, index),
    overTime: kind === 'timeseries' || kind === 'timeline' || kind === 'heatmap',
    labels: columns,
    ignore: reason !== undefined && index === 0 ? [...ignore, { check: 'NX544', reason }] : ignore,
    ...(interval !== undefined && { interval }),
  }));
}

/** The reason for another unit is about the first query, from which it would follow; what the others answer is then nobody's claim. */
function unitToCheck(
  kind: DataPanel['kind'],
  unit: string,
  reason: string | undefined,
  index: number,
): Pick<DashboardQuery, 'unit'> {
  // A heatmap's unit is that of its bounds; what it counts has none.
  if (kind === 'heatmap' || (reason !== undefined && index > 0)) return {};
  return { unit };
}

function variableQuery({ name, query }: Variable): DashboardQuery {
  return { kind: 'variable', name: `variable ${name}`, expr: query, overTime: false, labels: [], ignore: [] };
}

function annotationQuery({ name, expr, title, text, tags }: Annotation): DashboardQuery {
  const named = [title, text].flatMap((each) =>
    [...each.matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)].map(([, label]) => label ?? ''),
  );
  return {
    kind: 'annotation',
    name: `annotation ${name}`,
    expr,
    overTime: false,
    labels: [...new Set([...named, ...tags])],
    ignore: [],
  };
}
