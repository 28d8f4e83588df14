import type { BinaryExpr, VectorMatching } from '../syntax/ast.ts';
import { hull } from './bounds.ts';
import { narrowByMatch } from './join.ts';
import { eitherKey, type Key, telling } from './key.ts';
import { eitherLabels, type LabelSet } from './labels.ts';
import { derive, emptiness } from './make.ts';
import { eitherMeasure } from './measure.ts';
import type { Shape } from './shape.ts';
import { sameUnit } from './units.ts';

/** What `and`, `or` and `unless` leave of their sides, which they take as they are. */
export function inferSet(expr: BinaryExpr, matching: VectorMatching, left: Shape, right: Shape): Shape {
  if (expr.operator === 'or') return either(matching, left, right);
  const everything = matching.on && matching.labels.length === 0;
  if (expr.operator === 'unless') {
    const removed = everything && right.alwaysPresent ? emptiness('the right side is always there', expr) : undefined;
    return derive(left, {
      alwaysPresent: left.alwaysPresent && right.empty !== undefined,
      empty: left.empty ?? removed,
    });
  }
  const narrowed = narrowByMatch(expr, matching, left, right);
  const never = 'never' in narrowed ? emptiness(narrowed.never, expr) : undefined;
  return derive(left, {
    ...('never' in narrowed ? {} : narrowed),
    alwaysPresent: left.alwaysPresent && right.alwaysPresent && everything,
    empty: left.empty ?? right.empty ?? never,
  });
}

function either(matching: VectorMatching, left: Shape, right: Shape): Shape {
  if (left.empty !== undefined) return derive(right, right.empty === undefined ? {} : { empty: left.empty });
  if (right.empty !== undefined) return derive(left, {});
  const labels = eitherLabels([left, right]);
  const kept = left.adapts ? right : left;
  const agreed = left.adapts || right.adapts || left.kind === right.kind;
  const observed = left.observes && right.observes && sameUnit(left.observes, right.observes);
  return derive(left, {
    ...labels,
    ...eitherMeasure(left, right),
    key: keyOfBoth(matching, left, right, labels),
    kind: agreed ? kept.kind : undefined,
    aggregated: agreed && (kept.aggregated || (!right.adapts && right.aggregated)),
    observes: left.adapts || right.adapts ? kept.observes : observed ? left.observes : undefined,
    bounds: hull(left.bounds, right.bounds),
    nan: left.nan || right.nan,
    named: left.named || right.named,
    alwaysPresent: left.alwaysPresent || right.alwaysPresent,
  });
}

/** A series of the right is there where none of the left has the labels that they are matched by: those tell the sides apart. */
function keyOfBoth({ on, labels }: VectorMatching, left: Shape, right: Shape, both: LabelSet): Key {
  const key = eitherKey([left, right], both);
  if (!on) return both.closed ? key : undefined;
  const matched = labels.map(({ name }) => name).filter((name) => name !== '__name__' && !key?.includes(name));
  return key && telling([...key, ...matched], both);
}
