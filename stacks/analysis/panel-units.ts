import {
  alertSeries,
  type Catalog,
  catalogOf,
  type Expr,
  type Expression,
  infer,
  inferredUnit,
  PromqlError,
  type Shows,
  tryParse,
  withoutUnknownValues,
  withoutVariables,
} from '../../promql/index.ts';
import type { RuleGroup } from '../model/index.ts';
import { type Sources, stackCatalog } from './catalog.ts';
import { nameMatchers, readNames } from './reads.ts';
import { isTooLong } from './too-long.ts';

/** A query of a panel whose unit is to be found. */
export interface UnitQuestion {
  /** May hold variables of Grafana. */
  readonly expr: Expression;
  readonly shows: Shows;
  /** The names of the variables of its dashboard. */
  readonly variables: readonly string[];
}

/**
 * Grafana's unit of what each of these queries answers in a stack; `undefined` where nobody knows. Only what they read is looked up in
 * the catalog, and only rules that they read are followed.
 */
export function panelUnits(
  plan: Pick<Sources, 'sources' | 'groups' | 'stack'>,
  questions: readonly UnitQuestion[],
): (string | undefined)[] {
  const trees = questions.map(({ expr, variables }) => treeOf(expr, new Set(variables)));
  const { groups, names, trees: rules } = readOf(plan.groups, trees);
  const sources = plan.sources.map((source) => ({ ...source, stored: [...names] }));
  const declared = stackCatalog({ ...plan, sources, groups, workloads: [] }, (expression) => rules.get(expression));
  const catalog = withAlerts(declared);
  return questions.map(({ shows }, index) => {
    const tree = trees[index];
    return tree && inferredUnit(tree, infer(tree, catalog), shows);
  });
}

/** What Prometheus writes about alerts is in the same units for all of them, so that one stands for hundreds. */
function withAlerts(catalog: Catalog): Catalog {
  const any = alertSeries({ name: 'any', interval: 0 }).map((series) => ({ ...series, labels: new Map() }));
  const alerts = catalogOf(any, true);
  return { ...catalog, find: (name) => (name.startsWith('ALERTS') ? alerts : catalog).find(name) };
}

/** What there is to infer from. Nothing is said of metrics that are chosen by a pattern: any of them may be meant. */
function treeOf(expression: Expression, names: ReadonlySet<string>): Expr | undefined {
  const { text, variables } = withoutVariables(expression.text, { names });
  const tree = tryParse(text);
  if (tree instanceof PromqlError || isTooLong(tree)) return undefined;
  if (nameMatchers(tree).some(({ operator }) => operator !== '=')) return undefined;
  return withoutUnknownValues(tree, variables);
}

interface Read {
  /** The names of all series that are read, by queries or by rules that these read. */
  readonly names: ReadonlySet<string>;
  /** The recording rules that are read. */
  readonly groups: readonly RuleGroup[];
  readonly trees: ReadonlyMap<Expression, Expr>;
}

function readOf(all: readonly RuleGroup[], queries: readonly (Expr | undefined)[]): Read {
  const records = new Map<string, Expression[]>();
  for (const { rules } of all) {
    for (const { kind, name, expr } of rules) {
      if (kind === 'recording') records.set(name, [...(records.get(name) ?? []), expr]);
    }
  }
  const names = new Set<string>();
  const trees = new Map<Expression, Expr>();
  const waiting = queries.flatMap((query) => (query === undefined ? [] : readNames(query)));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (names.has(name)) continue;
    names.add(name);
    for (const expr of records.get(name) ?? []) {
      const tree = tryParse(expr.text);
      if (tree instanceof PromqlError) continue;
      trees.set(expr, tree);
      waiting.push(...readNames(tree));
    }
  }
  const groups = all.map((group) => ({
    ...group,
    rules: group.rules.filter(({ kind, name }) => kind === 'recording' && names.has(name)),
  }));
  return { names, groups, trees };
}
