import type {
  AggregateExpr,
  BinaryExpr,
  DurationExpr,
  Expr,
  LabelMatcher,
  Modifiers,
  VectorSelector,
} from '../syntax/ast.ts';
import { unwrap } from '../syntax/walk.ts';
import { isComparison } from './compare.ts';

/**
 * Whether the left side of a division is a part of the right one, so that the quotient of numbers that are not negative lies
 * between zero and one: the same expression over fewer series, or one of the addends of the divisor.
 */
export function isPart(division: BinaryExpr): boolean {
  const left = unwrap(division.left);
  const right = unwrap(division.right);
  const { matching } = division;
  if (matching?.fill !== undefined) return false;
  if (matching === undefined) {
    // A sum over everything may be taken as a number.
    const whole = right.kind === 'Call' && right.func === 'scalar' && right.args[0] ? unwrap(right.args[0]) : undefined;
    return whole?.kind === 'AggregateExpr' && !whole.grouped && partOfSum(left, whole, []);
  }
  if (matching.card === 'one-to-one') {
    if (isAddend(left, right)) return true;
    return part(left, right);
  }
  if (matching.card !== 'many-to-one' || !matching.on || right.kind !== 'AggregateExpr') return false;
  return partOfSum(left, right, names(matching.labels));
}

/** `a / (a + b)` */
function isAddend(left: Expr, right: Expr): boolean {
  if (right.kind !== 'BinaryExpr' || right.operator !== '+' || right.matching === undefined) return false;
  const { card, written, fill } = right.matching;
  if (card !== 'one-to-one' || written || fill !== undefined) return false;
  const addends = [unwrap(right.left), unwrap(right.right)] as const;
  return addends.some((addend) => part(left, addend) || isAddend(left, addend));
}

/** `sum by (a, b) (x) / on (a) group_left sum by (a) (x)` */
function partOfSum(left: Expr, right: AggregateExpr, matched: readonly string[]): boolean {
  if (left.kind !== 'AggregateExpr' || left.operator !== 'sum' || right.operator !== 'sum') return false;
  if (left.without || right.without || !sameSet(names(right.grouping), matched)) return false;
  const groups = names(left.grouping);
  return matched.every((name) => groups.includes(name)) && part(unwrap(left.expr), unwrap(right.expr));
}

/** The same expression, but for series of the right that the left leaves out. */
function part(left: Expr, right: Expr): boolean {
  if (left.kind === 'VectorSelector' && right.kind === 'VectorSelector') return fewer(left, right);
  if (left.kind === 'MatrixSelector' && right.kind === 'MatrixSelector') {
    return sameDuration(left.range, right.range) && fewer(left.selector, right.selector);
  }
  if (left.kind === 'AggregateExpr' && right.kind === 'AggregateExpr') {
    if (!['sum', 'count', 'max'].includes(left.operator) || left.operator !== right.operator) return false;
    if (left.without !== right.without || !sameSet(names(left.grouping), names(right.grouping))) return false;
    return part(unwrap(left.expr), unwrap(right.expr));
  }
  if (left.kind === 'Call' && right.kind === 'Call') {
    if (!perSeries.has(left.func) || left.func !== right.func) return false;
    const [mine, theirs] = [left.args[0], right.args[0]];
    return mine !== undefined && theirs !== undefined && part(unwrap(mine), unwrap(theirs));
  }
  const whole = filtered(left);
  return whole !== undefined && part(whole, right);
}

/** What a filter lets through only some series of: `up` of `up == 1`. */
function filtered(expr: Expr): Expr | undefined {
  if (expr.kind !== 'BinaryExpr' || expr.returnBool) return undefined;
  if (expr.operator === 'and' || expr.operator === 'unless') return unwrap(expr.left);
  return isComparison(expr.operator) && unwrap(expr.right).kind === 'NumberLiteral' ? unwrap(expr.left) : undefined;
}

/** Functions of one range: each series of the left has the same value on the right. */
const perSeries = new Set(['rate', 'irate', 'increase', 'changes', 'resets', 'count_over_time', 'sum_over_time']);
for (const name of ['avg', 'min', 'max', 'last', 'present']) perSeries.add(`${name}_over_time`);

function fewer(left: VectorSelector, right: VectorSelector): boolean {
  if (left.extended !== right.extended || !sameModifiers(left, right)) return false;
  const others = right.matchers.filter(({ name }) => name !== '__name__');
  if (!others.every((matcher) => left.matchers.some((mine) => sameMatcher(mine, matcher)))) return false;
  const onName = right.matchers.filter(({ name }) => name === '__name__');
  return onName.every((matcher) => left.matchers.some((mine) => sameMatcher(mine, matcher))) || isBucketOf(left, right);
}

/** `x_bucket{le="0.5"}` over `x_count` */
function isBucketOf(left: VectorSelector, right: VectorSelector): boolean {
  if (left.name?.endsWith('_bucket') !== true || right.name !== left.name.replace(/_bucket$/, '_count')) return false;
  return left.matchers.some(({ name, operator }) => name === 'le' && operator === '=');
}

function sameMatcher(left: LabelMatcher, right: LabelMatcher): boolean {
  return left.name === right.name && left.operator === right.operator && left.value === right.value;
}

function sameModifiers(left: Modifiers, right: Modifiers): boolean {
  if (left.at?.time !== right.at?.time) return false;
  if (left.offset === undefined || right.offset === undefined) return left.offset === right.offset;
  return sameDuration(left.offset, right.offset);
}

/** Only of written durations: others are seldom the same, and never needed to be. */
function sameDuration(left: DurationExpr, right: DurationExpr): boolean {
  return left.kind === 'DurationLiteral' && right.kind === 'DurationLiteral' && left.seconds === right.seconds;
}

function names(labels: readonly { readonly name: string }[]): readonly string[] {
  return labels.map(({ name }) => name);
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.every((name) => right.includes(name)) && right.every((name) => left.includes(name));
}
