import type { DashboardQuery } from '../stacks/model/index.ts';
import type { Annotation, Board, Panel, Variable } from './board.ts';

/** Everything that a board asks, and what is done with the answers. */
export function boardQueries({ rows, variables, annotations }: Board): DashboardQuery[] {
  const panels = rows.flatMap(({ lines }) => lines.flatMap((line) => line.panels));
  return [...variables.map(variableQuery), ...annotations.map(annotationQuery), ...panels.flatMap(panelQueries)];
}

function panelQueries(panel: Panel): DashboardQuery[] {
  const { kind, title, unit, interval, queries } = panel;
  const columns = kind === 'table' ? panel.columns.map(({ field }) => field).filter((field) => field !== 'Value') : [];
  return queries.map(({ expr, legend, ignore = [] }) => ({
    kind: 'panel',
    name: title,
    expr,
    legend,
    unit,
    overTime: kind === 'timeseries' || kind === 'timeline',
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
