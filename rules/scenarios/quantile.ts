import type { HistogramDefinition } from '@narthex/instrumentation';

/**
 * Observations, so many per second, of which `histogram_quantile` finds this value: `observing(metric, labels,
 * withQuantile(metric, 0.99, 1.02, 10))`. It interpolates evenly within the bucket that holds the quantile, so that is filled as far
 * as it takes; the rest lies below or above. Throws a `RangeError` for a value that no observations can have: beyond the buckets, or
 * low in the first one.
 */
export function withQuantile(
  metric: HistogramDefinition,
  quantile: number,
  value: number,
  perSecond: number,
): (readonly [value: number, perSecond: number])[] {
  const index = metric.buckets.findIndex((bound) => value <= bound);
  const upper = metric.buckets[index] ?? Number.NaN;
  const lower = metric.buckets[index - 1] ?? 0;
  const depth = (value - lower) / (upper - lower);
  const above = Math.max(0, 1 - quantile / depth);
  const within = above > 0 ? 1 - above : (1 - quantile) / (1 - depth);
  const below = Math.max(0, 1 - above - within);
  if (index < 0 || (index === 0 && below > 0))
    throw new RangeError(`no observations of '${metric.name}' have the quantile ${quantile} at ${value}`);
  const all = [
    [lower, below * perSecond],
    [value, within * perSecond],
    [2 * upper, above * perSecond],
  ] as const;
  return all.filter(([, each]) => each > 0);
}
