import { absolute, anyNumber, exactValue, rising } from './bounds.ts';
import type { FunctionShape } from './call.ts';
import type { Bounds } from './catalog.ts';
import { derive, emptiness, unknownShape } from './make.ts';
import { eitherMeasure, plainMeasure, unknownMeasure } from './measure.ts';
import type { Shape } from './shape.ts';
import { isPlain, raiseUnit } from './units.ts';

/** A function of the values alone: labels stay, the name goes. */
function ofValues(change: (vector: Shape) => Partial<Shape>): FunctionShape {
  return ([vector = unknownShape('vector')]) =>
    derive(vector, { observes: undefined, ...change(vector), named: false });
}

/** The same number, or nearly: what it measures and counts stays. */
function nearly(bounds: (of: Bounds) => Bounds): FunctionShape {
  return ofValues((vector) => ({ bounds: bounds(vector.bounds) }));
}

const gauge = { kind: 'gauge', aggregated: false } as const;

/** Exponents and logarithms of plain numbers are plain numbers; of others nobody knows what they measure. */
function curve(f: (value: number) => number, least = Number.NEGATIVE_INFINITY): FunctionShape {
  return ofValues((vector) => {
    const known = vector.adapts || (vector.unit !== undefined && isPlain(vector.unit) && vector.scale === 1);
    const { min, max } = vector.bounds;
    return {
      ...gauge,
      ...(known ? plainMeasure : unknownMeasure),
      bounds: rising({ min: Math.max(min, least), max: Math.max(max, least) }, f),
      nan: vector.nan || (least === 0 && min <= 0),
    };
  });
}

/** Angles and their functions. `nan`: it is not defined for all numbers. */
function angle(bounds: Bounds, nan: boolean): FunctionShape {
  return ofValues((vector) => ({ ...gauge, ...plainMeasure, bounds, nan: vector.nan || nan }));
}

const unit: Bounds = { min: -1, max: 1 };

const clamp: FunctionShape = ([vector = unknownShape('vector'), low, high], call) => {
  const { min, max } = vector.bounds;
  const lower = low?.bounds ?? { min: Number.NEGATIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
  const upper = high?.bounds ?? { min: Number.POSITIVE_INFINITY, max: Number.POSITIVE_INFINITY };
  const never = lower.min > upper.max ? emptiness('the least value is above the largest', call) : undefined;
  const bounds = {
    min: Math.min(Math.max(min, lower.min), upper.min),
    max: Math.min(Math.max(max, lower.max), upper.max),
  };
  const nan = vector.nan || (low?.nan ?? false) || (high?.nan ?? false);
  const sure = vector.alwaysPresent && lower.max <= upper.min;
  return derive(vector, { bounds, nan, named: false, alwaysPresent: sure, empty: vector.empty ?? never });
};

const round: FunctionShape = ([vector = unknownShape('vector'), nearest]) => {
  const to = nearest === undefined ? 1 : exactValue(nearest.bounds);
  if (to === undefined || to <= 0) return derive(vector, { bounds: anyNumber, nan: true, named: false });
  const { min, max } = vector.bounds;
  const bounds =
    to === 1 ? rising({ min, max }, halfUp) : { min: Math.floor(min / to) * to, max: Math.ceil(max / to) * to };
  return derive(vector, { bounds, named: false, observes: undefined });
};

function halfUp(value: number): number {
  return Math.floor(value + 0.5);
}

/** The less or the greater of two numbers. */
function choice(choose: (left: number, right: number) => number): FunctionShape {
  return ([left = unknownShape('scalar'), right = unknownShape('scalar')]) => {
    const bounds = { min: choose(left.bounds.min, right.bounds.min), max: choose(left.bounds.max, right.bounds.max) };
    return derive(left, { ...gauge, ...eitherMeasure(left, right), bounds, nan: left.nan || right.nan });
  };
}

/** Functions of single values. */
export const mathFunctions: Readonly<Record<string, FunctionShape>> = {
  abs: nearly(absolute),
  ceil: nearly((bounds) => rising(bounds, Math.ceil)),
  floor: nearly((bounds) => rising(bounds, Math.floor)),
  round,
  clamp,
  min_of: choice(Math.min),
  max_of: choice(Math.max),
  clamp_min: (args, call) => clamp(args, call),
  clamp_max: ([vector, high], call) => {
    const low = high && { ...high, bounds: { min: Number.NEGATIVE_INFINITY, max: Number.NEGATIVE_INFINITY } };
    return clamp([vector ?? unknownShape('vector'), ...(low && high ? [low, high] : [])], call);
  },
  sgn: ofValues(({ bounds }) => ({ ...gauge, ...plainMeasure, bounds: rising(bounds, Math.sign) })),
  sqrt: ofValues((vector) => ({
    ...gauge,
    unit: vector.adapts ? undefined : raiseUnit(vector.unit, 0.5),
    scale: Math.sqrt(vector.scale),
    bounds: rising({ min: Math.max(vector.bounds.min, 0), max: Math.max(vector.bounds.max, 0) }, Math.sqrt),
    nan: vector.nan || vector.bounds.min < 0,
  })),
  exp: curve(Math.exp),
  ln: curve(Math.log, 0),
  log2: curve(Math.log2, 0),
  log10: curve(Math.log10, 0),
  sin: angle(unit, true),
  cos: angle(unit, true),
  tan: angle(anyNumber, true),
  asin: angle({ min: -Math.PI / 2, max: Math.PI / 2 }, true),
  acos: angle({ min: 0, max: Math.PI }, true),
  atan: angle({ min: -Math.PI / 2, max: Math.PI / 2 }, false),
  sinh: angle(anyNumber, false),
  cosh: angle({ min: 1, max: Number.POSITIVE_INFINITY }, false),
  tanh: angle(unit, false),
  asinh: angle(anyNumber, false),
  acosh: angle({ min: 0, max: Number.POSITIVE_INFINITY }, true),
  atanh: angle(anyNumber, true),
  deg: ofValues(({ bounds }) => ({
    ...gauge,
    ...plainMeasure,
    bounds: rising(bounds, (value) => (value * 180) / Math.PI),
  })),
  rad: ofValues(({ bounds }) => ({
    ...gauge,
    ...plainMeasure,
    bounds: rising(bounds, (value) => (value * Math.PI) / 180),
  })),
};
