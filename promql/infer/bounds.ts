import type { Bounds } from './catalog.ts';

/** Any number. */
export const anyNumber: Bounds = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
/** Zero and above. */
export const notNegative: Bounds = { min: 0, max: Number.POSITIVE_INFINITY };
/** One and above. */
export const atLeastOne: Bounds = { min: 1, max: Number.POSITIVE_INFINITY };
/** A ratio of a part. */
export const zeroToOne: Bounds = { min: 0, max: 1 };
/** Exactly one. */
export const one: Bounds = { min: 1, max: 1 };

/** Exactly that number; any number for NaN. */
export function exactly(value: number): Bounds {
  return Number.isNaN(value) ? anyNumber : { min: value, max: value };
}

/** The one number that it can be. */
export function exactValue({ min, max }: Bounds): number | undefined {
  return min === max ? min : undefined;
}

/** The least bounds around both. */
export function hull(left: Bounds, right: Bounds): Bounds {
  return { min: Math.min(left.min, right.min), max: Math.max(left.max, right.max) };
}

/** What lies in both; the left where nothing does. */
export function within(left: Bounds, right: Bounds): Bounds {
  const min = Math.max(left.min, right.min);
  const max = Math.min(left.max, right.max);
  return min <= max ? { min, max } : left;
}

/** Whether zero lies in them. */
export function mayBeZero({ min, max }: Bounds): boolean {
  return min <= 0 && max >= 0;
}

/** Of `-x`. */
export function negate({ min, max }: Bounds): Bounds {
  return { min: 0 - max, max: 0 - min };
}

/** Of `x + y`. */
export function add(left: Bounds, right: Bounds): Bounds {
  return tidy(left.min + right.min, left.max + right.max);
}

/** Of `x - y`. */
export function subtract(left: Bounds, right: Bounds): Bounds {
  return add(left, negate(right));
}

/** Of `x * y`. An infinite bound is a number that is not known, so zero times it is zero. */
export function multiply(left: Bounds, right: Bounds): Bounds {
  const times = (x: number, y: number): number => (x === 0 || y === 0 ? 0 : x * y);
  return corners(left, right, times);
}

/** Of `x / y`. Around zero a quotient has no bounds, but it keeps its sign where both sides have one. */
export function divide(left: Bounds, right: Bounds): Bounds {
  // An unknown divisor may be as large as it likes.
  const over = (x: number, y: number): number => (Number.isFinite(y) ? x / y : 0);
  if (right.min > 0 || right.max < 0) return corners(left, right, over);
  if (right.min < 0) return anyNumber;
  if (left.min >= 0) return { min: right.max > 0 ? over(left.min, right.max) : 0, max: Number.POSITIVE_INFINITY };
  return left.max <= 0 ? { min: Number.NEGATIVE_INFINITY, max: 0 } : anyNumber;
}

/** Of `x % y`, which has the sign of `x`. */
export function modulo(left: Bounds, right: Bounds): Bounds {
  const size = Math.max(Math.abs(right.min), Math.abs(right.max));
  return { min: left.min >= 0 ? 0 : Math.max(left.min, -size), max: left.max <= 0 ? 0 : Math.min(left.max, size) };
}

/** Of `x ^ y`. */
export function power(left: Bounds, right: Bounds): Bounds {
  const exponent = exactValue(right);
  const base = exactValue(left);
  if (exponent !== undefined && base !== undefined) return exactly(base ** exponent);
  if (left.min < 0) return exponent !== undefined && exponent % 2 === 0 && exponent > 0 ? notNegative : anyNumber;
  if (exponent === undefined || exponent < 0) return notNegative;
  return tidy(left.min ** exponent, left.max ** exponent);
}

/** Of `abs(x)`. */
export function absolute(bounds: Bounds): Bounds {
  if (bounds.min >= 0) return bounds;
  if (bounds.max <= 0) return negate(bounds);
  return { min: 0, max: Math.max(-bounds.min, bounds.max) };
}

/** Of one or more values added up. */
export function total({ min, max }: Bounds): Bounds {
  return { min: min < 0 ? Number.NEGATIVE_INFINITY : min, max: max > 0 ? Number.POSITIVE_INFINITY : max };
}

/** Of a function that never falls. */
export function rising({ min, max }: Bounds, f: (value: number) => number): Bounds {
  return tidy(f(min), f(max));
}

function corners(left: Bounds, right: Bounds, f: (x: number, y: number) => number): Bounds {
  const values = [f(left.min, right.min), f(left.min, right.max), f(left.max, right.min), f(left.max, right.max)];
  return tidy(Math.min(...values), Math.max(...values));
}

function tidy(min: number, max: number): Bounds {
  return {
    min: Number.isNaN(min) ? Number.NEGATIVE_INFINITY : min,
    max: Number.isNaN(max) ? Number.POSITIVE_INFINITY : max,
  };
}
