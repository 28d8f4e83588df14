// Histograms of Prometheus count everything up to a bound; a heatmap shows what lies between two bounds.
import { type Aligned, aligned, parseValue, type Series } from './frame.ts';

/** One line of a heatmap. */
export interface Bucket {
  readonly name: string;
  /** The bounds; no upper one if the series have none and each is a line by itself, no lower one where none is known. */
  readonly lower: number | undefined;
  readonly upper: number | undefined;
  readonly refId: string;
  readonly times: readonly number[];
  readonly values: readonly Aligned[];
}

/** Series by their bounds, the lowest first, each without what is in the ones below it. */
export function buckets(series: readonly Series[]): Bucket[] {
  const { times, values } = aligned(series);
  const rows = series.map(({ labels: { le }, name, refId }, index): Bucket => {
    const upper = le === undefined ? undefined : (parseValue(le) ?? undefined);
    return { name, lower: undefined, upper, refId, times, values: values[index] ?? [] };
  });
  if (rows.some(({ upper }) => upper === undefined)) return rows;
  rows.sort((a, b) => (a.upper ?? 0) - (b.upper ?? 0));
  return rows.map((row, index) => {
    const below = rows[index - 1];
    if (below === undefined) return row;
    return {
      ...row,
      lower: below.upper,
      // Rates of different buckets are rounded differently: less than nothing is nothing.
      values: row.values.map((value, at) =>
        typeof value === 'number' ? Math.max(0, value - (below.values[at] ?? 0)) : value,
      ),
    };
  });
}

/** Where a value stands among the lines: 0 is the middle of the lowest, 1 that of the next one. Nothing outside of all. */
export function heightOf(rows: readonly Bucket[], value: number): number | undefined {
  const line = rows.findIndex(({ upper }) => upper !== undefined && value <= upper);
  const row = rows[line];
  if (row?.upper === undefined || (row.lower !== undefined && value < row.lower)) return undefined;
  const { lower = 0, upper } = row;
  const share =
    Number.isFinite(upper) && Number.isFinite(lower) && upper > lower ? (value - lower) / (upper - lower) : 0.5;
  return line - 0.5 + Math.min(1, Math.max(0, share));
}
