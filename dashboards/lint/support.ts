import { type Expr, groupedLabels, unwrap, type VectorSelector, walk } from '../../promql/index.ts';
import { references } from '../expand/index.ts';
import { at, isRecord, type Json, type JsonRecord, records, text } from '../json.ts';
import type { BoardView, PanelView, TargetView } from './view.ts';

/** Kinds of panels that show one value of each series. */
export const singleValued = ['stat', 'gauge', 'bargauge', 'piechart'];

/** The setting of a panel's fields: `setting(panel, 'unit')`. */
export function setting({ json }: PanelView, ...keys: readonly string[]): Json | undefined {
  return at(json, 'fieldConfig', 'defaults', ...keys);
}

/** An option of a panel: `option(panel, 'legend', 'calcs')`. */
export function option({ json }: PanelView, ...keys: readonly string[]): Json | undefined {
  return at(json, 'options', ...keys);
}

/** The first variable for a data source is one for Prometheus; only then do the rules about `job` and `instance` mean a dashboard. */
export function isForPrometheus({ variables }: BoardView): boolean {
  return text(variables.find(({ type }) => type === 'datasource')?.json.query) === 'prometheus';
}

/** The steps of thresholds besides the first, which is the colour below them all. */
export function thresholds(panel: PanelView): number[] {
  return records(setting(panel, 'thresholds', 'steps')).flatMap(({ value }) =>
    typeof value === 'number' ? [value] : [],
  );
}

/** The name that a query gives its series; `undefined` where Grafana chooses. */
export function legendOf({ json }: TargetView): string | undefined {
  const legend = text(json.legendFormat)?.trim();
  return legend === '' || legend === '__auto' ? undefined : legend;
}

/** Whether a panel may show more than one series. */
export function hasSeveralSeries({ targets }: PanelView): boolean {
  return (
    targets.length > 1 || targets.some((target) => legendOf(target)?.includes('{{') || !isOneSeries(target.parsed))
  );
}

/** Whether an expression has one series at most. */
function isOneSeries(expr: Expr | undefined): boolean {
  if (expr === undefined) return true;
  const outer = unwrap(expr);
  switch (outer.kind) {
    case 'NumberLiteral':
      return true;
    case 'AggregateExpr':
      return outer.grouping.length === 0 && !outer.without && !several.includes(outer.operator);
    case 'BinaryExpr':
      return isOneSeries(outer.left) && isOneSeries(outer.right);
    case 'UnaryExpr':
      return isOneSeries(outer.expr);
    case 'Call':
      return outer.args.length === 0 || outer.args.some((arg) => arg.kind !== 'NumberLiteral' && isOneSeries(arg));
    default:
      return false;
  }
}

const several = ['topk', 'bottomk', 'limitk', 'limit_ratio', 'count_values'];

/** The selectors of an expression. */
export function selectors(expr: Expr | undefined): VectorSelector[] {
  return expr === undefined ? [] : walk(expr).filter((part) => part.kind === 'VectorSelector');
}

/** What stands in the query as its author wrote it. */
export function written(
  { expr, query }: Pick<TargetView, 'expr' | 'query'>,
  span: { from: number; to: number },
): string {
  const { from, to } = query.original(span);
  return expr.slice(from, to);
}

/** The labels that the series of a query have, where its outermost part says so and none of them is a variable. */
export function labelsOfTarget({ expr, parsed }: TargetView): readonly string[] | undefined {
  return parsed === undefined || groupsByVariable(expr) ? undefined : groupedLabels(parsed);
}

/** Whether an aggregation of a query as it is written names a variable among its labels. */
export function groupsByVariable(expr: string): boolean {
  return /\b(?:by|without)\s*\([^)]*[$[]/.test(expr);
}

/** Whether a panel of a kind that draws lines has more than one of them. */
export function isGraphOfSeveral(panel: PanelView): boolean {
  return panel.type === 'timeseries' && hasSeveralSeries(panel);
}

/** Names of variables in a text. */
export function variableNames(value: string): string[] {
  return references(value).map(({ name }) => name);
}

/** Place of a panel in the grid. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** The place of a panel; `undefined` where it has none of numbers. */
export function placeOf({ gridPos }: JsonRecord): Place | undefined {
  if (!isRecord(gridPos)) return undefined;
  const { x = 0, y = 0, w = 0, h = 0 } = gridPos;
  const numbers = [x, y, w, h].every((each) => typeof each === 'number');
  return numbers ? ({ x, y, w, h } as Place) : undefined;
}
