import { exactly, notNegative } from './bounds.ts';
import type { FunctionShape } from './call.ts';
import type { Bounds } from './catalog.ts';
import { noLabels } from './labels.ts';
import { derive, scalarShape, unknownShape } from './make.ts';
import { plainMeasure } from './measure.ts';
import type { Shape } from './shape.ts';
import { instant, plain, seconds } from './units.ts';

const number = { kind: 'gauge', aggregated: false, observes: undefined, named: false } as const;

/** A field of the calendar, of the time of the query where no other is given. */
function calendar(min: number, max: number): FunctionShape {
  const bounds: Bounds = { min, max };
  return ([when]) => {
    const from: Shape = when ?? { ...scalarShape(bounds, plain), type: 'vector', ...noLabels };
    return derive(from, { ...number, ...plainMeasure, bounds, nan: from.nan });
  };
}

const now: FunctionShape = () => scalarShape(notNegative, instant);
const span: FunctionShape = () => scalarShape(notNegative, seconds);

const ofSample: FunctionShape = ([vector = unknownShape('vector')]) =>
  derive(vector, { ...number, unit: instant, scale: 1, adapts: false, bounds: notNegative, nan: false });

/** Functions of time. */
export const clockFunctions: Readonly<Record<string, FunctionShape>> = {
  time: now,
  start: now,
  end: now,
  step: span,
  range: span,
  pi: () => scalarShape(exactly(Math.PI), plain),
  timestamp: ofSample,
  start_timestamp: ofSample,
  minute: calendar(0, 59),
  hour: calendar(0, 23),
  day_of_week: calendar(0, 6),
  day_of_month: calendar(1, 31),
  day_of_year: calendar(1, 366),
  days_in_month: calendar(28, 31),
  month: calendar(1, 12),
  year: calendar(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
};
