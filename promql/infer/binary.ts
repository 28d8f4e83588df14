import type { BinaryExpr, VectorMatching } from '../syntax/ast.ts';
import { computed } from './arithmetic.ts';
import { exactly, hull, zeroToOne } from './bounds.ts';
import { isComparison, judge, mirror, passing, type Verdict } from './compare.ts';
import { type Joined, joinLabels } from './join.ts';
import type { LabelSet } from './labels.ts';
import { derive, emptiness, readBy, unknownShape } from './make.ts';
import { plainMeasure } from './measure.ts';
import { inferSet } from './set.ts';
import type { Emptiness, Shape } from './shape.ts';

/** What a binary operator makes of its sides. */
export function inferBinary(expr: BinaryExpr, left: Shape, right: Shape): Shape {
  const selections = readBy([left, right]);
  if (left.type === 'vector' && right.type === 'vector') {
    const matching = expr.matching ?? plainMatching;
    if (matching.card === 'many-to-many') return { ...inferSet(expr, matching, left, right), selections };
    return { ...betweenVectors(expr, matching, left, right), selections };
  }
  if (!isNumber(left) || !isNumber(right)) return unknownShape('vector', selections);
  // The vector of the two gives the labels.
  const vector = right.type === 'vector' ? right : left;
  const value = isComparison(expr.operator) ? compared(expr, left, right, vector) : computed(expr, left, right);
  return derive(vector, { ...value, selections, empty: vector.empty ?? value.empty });
}

const plainMatching: VectorMatching = { card: 'one-to-one', on: false, written: false, labels: [], include: [] };

function isNumber({ type }: Shape): boolean {
  return type === 'vector' || type === 'scalar';
}

function betweenVectors(expr: BinaryExpr, matching: VectorMatching, left: Shape, right: Shape): Shape {
  const joined = joinLabels(expr, matching, left, right);
  const fill = matching.fill ?? {};
  const mine = filled(left, fill.left);
  const theirs = filled(right, fill.right);
  const value = isComparison(expr.operator) ? compared(expr, mine, theirs, mine) : computed(expr, mine, theirs);
  const labels: LabelSet & { readonly key: Shape['key'] } = 'never' in joined ? unmatched(left) : joined;
  const bare = (shape: Shape): boolean => shape.alwaysPresent && shape.closed && shape.labels.size === 0;
  const filter = isComparison(expr.operator) && !expr.returnBool;
  return derive(left, {
    ...value,
    labels: labels.labels,
    closed: labels.closed,
    key: labels.key,
    // One to one, `on` keeps only the labels that it names.
    named: filter && keptName(matching, left, right),
    alwaysPresent: bare(left) && bare(right) && (!filter || value.vacuous !== undefined),
    empty: emptySide(fill, left, right) ?? neverMatched(expr, joined) ?? value.empty,
  });
}

function unmatched({ labels, closed }: Shape): LabelSet & { readonly key: undefined } {
  return { labels, closed, key: undefined };
}

function keptName({ card, on, labels }: VectorMatching, left: Shape, right: Shape): boolean {
  if (card === 'one-to-many') return right.named;
  return left.named && (card === 'many-to-one' || labels.some(({ name }) => name === '__name__') === on);
}

function emptySide(fill: NonNullable<VectorMatching['fill']>, left: Shape, right: Shape): Emptiness | undefined {
  if (fill.left === undefined && fill.right === undefined) return left.empty ?? right.empty;
  if (left.empty !== undefined && fill.left === undefined) return left.empty;
  if (right.empty !== undefined && fill.right === undefined) return right.empty;
  return left.empty && right.empty ? left.empty : undefined;
}

function neverMatched(expr: BinaryExpr, joined: Joined): Emptiness | undefined {
  return 'never' in joined ? emptiness(joined.never, expr) : undefined;
}

function filled(side: Shape, value: number | undefined): Shape {
  return value === undefined ? side : { ...side, bounds: hull(side.bounds, exactly(value)) };
}

/** Of a comparison: `kept` is the side whose values pass. */
function compared(expr: BinaryExpr, left: Shape, right: Shape, kept: Shape): Partial<Shape> {
  const { operator } = expr;
  if (!isComparison(operator)) return {};
  const verdict = judge({ ...expr, operator }, left, right);
  const vacuous = verdict && 'always' in verdict ? emptiness(verdict.always, expr) : undefined;
  if (expr.returnBool || kept.type === 'scalar') return answer(verdict, vacuous);
  const limit = kept === left ? right : left;
  const empty = verdict && 'never' in verdict ? emptiness(verdict.never, expr) : undefined;
  return {
    bounds: passing(kept === left ? operator : mirror(operator), kept.bounds, limit.bounds),
    nan: kept.nan && operator === '!=',
    alwaysPresent: kept.alwaysPresent && vacuous !== undefined,
    vacuous,
    empty,
  };
}

/** Of a comparison with `bool`. */
function answer(verdict: Verdict, vacuous: Emptiness | undefined): Partial<Shape> {
  const known = verdict === undefined ? zeroToOne : exactly('always' in verdict ? 1 : 0);
  return { ...plainMeasure, ...plainNumbers, bounds: known, vacuous };
}

const plainNumbers = { kind: 'gauge', aggregated: false, observes: undefined, nan: false, named: false } as const;
