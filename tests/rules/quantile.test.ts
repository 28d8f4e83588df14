import { histogram } from '@narthex/instrumentation';
import { describe, expect, it } from 'vitest';
import { countingIn, withQuantile } from '../../rules/index.ts';

const metric = histogram('t_seconds', 'Time.', { unit: 'seconds', buckets: [0.5, 1, 2.5] });

/** What `histogram_quantile` answers: even within the bucket that holds the rank. */
function quantileOf(observations: readonly (readonly [number, number])[], quantile: number): number {
  const all = observations.reduce((sum, [, each]) => sum + each, 0);
  let before = 0;
  let lower = 0;
  for (const upper of metric.buckets) {
    const within = observations.reduce((sum, [value, each]) => sum + (value > lower && value <= upper ? each : 0), 0);
    if (before + within >= quantile * all) return lower + ((upper - lower) * (quantile * all - before)) / within;
    before += within;
    lower = upper;
  }
  return lower;
}

describe('observations with a quantile', () => {
  it.each([
    [0.99, 1.02],
    [0.99, 0.98],
    [0.95, 2.45],
    [0.95, 0.499],
    [0.5, 2],
  ])('have the quantile %s where it is wanted, at %s', (quantile, value) => {
    const observations = withQuantile(metric, quantile, value, 20);
    expect(observations.reduce((sum, [, each]) => sum + each, 0)).toBeCloseTo(20, 9);
    expect(quantileOf(observations, quantile)).toBeCloseTo(value, 9);
  });

  it.each([
    ['beyond the last bucket', 0.99, 3],
    ['low in the first bucket', 0.99, 0.1],
  ])('cannot have it %s', (_, quantile, value) => {
    expect(() => withQuantile(metric, quantile, value, 1)).toThrow(RangeError);
  });
});

describe('a counter with a past', () => {
  it('grows by its parts, and then stands still', () => {
    const counter = countingIn(['1m', 2], ['3m', 0.5]);
    const at = (time: number) => counter({ time, start: 0, elapsed: time, base: 0 });
    expect([0, 30, 60, 120, 180, 600].map(at)).toEqual([0, 60, 120, 150, 180, 180]);
  });
});
