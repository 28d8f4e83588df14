import {
  type Board,
  type DashboardQuery,
  type DataPanel,
  NarthexError,
  type Problem,
  type Stack,
} from '../stacks/model/index.ts';
import { dataPanels } from './panels.ts';

/** A query of a panel whose unit is to be found. */
export interface UnitQuestion {
  readonly expr: DashboardQuery['expr'];
  /** Each value stands as a number of its own, on an axis, or the panel shows the bounds within which values are counted. */
  readonly shows: 'number' | 'axis' | 'bounds';
  /** The names of the variables of its dashboard. */
  readonly variables: readonly string[];
}

/** Finds Grafana's unit of what each query answers; `undefined` where nobody knows. */
export type FindUnits = (questions: readonly UnitQuestion[]) => readonly (string | undefined)[];

/** Grafana's id of the unit of a panel. Throws an `Error` for a panel of another stack. */
export type UnitOf = (panel: DataPanel) => string;

/**
 * The units in which the panels of a stack show values: what a panel declares, else that of its first query. Throws a `NarthexError`
 * (NX138) for panels of which nobody knows it.
 */
export function panelUnits(boards: readonly Board[], stack: Stack, find: FindUnits): UnitOf {
  const all = boards.flatMap((board) => dataPanels(board.rows).map((panel) => ({ board, panel })));
  const open = all.flatMap(({ board, panel }) => {
    const [query] = panel.queries;
    return panel.unit === undefined && query !== undefined ? [{ board, panel, query }] : [];
  });
  const found = find(
    open.map(({ board, panel, query }) => ({
      expr: query.expr,
      shows: shows[panel.kind],
      variables: ['datasource', ...board.variables.map(({ name }) => name)],
    })),
  );
  const inferred = new Map(open.map(({ panel }, index) => [panel, found[index]]));
  const units = new Map<DataPanel, string>();
  const problems: Problem[] = [];
  for (const { board, panel } of all) {
    const unit = declaredUnit(panel) ?? inferred.get(panel);
    if (unit !== undefined) units.set(panel, unit);
    else problems.push(nobodyKnows(board, panel, stack));
  }
  if (problems.length > 0) throw new NarthexError(`Panels of '${stack.name}' have no unit.`, problems);
  return (panel) => {
    const unit = units.get(panel);
    if (unit === undefined) throw new Error(`panel '${panel.key}' is on none of these boards`);
    return unit;
  };
}

/** What the panel itself says of its unit. */
export function declaredUnit({ unit }: DataPanel): string | undefined {
  return typeof unit === 'object' ? unit.is : unit;
}

const shows: Readonly<Record<DataPanel['kind'], UnitQuestion['shows']>> = {
  stat: 'number',
  gauge: 'number',
  table: 'number',
  timeline: 'number',
  timeseries: 'axis',
  bargauge: 'axis',
  heatmap: 'bounds',
};

function nobodyKnows({ name }: Board, panel: DataPanel, stack: Stack): Problem {
  const own = stack.dashboards.findIndex((board) => board.name === name);
  return {
    code: 'NX138',
    path: own < 0 ? ['dashboards', name] : ['dashboards', `${own}`, 'rows'],
    message: `nothing says in which unit panel '${panel.key}' (${panel.title}) of the dashboard '${name}' counts`,
    fix: "declare it (`unit: 'short'` for a count, `unit: 'percentunit'` for a share), or give the metric that it reads a unit in its catalog",
  };
}
