// From many values to one, by the names that Grafana gives these calculations.
import type { Value } from './frame.ts';

type Numbers = readonly number[];

const sum = (values: Numbers) => values.reduce((total, value) => total + value, 0);
const mean = (values: Numbers) => sum(values) / values.length;
const middle = (values: Numbers) => {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
};
const spread = (values: Numbers) => mean(values.map((value) => (value - mean(values)) ** 2));
const least = (values: Numbers) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const most = (values: Numbers) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

/** What a calculation is called in a legend, and how it is done; it never gets an empty list. */
const calculations: Readonly<Record<string, readonly [title: string, calculate: (values: Numbers) => number]>> = {
  lastNotNull: ['Last *', (values) => values.at(-1) ?? 0],
  firstNotNull: ['First *', (values) => values[0] ?? 0],
  min: ['Min', least],
  max: ['Max', most],
  mean: ['Mean', mean],
  avg: ['Mean', mean],
  median: ['Median', middle],
  sum: ['Total', sum],
  total: ['Total', sum],
  count: ['Count', (values) => values.length],
  range: ['Range', (values) => most(values) - least(values)],
  diff: ['Difference', (values) => (values.at(-1) ?? 0) - (values[0] ?? 0)],
  stdDev: ['StdDev', (values) => Math.sqrt(spread(values))],
  variance: ['Variance', spread],
  distinctCount: ['Distinct count', (values) => new Set(values).size],
};

const withGaps: Readonly<Record<string, readonly [title: string, index: number]>> = {
  last: ['Last', -1],
  current: ['Last', -1],
  first: ['First', 0],
};

/** The largest of some numbers, however many, and of a first one. */
export function largest(first: number, numbers: Numbers): number {
  return Math.max(first, most(numbers));
}

/** The smallest of some numbers, however many, and of a first one. */
export function smallest(first: number, numbers: Numbers): number {
  return Math.min(first, least(numbers));
}

function named<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The result of a calculation; nothing where there is no value, or no calculation of this name. */
export function reduceValues(values: readonly Value[], calculation: string): Value {
  const gap = named(withGaps, calculation);
  if (gap !== undefined) return values.at(gap[1]) ?? null;
  const known = named(calculations, calculation);
  if (known === undefined) return null;
  const numbers = values.filter((value): value is number => typeof value === 'number');
  if (numbers.length === 0) return ofTexts(values, calculation);
  const [, calculate] = known;
  return calculate(numbers);
}

/** Of texts there is a first one, their number, and else the last one. */
function ofTexts(values: readonly Value[], calculation: string): Value {
  const there = values.filter((value) => value !== null);
  if (there.length === 0) return null;
  if (calculation === 'count') return there.length;
  if (calculation === 'distinctCount') return new Set(there).size;
  return there.at(calculation === 'firstNotNull' ? 0 : -1) ?? null;
}

/** What a calculation is called. */
export function calculationTitle(calculation: string): string {
  return (named(calculations, calculation) ?? named(withGaps, calculation))?.[0] ?? calculation;
}
