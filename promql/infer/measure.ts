import { exactValue } from './bounds.ts';
import type { Shape } from './shape.ts';
import { addUnits, divideUnits, multiplyUnits, plain, raiseUnit, sameUnit, seconds, subtractUnits } from './units.ts';

/** What the numbers of an expression measure. */
export type Measure = Pick<Shape, 'unit' | 'scale' | 'adapts'>;

/** Nobody knows. */
export const unknownMeasure: Measure = { unit: undefined, scale: 1, adapts: false };
/** A count, a ratio, or the answer of `bool`. */
export const plainMeasure: Measure = { unit: plain, scale: 1, adapts: false };
const adapting: Measure = { unit: undefined, scale: 1, adapts: true };

/** Of `+` and `-`. A written number takes on the unit of the other side. */
export function sumMeasure(operator: '+' | '-', left: Measure, right: Measure): Measure {
  if (right.adapts) return measureOf(left);
  if (left.adapts) return operator === '-' && right.unit?.instant === true ? unknownMeasure : measureOf(right);
  const unit = (operator === '+' ? addUnits : subtractUnits)(left.unit, right.unit);
  return unit === undefined || left.scale !== right.scale ? unknownMeasure : { unit, scale: left.scale, adapts: false };
}

/** Of `*` and `/`. A written number changes only how large the unit is that is counted in. */
export function productMeasure(operator: '*' | '/', left: Shape, right: Shape): Measure {
  if (left.adapts && right.adapts) return adapting;
  const divides = operator === '/';
  if (right.adapts) return scaled(left, conversion(divides ? 1 / factor(right) : factor(right), left));
  if (left.adapts) {
    const inverse = divides ? { ...left, unit: raiseUnit(right.unit, -1), scale: 1 / right.scale } : right;
    return scaled(inverse, conversion(factor(left), inverse));
  }
  const unit = (divides ? divideUnits : multiplyUnits)(left.unit, right.unit);
  return scaled({ unit, scale: divides ? left.scale / right.scale : left.scale * right.scale }, 1);
}

/** Of `%`: what is left of a point in time is a length of time. */
export function remainderMeasure(left: Measure): Measure {
  if (left.adapts) return adapting;
  return left.unit?.instant === true ? { ...measureOf(left), unit: seconds } : measureOf(left);
}

/** Of `^`. */
export function powerMeasure(left: Shape, right: Shape): Measure {
  if (left.adapts && right.adapts) return adapting;
  const exponent = exactValue(right.bounds);
  if (!left.adapts && right.adapts && exponent !== undefined) {
    return scaled({ unit: raiseUnit(left.unit, exponent), scale: left.scale ** exponent }, 1);
  }
  return unknownMeasure;
}

/** Of what is one or the other. */
export function eitherMeasure(left: Measure, right: Measure): Measure {
  if (right.adapts) return measureOf(left);
  if (left.adapts) return measureOf(right);
  if (left.unit === undefined || right.unit === undefined || left.scale !== right.scale) return unknownMeasure;
  return sameUnit(left.unit, right.unit) ? measureOf(left) : unknownMeasure;
}

/** The measure of a shape alone. */
export function measureOf({ unit, scale, adapts }: Measure): Measure {
  return { unit, scale, adapts };
}

/** A written number; NaN where it is not known which one. */
function factor({ bounds }: Shape): number {
  return exactValue(bounds) ?? Number.NaN;
}

/** What a written factor says about the unit. */
function conversion(by: number, { unit }: Pick<Measure, 'unit'>): number {
  const size = Math.abs(by);
  if (unit?.powers.bytes !== undefined && (size === 8 || size === 1 / 8)) return by;
  // "Twice as much as yesterday", a half of a sum of two: no unit is so near to another that this could be meant to convert.
  // `0 * x` is none of what x counts.
  return size === 0 || (size > 1 / nearestUnits && size < nearestUnits) ? 1 : by;
}

/** The least factor between two units of one kind, other than bits and bytes: seconds and minutes. */
const nearestUnits = 60;

function scaled({ unit, scale }: Pick<Measure, 'unit' | 'scale'>, by: number): Measure {
  const result = Math.abs(scale * by);
  const known = unit !== undefined && Number.isFinite(result) && result > 0;
  return known ? { unit, scale: result, adapts: false } : unknownMeasure;
}
