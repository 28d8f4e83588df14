import type { AggregateExpr, BinaryExpr, Call, Expr } from './syntax/ast.ts';
import { unwrap } from './syntax/walk.ts';

/** Aggregations that choose series and leave their labels as they are. */
const choosing = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);
/** Functions of one vector that change values alone, and where among the arguments the vector stands. */
const ofValues = new Set(['sort', 'sort_desc', 'clamp', 'clamp_min', 'clamp_max', 'round', 'ceil', 'floor', 'abs']);

/** The labels that all series of an expression are grouped by, in the order in which they are written; `undefined` where its outermost part does not say so. */
export function groupedLabels(expr: Expr): readonly string[] | undefined {
  const outer = unwrap(expr);
  if (outer.kind === 'AggregateExpr') return ofAggregation(outer);
  if (outer.kind === 'Call') return ofCall(outer);
  if (outer.kind === 'BinaryExpr') return ofBinary(outer);
  return outer.kind === 'UnaryExpr' ? groupedLabels(outer.expr) : undefined;
}

function ofAggregation({ operator, expr, grouping, without }: AggregateExpr): readonly string[] | undefined {
  if (choosing.has(operator)) return groupedLabels(expr);
  return without || operator === 'count_values' ? undefined : grouping.map(({ name }) => name);
}

function ofCall({ func, args }: Call): readonly string[] | undefined {
  const [first, second] = args;
  if (func === 'histogram_quantile' && second !== undefined)
    return groupedLabels(second)?.filter((label) => label !== 'le');
  return ofValues.has(func) && first !== undefined ? groupedLabels(first) : undefined;
}

function ofBinary({ operator, left, right, matching }: BinaryExpr): readonly string[] | undefined {
  if (unwrap(right).kind === 'NumberLiteral') return groupedLabels(left);
  if (unwrap(left).kind === 'NumberLiteral') return groupedLabels(right);
  if (operator === 'and' || operator === 'unless') return groupedLabels(left);
  const [mine, theirs] = [groupedLabels(left), groupedLabels(right)];
  const alike = mine !== undefined && theirs !== undefined && sameNames(mine, theirs);
  return alike && (operator === 'or' || matching?.written !== true) ? mine : undefined;
}

function sameNames(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name) => right.includes(name));
}
