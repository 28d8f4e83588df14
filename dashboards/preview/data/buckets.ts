// Histograms of Prometheus count everything up to a bound; a heatmap shows what lies between two bounds.
import { type Aligned, aligned, parseValue, type Series } from './frame.ts';

/** One line of a heatmap. */
export interface Bucket {
  readonly name: string;
  /** The upper bound; nothing if the series have none and each is a line by itself. */
  readonly upper: number | undefined;
  readonly series: Series;
  readonly times: readonly number[];
  readonly values: readonly Aligned[];
}

/** Series by their bounds, the lowest first, each without what is in the ones below it. */
export function buckets(series: readonly Series[]): Bucket[] {
  const { times, values } = aligned(series);
  const rows = series.map((each, index) => {
    const bound = each.labels.le;
    const upper = bound === undefined ? undefined : (parseValue(bound) ?? undefined);
    return { name: each.name, upper, series: each, times, values: values[index] ?? [] };
  });
  if (rows.some(({ upper }) => upper === undefined)) return rows;
  rows.sort((a, b) => (a.upper ?? 0) - (b.upper ?? 0));
  return rows.map((row, index) => {
    const below = rows[index - 1]?.values;
    if (below === undefined) return row;
    return {
      ...row,
      // Rates of different buckets are rounded differently: less than nothing is nothing.
      values: row.values.map((value, at) =>
        typeof value === 'number' ? Math.max(0, value - (below[at] ?? 0)) : value,
      ),
    };
  });
}
