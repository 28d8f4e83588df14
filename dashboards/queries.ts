import type { Annotation, Board, DashboardQuery, DataPanel, Variable } from '../stacks/model/index.ts';
import { dataPanels } from './panels.ts';

/** Everything that a board asks, and what is done with the answers. */
export function boardQueries({ rows, variables, annotations }: Board): DashboardQuery[] {
  return [
    ...variables.map(variableQuery),
    ...annotations.map(annotationQuery),
    ...dataPanels(rows).flatMap(panelQueries),
  ];
}

function panelQueries(panel: DataPanel): DashboardQuery[] {
  const { kind, title, unit, interval, queries } = panel;
  const columns = kind === 'table' ? panel.columns.map(({ field }) => field).filter((field) => field !== 'Value') : [];
  return queries.map(({ expr, legend, ignore = [] }) => ({
    kind: 'panel',
    name: title,
    expr,
    legend,
    // A heatmap's unit is that of its bounds; what it counts has none.
    ...(kind !== 'heatmap' && { unit }),
    overTime: kind === 'timeseries' || kind === 'timeline' || kind === 'heatmap',
    labels: columns,
    ignore,
    ...(interval !== undefined && { interval }),
  }));
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
