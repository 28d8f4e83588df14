import { describe, expect, it } from 'vitest';
import { open, shapeOf } from './catalog.ts';

const inf = Number.POSITIVE_INFINITY;

describe('the bounds of an expression', () => {
  it.each([
    ['5', 5, 5],
    ['-5', -5, -5],
    ['2 ^ 3 + 1', 9, 9],
    ['vector(5)', 5, 5],
    ['up', 0, 1],
    ['-up', -1, 0],
    ['balance', -inf, inf],
    ['nobody_knows', -inf, inf],
    ['shared_total', 0, inf],
    ['mixed', -inf, inf],
    // Arithmetic.
    ['up + 1', 1, 2],
    ['1 - up', 0, 1],
    ['up * 100', 0, 100],
    ['up * -2', -2, 0],
    ['up / 2', 0, 0.5],
    ['1 / (up + 1)', 0.5, 1],
    ['up / up', 0, 1],
    ['up / on(instance) hit_ratio', 0, inf],
    ['queue_depth / queue_depth', 0, 1],
    ['up / on(instance) balance', -inf, inf],
    ['queue_depth / on(instance, job) group_left() (hit_ratio + 1)', 0, inf],
    ['up ^ 2', 0, 1],
    ['balance ^ 2', 0, inf],
    ['balance ^ 3', -inf, inf],
    ['queue_depth % 7', 0, 7],
    ['balance % 7', -7, 7],
    ['up * balance', -inf, inf],
    ['up atan2 up', -Math.PI, Math.PI],
    // Comparisons.
    ['queue_depth > 5', 5, inf],
    ['5 < queue_depth', 5, inf],
    ['queue_depth <= 5', 0, 5],
    ['queue_depth == 5', 5, 5],
    ['queue_depth != 5', 0, inf],
    ['queue_depth > bool 5', 0, 1],
    ['up >= bool 0', 1, 1],
    ['up > bool 1', 0, 0],
    ['queue_depth < on(instance, job) group_left up', 0, 1],
    ['up and up > 0.5', 0, 1],
    ['up or vector(5)', 0, 5],
    ['up unless up', 0, 1],
    // Aggregations.
    ['sum(up)', 0, inf],
    ['sum(balance)', -inf, inf],
    ['sum(-up)', -inf, 0],
    ['sum(up + 1)', 1, inf],
    ['avg(up)', 0, 1],
    ['max(up)', 0, 1],
    ['count(up)', 1, inf],
    ['group(up)', 1, 1],
    ['quantile(0.9, up)', 0, 1],
    ['quantile(2, up)', -inf, inf],
    ['stddev(up)', 0, inf],
    ['topk(1, up)', 0, 1],
    ['count_values("v", up)', 1, inf],
    // Functions.
    ['rate(errors_total[5m])', 0, inf],
    ['rate(balance[5m])', -inf, inf],
    ['rate(nobody_knows[5m])', 0, inf],
    ['delta(up[5m])', -inf, inf],
    ['avg_over_time(up[5m])', 0, 1],
    ['sum_over_time(up[5m])', 0, inf],
    ['count_over_time(up[5m])', 1, inf],
    ['present_over_time(up[5m])', 1, 1],
    ['changes(up[5m])', 0, inf],
    ['quantile_over_time(0.5, up[5m])', 0, 1],
    ['absent(up)', 1, 1],
    ['abs(balance)', 0, inf],
    ['abs(-up)', 0, 1],
    ['ceil(up / 3)', 0, 1],
    ['floor(up / 3)', 0, 0],
    ['round(up / 3)', 0, 0],
    ['round(up / 3, 0.5)', 0, 0.5],
    ['sgn(balance)', -1, 1],
    ['sgn(up)', 0, 1],
    ['sqrt(up * 4)', 0, 2],
    ['exp(vector(0))', 1, 1],
    ['ln(up)', -inf, 0],
    ['clamp(balance, 0, 1)', 0, 1],
    ['clamp_min(balance, 0)', 0, inf],
    ['clamp_max(queue_depth, 9)', 0, 9],
    ['clamp_max(balance, -1)', -inf, -1],
    ['hour()', 0, 23],
    ['min_of(2, 5)', 2, 2],
    ['max_of(2, scalar(up))', 2, 2],
    ['scalar(up)', 0, 1],
    ['histogram_fraction(0, 1, size_bytes)', 0, 1],
    ['timestamp(up)', 0, inf],
    ['time()', 0, inf],
  ])('%s: from %d to %d', (text, min, max) => {
    const { bounds } = shapeOf(text, open);
    expect(bounds.min).toBeCloseTo(min, 12);
    expect(bounds.max).toBeCloseTo(max, 12);
  });
});

