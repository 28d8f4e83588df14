// Native histograms: each sample brings its own buckets, and their resolution may change from one sample to the next.
import type { Bucket } from './buckets.ts';
import { type Aligned, parseValue } from './frame.ts';

/** What lies in one bucket of a sample. */
export interface NativeBucket {
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
}

/** One series of native histograms. */
export interface NativeSeries {
  readonly refId: string;
  readonly samples: readonly (readonly [seconds: number, buckets: readonly NativeBucket[]])[];
}

/** The buckets of a histogram as Prometheus writes them: `[rule, lower, upper, count]`, without those that are empty. */
export function readBuckets(histogram: unknown): NativeBucket[] {
  const { buckets } = (histogram ?? {}) as { readonly buckets?: unknown };
  return (Array.isArray(buckets) ? buckets : []).flatMap((each): NativeBucket[] => {
    const [lower, upper, count] = (Array.isArray(each) ? each.slice(1) : []).map((text) => parseValue(String(text)));
    return typeof lower === 'number' && typeof upper === 'number' && typeof count === 'number' && lower < upper
      ? [{ lower, upper, count }]
      : [];
  });
}

/**
 * The lines of a heatmap, the lowest first and without a hole: a stretch that no bucket covers is an empty line. Where the resolution
 * changed, fine buckets are summed up into the coarse ones, which is exact, since their bounds are among the fine ones. Several series are
 * summed up as well.
 */
export function nativeBuckets(series: readonly NativeSeries[]): Bucket[] {
  const all = series.flatMap(({ samples }) => samples);
  const kinds = new Map(
    all.flatMap(([, buckets]) => buckets.map((each) => [`${each.lower} ${each.upper}`, each] as const)),
  );
  const bounds = [...new Set([...kinds.values()].flatMap(({ lower, upper }) => [lower, upper]))].sort((a, b) => a - b);
  const inside = new Set<number>();
  for (const { lower, upper } of kinds.values())
    for (let at = placeOf(bounds, lower) + 1; (bounds[at] ?? upper) < upper; at++) inside.add(bounds[at] ?? 0);
  const edges = bounds.filter((bound) => !inside.has(bound));
  const times = [...new Set(all.map(([time]) => time))].sort((a, b) => a - b);
  const places = new Map(times.map((time, index) => [time, index]));
  const lines = edges.slice(1).map(() => new Array<Aligned>(times.length).fill(0));
  for (const [time, buckets] of all) {
    const column = places.get(time) ?? 0;
    for (const { lower, count } of buckets) {
      const line = lines[placeOf(edges, lower)];
      if (line !== undefined) line[column] = (line[column] ?? 0) + count;
    }
  }
  const refId = series[0]?.refId ?? 'A';
  return lines.map((values, index) => {
    const [lower, upper] = [edges[index], edges[index + 1]];
    return { name: `${upper}`, lower, upper, refId, times, values };
  });
}

/** The place of the last bound that is not above the value. */
function placeOf(bounds: readonly number[], value: number): number {
  let [low, high] = [0, bounds.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((bounds[middle] ?? Number.POSITIVE_INFINITY) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
