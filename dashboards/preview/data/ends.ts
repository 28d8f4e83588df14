// Between which values a value lies.
import type { FieldConfig } from './field.ts';
import type { Value } from './frame.ts';
import { largest, smallest } from './reduce.ts';

/** Where a value lies between its least and its most, 0 to 1. */
export function placeOf(value: Value, least: number, most: number): number {
  if (typeof value !== 'number' || most <= least) return 0;
  return Math.min(1, Math.max(0, (value - least) / (most - least)));
}

/** The ends of a gauge, and of thresholds in percent: as set, else zero to a hundred or to the most of all its values that is finite. */
export function endsOf({ min, max, unit }: FieldConfig, values: readonly Value[]): readonly [number, number] {
  const numbers = values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  const unitMost = unit === 'percentunit' ? 1 : unit === 'percent' ? 100 : undefined;
  const least = min ?? smallest(0, numbers);
  return [least, max ?? unitMost ?? largest(least + 1, numbers)];
}