describe('the ratio of a part', () => {
  it.each([
    'sum(rate(requests_total{code="500"}[5m])) / sum(rate(requests_total[5m]))',
    'sum(rate(requests_total{code="500",method="GET"}[5m])) / sum(rate(requests_total{method="GET"}[5m]))',
    'sum by (job) (rate(requests_total{code="500"}[5m])) / sum by (job) (rate(requests_total[5m]))',
    'sum without (code) (rate(requests_total{code=~"5.."}[5m])) / sum without (code) (rate(requests_total[5m]))',
    '(sum(rate(requests_total{code="500"}[5m]))) / (sum(rate(requests_total[5m])))',
    'sum by (job, code) (rate(requests_total[5m])) / on(job) group_left sum by (job) (rate(requests_total[5m]))',
    'sum by (code) (increase(requests_total[1h])) / on() group_left sum(increase(requests_total[1h]))',
    'sum by (code) (increase(requests_total[1h])) / scalar(sum(increase(requests_total[1h])))',
    'sum(rate(latency_seconds_bucket{le="0.1"}[5m])) / sum(rate(latency_seconds_count[5m]))',
    'rate(errors_total[5m]) / (rate(errors_total[5m]) + rate(errors_total[5m] offset 1h))',
    'count(up == 1) / count(up)',
    'count(up == 1 unless up) / count(up)',
    'sum(queue_depth{queue="mail"}) / sum(queue_depth)',
    'sum(rate(requests_total{code="500"}[5m] offset 1h)) / sum(rate(requests_total[5m] offset 1h))',
    '1 - sum(rate(requests_total{code="500"}[5m])) / sum(rate(requests_total[5m]))',
  ])('%s', (text) => {
    const shape = shapeOf(text);
    expect(shape.bounds).toEqual({ min: 0, max: 1 });
    expect(shape.unit?.powers).toEqual({});
    expect(shape.nan).toBe(!text.startsWith('count('));
  });

  it.each([
    'sum(rate(requests_total{code="500"}[5m])) / sum(rate(requests_total[10m]))',
    'sum(rate(requests_total{code="500"}[5m])) / sum(increase(requests_total[5m]))',
    'sum(rate(requests_total{code="500"}[5m])) / sum(rate(requests_total{method="GET"}[5m]))',
    'sum(rate(requests_total[5m])) / sum(rate(requests_total{code="500"}[5m]))',
    'sum(rate(requests_total{code="500"}[5m])) / sum(rate(requests_total[5m] offset 1h))',
    'sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))',
    'sum(rate(requests_total{code="500"}[5m])) / avg(rate(requests_total[5m]))',
    'avg(rate(requests_total{code="500"}[5m])) / avg(rate(requests_total[5m]))',
    'sum by (job) (rate(requests_total{code="500"}[5m])) / on(job) group_left sum by (instance) (rate(requests_total[5m]))',
    'sum(balance{instance="a"}) / sum(balance)',
    'sum(rate(latency_seconds_sum[5m])) / sum(rate(latency_seconds_count[5m]))',
    'sum(rate(requests_total{code="500"}[5m])) / fill(1) sum(rate(requests_total[5m]))',
  ])('is not %s', (text) => expect(shapeOf(text).bounds.max).toBe(inf));
});
