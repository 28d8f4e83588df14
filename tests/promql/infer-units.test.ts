import { describe, expect, it } from 'vitest';
import {
  addUnits,
  divideUnits,
  multiplyUnits,
  raiseUnit,
  sameUnit,
  subtractUnits,
  unitText,
} from '../../promql/infer/units.ts';
import { open, shapeOf, units } from './catalog.ts';

const { number, seconds, bytes, time } = units;

describe('units', () => {
  it.each([
    [number, 'a plain number'],
    [seconds, 'seconds'],
    [time, 'seconds (a point in time)'],
    [{ powers: { bytes: 1, seconds: -1 } }, 'bytes/s'],
    [{ powers: { seconds: -1 } }, '1/s'],
    [{ powers: { seconds: 2 } }, 'seconds^2'],
    [{ powers: { seconds: 1, requests: -1 } }, 'seconds/requests'],
    [{ powers: { bytes: 1, seconds: 1 } }, 'bytes·seconds'],
    [{ powers: { bytes: 1, seconds: -2 } }, 'bytes/s^2'],
  ])('%j reads: %s', (unit, text) => expect(unitText(unit)).toBe(text));

  it('cancel each other out', () => {
    expect(divideUnits(bytes, bytes)).toEqual(number);
    expect(multiplyUnits(divideUnits(bytes, seconds), seconds)).toEqual(bytes);
    expect(raiseUnit(raiseUnit(seconds, 2), 0.5)).toEqual(seconds);
  });

  it('add up where they are the same', () => {
    expect(addUnits(bytes, bytes)).toEqual(bytes);
    expect(addUnits(bytes, seconds)).toBeUndefined();
    expect(addUnits(bytes, undefined)).toBeUndefined();
    expect(subtractUnits(bytes, number)).toBeUndefined();
  });

  it('know points in time from lengths of time', () => {
    expect(subtractUnits(time, time)).toEqual(seconds);
    expect(subtractUnits(time, seconds)).toEqual(time);
    expect(addUnits(seconds, time)).toEqual(time);
    expect(addUnits(time, time)).toBeUndefined();
    expect(subtractUnits(seconds, time)).toBeUndefined();
    expect(sameUnit(time, seconds)).toBe(false);
    expect(multiplyUnits(time, time)).toBeUndefined();
  });
});

