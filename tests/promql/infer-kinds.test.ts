import { describe, expect, it } from 'vitest';
import { inferredFunctions } from '../../promql/infer/call.ts';
import { functions } from '../../promql/syntax/functions.ts';
import { declared, open, shapeOf } from './catalog.ts';

describe('the kind of an expression', () => {
  it.each([
    ['up', 'gauge', false],
    ['errors_total', 'counter', false],
    ['summed:requests', 'counter', true],
    ['latency_seconds_bucket', 'bucket', false],
    ['size_bytes', 'histogram', false],
    ['build_info', 'info', false],
    ['shared_total', 'counter', false],
    ['mixed', undefined, false],
    ['nobody_knows', undefined, false],
    ['5', 'gauge', false],
    ['-errors_total', 'gauge', false],
    ['+errors_total', 'counter', false],
    ['errors_total[5m]', 'counter', false],
    ['rate(errors_total[5m])', 'gauge', false],
    ['rate(summed:requests[5m])', 'gauge', false],
    ['increase(latency_seconds_bucket[5m])', 'gauge', false],
    ['rate(size_bytes[5m])', 'histogram', false],
    ['rate(nobody_knows[5m])', undefined, false],
    ['sum(errors_total)', 'counter', true],
    ['sum by (instance) (errors_total)', 'counter', true],
    ['max(errors_total)', 'counter', true],
    ['avg(errors_total)', 'counter', true],
    ['count(errors_total)', 'gauge', false],
    ['stddev(errors_total)', 'gauge', false],
    ['sum(rate(errors_total[5m]))', 'gauge', false],
    ['sum by (le) (latency_seconds_bucket)', 'bucket', true],
    ['sum without (route) (latency_seconds_bucket)', 'bucket', true],
    ['sum without (le) (latency_seconds_bucket)', 'counter', true],
    ['sum(size_bytes)', 'histogram', true],
    ['sum(up)', 'gauge', false],
    ['sum(build_info)', 'gauge', false],
    ['max(build_info)', 'info', false],
    ['topk(3, errors_total)', 'counter', false],
    ['sum(errors_total)[1h:]', 'counter', true],
    ['max_over_time(errors_total[5m])', 'counter', false],
    ['last_over_time(errors_total[5m])', 'counter', false],
    ['count_over_time(errors_total[5m])', 'gauge', false],
    ['errors_total > 5', 'counter', false],
    ['errors_total > bool 5', 'gauge', false],
    ['errors_total * 2', 'counter', false],
    ['errors_total / 2', 'counter', false],
    ['errors_total * -2', 'gauge', false],
    ['2 / errors_total', 'gauge', false],
    ['errors_total * on(instance) group_left(version) build_info', 'counter', false],
    ['errors_total + errors_total', 'counter', true],
    ['errors_total - errors_total', 'gauge', false],
    ['errors_total / errors_total', 'gauge', false],
    ['errors_total / nobody_knows', undefined, false],
    ['errors_total or vector(0)', 'counter', false],
    ['vector(0) or errors_total', 'counter', false],
    ['sum(errors_total) or vector(0)', 'counter', true],
    ['errors_total or up', undefined, false],
    ['errors_total and up', 'counter', false],
    ['round(errors_total)', 'counter', false],
    ['label_replace(errors_total, "a", "b", "c", "")', 'counter', false],
    ['absent(errors_total)', 'gauge', false],
    ['time() - started_seconds', 'gauge', false],
  ])('%s: %s, aggregated: %s', (text, kind, aggregated) => {
    expect(shapeOf(text, open)).toMatchObject({ kind, aggregated });
  });

  it.each([
    ['up', 'vector'],
    ['up[5m]', 'matrix'],
    ['up[5m:1m]', 'matrix'],
    ['5', 'scalar'],
    ['1 + time()', 'scalar'],
    ['1 + up', 'vector'],
    ['1 > bool 2', 'scalar'],
    ['"text"', 'string'],
    ['scalar(up)', 'scalar'],
    ['vector(1)', 'vector'],
    ['sum(up)', 'vector'],
    ['rate(up[5m])', 'vector'],
    ['hour(up)', 'vector'],
    ['hour()', 'vector'],
    ['-(1)', 'scalar'],
  ])('%s is a %s', (text, type) => expect(shapeOf(text).type).toBe(type));

  it('carries what a histogram counts through rates and sums', () => {
    const { observes } = declared.find(({ name }) => name === 'latency_seconds_bucket') ?? {};
    expect(shapeOf('sum by (le) (rate(latency_seconds_bucket[5m]))').observes).toBe(observes);
    expect(shapeOf('latency_seconds_bucket * 2').observes).toBe(observes);
    expect(shapeOf('count(latency_seconds_bucket)').observes).toBeUndefined();
    expect(shapeOf('histogram_quantile(0.9, latency_seconds_bucket)').observes).toBeUndefined();
  });
});

describe('the functions', () => {
  it('of Prometheus are all known', () => {
    expect(Object.keys(functions).filter((name) => !inferredFunctions.includes(name))).toEqual([]);
  });
});
