import { anyNumber, atLeastOne, exactValue, notNegative, one, total } from './bounds.ts';
import type { FunctionShape } from './call.ts';
import { derive, unknownShape } from './make.ts';
import { plainMeasure } from './measure.ts';
import type { Shape } from './shape.ts';
import { differenceUnit, divideUnits, instant, multiplyUnits, raiseUnit, seconds } from './units.ts';

/** A range becomes one sample of each series; the name goes. */
function overRange(range: Shape | undefined, changes: Partial<Shape>): Shape {
  return derive(range ?? unknownShape('matrix'), { type: 'vector', named: false, ...changes });
}

const gauge = { kind: 'gauge', aggregated: false } as const;

/** Of what is a new number of its own, not a histogram. */
const number = { ...gauge, observes: undefined, adapts: false } as const;

/** Native histograms stay what they are through most functions of a range. */
function kept(range: Shape | undefined): Partial<Shape> {
  return range?.kind === undefined || range.kind === 'histogram' ? { kind: range?.kind } : gauge;
}

const perSecond: FunctionShape = ([range]) =>
  overRange(range, {
    ...kept(range),
    aggregated: false,
    unit: divideUnits(differenceUnit(range?.unit), seconds),
    adapts: false,
    bounds: growth(range),
  });

const increase: FunctionShape = ([range]) =>
  overRange(range, {
    ...kept(range),
    aggregated: false,
    unit: differenceUnit(range?.unit),
    adapts: false,
    bounds: growth(range),
  });

/** A counter never counts down: what looks so is a new start. Only of a gauge below zero that is not so. */
function growth(range: Shape | undefined): Shape['bounds'] {
  return range?.kind === 'gauge' && range.bounds.min < 0 ? anyNumber : notNegative;
}

const difference: FunctionShape = ([range]) =>
  overRange(range, {
    ...kept(range),
    aggregated: false,
    unit: differenceUnit(range?.unit),
    adapts: false,
    bounds: anyNumber,
  });

const same: FunctionShape = ([range]) => overRange(range, {});
const sameNamed: FunctionShape = ([range]) => overRange(range, { named: range?.named ?? false });
const counted: FunctionShape = ([range]) =>
  overRange(range, { ...number, ...plainMeasure, bounds: notNegative, nan: false });
const when: FunctionShape = ([range]) =>
  overRange(range, { ...number, unit: instant, scale: 1, bounds: notNegative, nan: false });

function spread(exponent: 1 | 2): FunctionShape {
  return ([range]) =>
    overRange(range, {
      ...number,
      unit: exponent === 1 ? differenceUnit(range?.unit) : raiseUnit(differenceUnit(range?.unit), exponent),
      scale: (range?.scale ?? 1) ** exponent,
      bounds: notNegative,
    });
}

/** Functions of a range. */
export const rangeFunctions: Readonly<Record<string, FunctionShape>> = {
  rate: perSecond,
  irate: perSecond,
  increase,
  delta: difference,
  idelta: difference,
  deriv: ([range]) =>
    overRange(range, { ...number, unit: divideUnits(differenceUnit(range?.unit), seconds), bounds: anyNumber }),
  predict_linear: ([range]) => overRange(range, { ...number, bounds: anyNumber }),
  double_exponential_smoothing: ([range]) => overRange(range, { ...number, bounds: anyNumber }),
  integral: ([range]) => overRange(range, { ...number, unit: multiplyUnits(range?.unit, seconds), bounds: anyNumber }),
  avg_over_time: same,
  min_over_time: same,
  max_over_time: same,
  last_over_time: sameNamed,
  first_over_time: sameNamed,
  quantile_over_time: ([quantile, range]) => {
    const value = quantile && exactValue(quantile.bounds);
    const inside = value !== undefined && value >= 0 && value <= 1;
    return overRange(range, inside ? {} : { bounds: anyNumber, nan: true });
  },
  sum_over_time: ([range]) =>
    overRange(range, {
      ...kept(range),
      aggregated: false,
      unit: range?.unit?.instant === true ? undefined : range?.unit,
      bounds: total(range?.bounds ?? anyNumber),
    }),
  count_over_time: ([range]) => overRange(range, { ...number, ...plainMeasure, bounds: atLeastOne, nan: false }),
  present_over_time: ([range]) => overRange(range, { ...number, ...plainMeasure, bounds: one, nan: false }),
  stddev_over_time: spread(1),
  stdvar_over_time: spread(2),
  mad_over_time: spread(1),
  changes: counted,
  resets: counted,
  ts_of_first_over_time: when,
  ts_of_last_over_time: when,
  ts_of_max_over_time: when,
  ts_of_min_over_time: when,
};
