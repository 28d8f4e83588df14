import type { BinaryExpr } from '../syntax/ast.ts';
import * as bounds from './bounds.ts';
import type { Bounds, SeriesKind } from './catalog.ts';
import {
  type Measure,
  measureOf,
  plainMeasure,
  powerMeasure,
  productMeasure,
  remainderMeasure,
  sumMeasure,
} from './measure.ts';
import { isPart } from './ratio.ts';
import type { Shape } from './shape.ts';

/** What arithmetic makes of the numbers of both sides; not of their labels. */
export function computed(expr: BinaryExpr, left: Shape, right: Shape): Partial<Shape> {
  const kind = kindOf(expr, left, right);
  return {
    ...measured(expr, left, right),
    ...kind,
    observes: kind.kind === 'gauge' ? undefined : (left.observes ?? right.observes),
    bounds: boundsOf(expr, left, right),
    nan: left.nan || right.nan || mayMakeNaN(expr, left, right),
    named: false,
  };
}

function measured({ operator }: BinaryExpr, left: Shape, right: Shape): Measure {
  switch (operator) {
    case '+':
    case '-':
      return sumMeasure(operator, left, right);
    case '*':
    case '/':
      return productMeasure(operator, left, right);
    case '%':
      return remainderMeasure(left);
    case '^':
      return powerMeasure(left, right);
    case 'atan2':
      return plainMeasure;
    default:
      return measureOf(left);
  }
}

function boundsOf(expr: BinaryExpr, left: Shape, right: Shape): Bounds {
  switch (expr.operator) {
    case '+':
      return bounds.add(left.bounds, right.bounds);
    case '-':
      return bounds.subtract(left.bounds, right.bounds);
    case '*':
      return bounds.multiply(left.bounds, right.bounds);
    case '/': {
      const ratio = bounds.divide(left.bounds, right.bounds);
      const positive = left.bounds.min >= 0 && right.bounds.min >= 0;
      return positive && isPart(expr) ? bounds.within(ratio, bounds.zeroToOne) : ratio;
    }
    case '%':
      return bounds.modulo(left.bounds, right.bounds);
    case '^':
      return bounds.power(left.bounds, right.bounds);
    case 'atan2':
      return { min: -Math.PI, max: Math.PI };
    default:
      return left.bounds;
  }
}

function mayMakeNaN({ operator }: BinaryExpr, left: Shape, right: Shape): boolean {
  // What is divided by zero is infinite, and becomes NaN as soon as anything is taken from it.
  if (operator === '/' || operator === '%') return bounds.mayBeZero(right.bounds);
  return operator === '^' && left.bounds.min < 0;
}

/** A counter times a written number, or times an info metric, counts on; the sum of two counters does as a sum over many does. */
function kindOf(
  { operator }: BinaryExpr,
  left: Shape,
  right: Shape,
): { kind: SeriesKind | undefined; aggregated: boolean } {
  const gauge = { kind: 'gauge', aggregated: false } as const;
  if (left.kind === undefined || right.kind === undefined) return { kind: undefined, aggregated: false };
  if (left.kind === 'histogram' || right.kind === 'histogram') return { kind: 'histogram', aggregated: false };
  const counts = (shape: Shape): boolean => shape.kind === 'counter' || shape.kind === 'bucket';
  if (operator === '+' && counts(left) && counts(right)) return { kind: 'counter', aggregated: true };
  const factor = (shape: Shape): boolean => shape.kind === 'info' || (shape.adapts && shape.bounds.min > 0);
  const own = ({ kind, aggregated }: Shape) => ({ kind, aggregated });
  if ((operator === '*' || operator === '/') && counts(left) && factor(right)) return own(left);
  return operator === '*' && factor(left) && counts(right) ? own(right) : gauge;
}
