import type { JsonPath } from '../json.ts';
import type { BoardView, PanelView, TargetView, VariableView } from './view.ts';
import type { Ways } from './ways.ts';

/** What is known besides the dashboard. What is left out is not known, and nothing is said of it. */
export interface BoardFacts {
  /** The numbers at which alerts fire, by the name of the alert; `undefined` for one that compares with none. */
  readonly alerts?: ReadonlyMap<string, number | undefined>;
  /** The names of the variables of every known dashboard, by its uid. */
  readonly boards?: ReadonlyMap<string, readonly string[]>;
  /** Where every known dashboard leads to, by its uid. */
  readonly ways?: ReadonlyMap<string, Ways>;
  /** There are no other dashboards than `boards`. */
  readonly complete?: boolean;
  /** Metrics that are no counters, whatever their names end in. */
  readonly gauges?: ReadonlySet<string>;
  /** Labels that have a handful of values on every metric. */
  readonly fewValued?: ReadonlySet<string>;
  /** How often metrics are scraped, in seconds. */
  readonly scrapeInterval?: number;
}

/** Something in a dashboard that a rule speaks against. */
export interface Breach {
  /** From the top of the dashboard to the innermost part that is there. */
  readonly path: JsonPath;
  /** Title of the panel in which it is. */
  readonly panel?: string;
  readonly message: string;
  readonly fix: string;
}

/** One rule of the linter. */
export interface DashboardRule {
  /** In small letters with hyphens. Those of Grafana's dashboard-linter have its names. */
  readonly id: string;
  /** `error`: something is not shown, or shows what is wrong. `warning`: it works, and misleads or wastes. */
  readonly severity: 'error' | 'warning';
  /** What happens to somebody who looks at such a dashboard. */
  readonly why: string;
  /** The check of expressions that says the same where it knows the metrics. */
  readonly sameAs?: `NX${number}`;
  readonly run: (board: BoardView, facts: BoardFacts) => Iterable<Breach>;
}

/** What is wrong with a part, before it has its whole path. */
export interface Fault {
  /** Keys from the part; what is not there yet is cut off. */
  readonly at?: JsonPath;
  readonly message: string;
  readonly fix: string;
}

type Faults = readonly Fault[] | Fault | undefined;

/** Looks at the dashboard as a whole. */
export function ofBoard(check: (board: BoardView, facts: BoardFacts) => Faults): DashboardRule['run'] {
  return (board, facts) => breaches(check(board, facts), { json: board.json, path: [] });
}

/** Looks at every panel that is no row. */
export function eachPanel(
  check: (panel: PanelView, board: BoardView, facts: BoardFacts) => Faults,
): DashboardRule['run'] {
  return (board, facts) => board.panels.flatMap((panel) => breaches(check(panel, board, facts), panel, panel.title));
}

/** Looks at every query of every panel that Prometheus answers. */
export function eachTarget(
  check: (target: TargetView, panel: PanelView, board: BoardView, facts: BoardFacts) => Faults,
): DashboardRule['run'] {
  return (board, facts) =>
    board.panels.flatMap((panel) =>
      panel.targets.flatMap((target) => breaches(check(target, panel, board, facts), target, panel.title)),
    );
}

/** Looks at every variable. */
export function eachVariable(check: (variable: VariableView, board: BoardView) => Faults): DashboardRule['run'] {
  return (board) => board.variables.flatMap((variable) => breaches(check(variable, board), variable));
}

/** Faults of a part with their whole paths. */
export function breaches(faults: Faults, part: Pick<PanelView, 'json' | 'path'>, panel?: string): Breach[] {
  const all = faults === undefined ? [] : 'message' in faults ? [faults] : faults;
  return all.map(({ at = [], message, fix }) => ({
    path: [...part.path, ...present(part.json, at)],
    ...(panel !== undefined && { panel }),
    message,
    fix,
  }));
}

/** The keys that lead to something, up to the first that does not. */
function present(json: unknown, path: JsonPath): JsonPath {
  let inner = json;
  for (const [index, key] of path.entries()) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return path.slice(0, index);
    inner = (inner as Record<string | number, unknown>)[key];
  }
  return path;
}
