import type { Call } from '../syntax/ast.ts';
import { anyNumber, notNegative, zeroToOne } from './bounds.ts';
import type { FunctionShape } from './call.ts';
import { keyWithout } from './key.ts';
import { dropLabels, factsOf, setLabel } from './labels.ts';
import { derive, emptiness, unknownShape } from './make.ts';
import { plainMeasure } from './measure.ts';
import type { Emptiness, Shape } from './shape.ts';
import { differenceUnit, multiplyUnits, raiseUnit } from './units.ts';

const number = { kind: 'gauge', aggregated: false, observes: undefined, named: false, adapts: false } as const;

/** Of a native histogram; other samples are passed over. */
function ofNative(change: (histogram: Shape) => Partial<Shape>): FunctionShape {
  return ([histogram = unknownShape('vector')], call) =>
    derive(histogram, {
      ...number,
      scale: 1,
      ...change(histogram),
      empty: histogram.empty ?? noNative(histogram, call),
    });
}

function noNative({ kind }: Shape, call: Call): Emptiness | undefined {
  if (kind === undefined || kind === 'histogram') return undefined;
  return emptiness(`${call.func} reads native histograms, and there are none`, call);
}

/** Of a native histogram, or of the buckets of a classic one, whose label `le` goes. */
function ofBuckets(histogram: Shape, call: Call, changes: Partial<Shape>): Shape {
  const neither =
    histogram.kind !== undefined && histogram.kind !== 'histogram' && factsOf(histogram, 'le') === undefined;
  const empty = neither ? emptiness(`${call.func} needs the label 'le'`, call) : undefined;
  return derive(histogram, {
    ...number,
    ...dropLabels(histogram, ['le']),
    key: keyWithout(histogram.key, ['le'], histogram),
    scale: 1,
    nan: true,
    alwaysPresent: false,
    empty: histogram.empty ?? empty,
    ...changes,
  });
}

const quantiles: FunctionShape = ([histogram = unknownShape('vector'), , ...wanted], call) => {
  const shape = ofBuckets(histogram, call, { unit: histogram.observes, bounds: anyNumber });
  const label = call.args[1]?.kind === 'StringLiteral' ? call.args[1].value : undefined;
  if (label === undefined) return { ...shape, closed: false, key: undefined };
  const values = wanted.map(({ bounds }) => String(bounds.min));
  const set = setLabel(shape, label, { always: true, values: new Set(values) });
  return { ...shape, labels: set.labels, key: shape.key && [...shape.key, label] };
};

/** Functions of histograms. */
export const histogramFunctions: Readonly<Record<string, FunctionShape>> = {
  histogram_quantile: ([, histogram = unknownShape('vector')], call) =>
    ofBuckets(histogram, call, { unit: histogram.observes, bounds: anyNumber }),
  histogram_quantiles: quantiles,
  histogram_fraction: ([, , histogram = unknownShape('vector')], call) =>
    ofBuckets(histogram, call, { ...plainMeasure, bounds: zeroToOne }),
  histogram_count: ofNative(({ unit, scale }) => ({ unit, scale, bounds: notNegative })),
  histogram_sum: ofNative(({ unit, scale, observes }) => ({
    unit: multiplyUnits(unit, observes),
    scale,
    bounds: anyNumber,
  })),
  histogram_avg: ofNative(({ observes }) => ({ unit: observes, bounds: anyNumber, nan: true })),
  histogram_stddev: ofNative(({ observes }) => ({ unit: differenceUnit(observes), bounds: notNegative, nan: true })),
  histogram_stdvar: ofNative(({ observes }) => ({
    unit: raiseUnit(differenceUnit(observes), 2),
    bounds: notNegative,
    nan: true,
  })),
};