describe('the unit of an expression', () => {
  it.each([
    ['free_bytes', 'bytes'],
    ['free_bytes offset 5m', 'bytes'],
    ['-free_bytes', 'bytes'],
    ['(free_bytes)', 'bytes'],
    ['rate(sent_bytes_total[5m])', 'bytes/s'],
    ['irate(sent_bytes_total[5m])', 'bytes/s'],
    ['increase(sent_bytes_total[5m])', 'bytes'],
    ['delta(free_bytes[5m])', 'bytes'],
    ['deriv(free_bytes[5m])', 'bytes/s'],
    ['predict_linear(free_bytes[5m], 3600)', 'bytes'],
    ['rate(errors_total[5m])', '1/s'],
    ['rate(work_seconds_total[5m])', 'a plain number'],
    ['delta(started_seconds[5m])', 'seconds'],
    ['deriv(started_seconds[5m])', 'a plain number'],
    ['avg_over_time(free_bytes[5m])', 'bytes'],
    ['quantile_over_time(0.5, free_bytes[5m])', 'bytes'],
    ['count_over_time(free_bytes[5m])', 'a plain number'],
    ['stddev_over_time(free_bytes[5m])', 'bytes'],
    ['stdvar_over_time(free_bytes[5m])', 'bytes^2'],
    ['changes(free_bytes[5m])', 'a plain number'],
    ['max_over_time(rate(sent_bytes_total[5m])[1h:])', 'bytes/s'],
    ['sum(free_bytes)', 'bytes'],
    ['count(free_bytes)', 'a plain number'],
    ['stddev(free_bytes)', 'bytes'],
    ['stdvar(free_bytes)', 'bytes^2'],
    ['quantile(0.5, free_bytes)', 'bytes'],
    ['topk(3, free_bytes)', 'bytes'],
    ['group(free_bytes)', 'a plain number'],
    ['sum(started_seconds)', undefined],
    ['max(started_seconds)', 'seconds (a point in time)'],
    ['histogram_quantile(0.9, sum by (le) (rate(latency_seconds_bucket[5m])))', 'seconds'],
    ['histogram_quantile(0.9, rate(size_bytes[5m]))', 'bytes'],
    ['histogram_avg(rate(size_bytes[5m]))', 'bytes'],
    ['histogram_sum(rate(size_bytes[5m]))', 'bytes/s'],
    ['histogram_count(rate(size_bytes[5m]))', '1/s'],
    ['histogram_stdvar(sum(size_bytes))', 'bytes^2'],
    ['histogram_fraction(0, 1, rate(size_bytes[5m]))', 'a plain number'],
    ['rate(latency_seconds_sum[5m]) / rate(latency_seconds_count[5m])', 'seconds'],
    ['free_bytes / size_total_bytes', 'a plain number'],
    ['1 - free_bytes / size_total_bytes', 'a plain number'],
    ['free_bytes + 1', 'bytes'],
    ['free_bytes * 8', 'bytes'],
    ['2 * free_bytes', 'bytes'],
    ['1 / free_bytes', '1/bytes'],
    ['free_bytes ^ 2', 'bytes^2'],
    ['free_bytes ^ free_bytes', undefined],
    ['sqrt(free_bytes * free_bytes)', 'bytes'],
    ['sqrt(free_bytes)', 'bytes^0.5'],
    ['exp(hit_ratio)', 'a plain number'],
    ['ln(free_bytes)', undefined],
    ['sin(hit_ratio)', 'a plain number'],
    ['abs(free_bytes)', 'bytes'],
    ['clamp_min(free_bytes, 1)', 'bytes'],
    ['sgn(free_bytes)', 'a plain number'],
    ['free_bytes % 1024', 'bytes'],
    ['time() % 86400', 'seconds'],
    ['free_bytes + size_total_bytes', 'bytes'],
    ['free_bytes + on(instance) work_seconds_total', undefined],
    ['time() - started_seconds', 'seconds'],
    ['time() - 3600', 'seconds (a point in time)'],
    ['started_seconds + 1h', 'seconds (a point in time)'],
    ['timestamp(up)', 'seconds (a point in time)'],
    ['time() - timestamp(up)', 'seconds'],
    ['time() * 1000', 'seconds (a point in time)'],
    ['1h', 'seconds'],
    ['1h * 2', 'seconds'],
    ['free_bytes / 1h', 'bytes/s'],
    ['5', undefined],
    ['vector(5)', undefined],
    ['scalar(free_bytes)', 'bytes'],
    ['hour()', 'a plain number'],
    ['pi()', 'a plain number'],
    ['free_bytes > 5', 'bytes'],
    ['5 < free_bytes', 'bytes'],
    ['free_bytes > bool 5', 'a plain number'],
    ['free_bytes and up', 'bytes'],
    ['free_bytes or size_total_bytes', 'bytes'],
    ['free_bytes or up', undefined],
    ['free_bytes or vector(0)', 'bytes'],
    ['vector(0) or free_bytes', 'bytes'],
    ['free_bytes * on(instance) group_left(version) build_info', 'bytes'],
    ['absent(free_bytes)', 'a plain number'],
    ['shared_total', 'bytes'],
    ['mixed', undefined],
    ['nobody_knows', undefined],
    ['rate(nobody_knows[5m])', undefined],
    ['nobody_knows * free_bytes', undefined],
    ['label_replace(free_bytes, "a", "b", "c", "")', 'bytes'],
  ])('%s: %s', (text, unit) => {
    const shape = shapeOf(text, open);
    expect(shape.unit && unitText(shape.unit)).toBe(unit);
  });

  it.each([
    ['free_bytes', 1],
    ['free_bytes / 1024', 1 / 1024],
    ['free_bytes * 8', 8],
    ['100 * free_bytes / size_total_bytes', 100],
    ['(1 - free_bytes / size_total_bytes) * 100', 100],
    ['rate(work_seconds_total[5m]) * (60 * 1000)', 60_000],
    ['sum(free_bytes / 1024)', 1 / 1024],
    ['free_bytes / 1024 + size_total_bytes / 1024', 1 / 1024],
    ['free_bytes / 1024 > 5', 1 / 1024],
    ['(free_bytes * 1000) ^ 2', 1e6],
    ['-(free_bytes * 1000)', 1000],
    ['free_bytes * -1000', 1000],
    ['free_bytes * 2', 1],
    ['(free_bytes + size_total_bytes) / 2', 1],
    ['work_seconds_total * 8', 1],
    ['free_bytes / 1024 or 0 * size_total_bytes / 1024', 1 / 1024],
  ])('%s counts in %d', (text, scale) => expect(shapeOf(text).scale).toBe(scale));

  it.each([
    ['5', true],
    ['-5', true],
    ['(5 + 3) * 2', true],
    ['vector(5)', true],
    ['scalar(vector(5))', true],
    ['1h', false],
    ['5 > bool 3', false],
    ['up', false],
    ['up * 2', false],
    ['count(vector(5))', false],
    ['time()', false],
  ])('%s fits any unit: %s', (text, adapts) => expect(shapeOf(text).adapts).toBe(adapts));
});
