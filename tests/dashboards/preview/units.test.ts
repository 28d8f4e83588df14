import { describe, expect, it } from 'vitest';
import { agoText, clockText, durationText } from '../../../dashboards/preview/data/moments.ts';
import { valueText } from '../../../dashboards/preview/data/units.ts';

describe('a value in a unit', () => {
  it.each([
    ['none', 0, '0'],
    ['none', 0.012_345, '0.0123'],
    ['none', 1.234_5, '1.23'],
    ['none', 12.34, '12.3'],
    ['none', 123.4, '123'],
    ['none', 1_234_567, '1234567'],
    ['short', 999, '999'],
    ['short', 12_345, '12.3 K'],
    ['short', 9_876_543, '9.88 Mil'],
    ['percentunit', 0.987_6, '98.8%'],
    ['percentunit', 1, '100%'],
    ['percent', 12.34, '12.3%'],
    ['s', 0, '0 s'],
    ['s', 0.000_000_5, '500 ns'],
    ['s', 0.000_12, '120 µs'],
    ['s', 0.25, '250 ms'],
    ['s', 1, '1 s'],
    ['s', 59, '59 s'],
    ['s', 60, '1 min'],
    ['s', 90, '1.50 mins'],
    ['s', 3600, '1 hour'],
    ['s', 9000, '2.50 hours'],
    ['s', 172_800, '2 days'],
    ['s', 1_209_600, '2 weeks'],
    ['s', -0.25, '-250 ms'],
    ['ms', 1250, '1.25 s'],
    ['ms', 0, '0 ms'],
    ['bytes', 0, '0 B'],
    ['bytes', 1023, '1023 B'],
    ['bytes', 1024, '1 KiB'],
    ['bytes', 1_572_864, '1.50 MiB'],
    ['bytes', 2 ** 60, '1 EiB'],
    ['decbytes', 1_500_000, '1.50 MB'],
    ['Bps', 2_000_000, '2 MB/s'],
    ['binBps', 2_097_152, '2 MiB/s'],
    ['bps', 1000, '1 kb/s'],
    ['reqps', 0.12, '0.120 req/s'],
    ['reqps', 1500, '1.50 K req/s'],
    ['ops', 3, '3 ops/s'],
    ['cps', 3, '3 c/s'],
    ['dtdurations', 7500, '2 hours'],
    ['celsius', 21.5, '21.5 °C'],
    ['currencyEUR', 1532.82, '€1.53K'],
    ['suffix:users', 7, '7 users'],
    ['si:m', 1500, '1.50 km'],
    ['count:jobs', 2000, '2 K jobs'],
    ['bool:yes/no', 0, 'no'],
    ['a unit nobody knows', 5, '5 a unit nobody knows'],
  ])('%s: %d is %s', (unit, value, text) => {
    expect(valueText(value, unit)).toBe(text);
  });

  it('has as many decimals as the panel asks for', () => {
    expect(valueText(0.5, 'percentunit', 2)).toBe('50.00%');
    expect(valueText(1250, 'ms', 0)).toBe('1 s');
    expect(valueText(-0.0001, 'none', 1)).toBe('0.0');
  });

  it.each(['none', 's', 'bytes', 'short', 'reqps', 'percentunit', 'dtdurations', 'dateTimeFromNow', 'clocks'])(
    'that is none is still a text: %s',
    (unit) => {
      for (const value of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 1e300, -1e-300])
        expect(valueText(value, unit)).toMatch(/\S/);
    },
  );
});

describe('a time in words', () => {
  const now = Date.UTC(2026, 5, 1, 12);
  it.each([
    [-10, 'a few seconds ago'],
    [-60, 'a minute ago'],
    [-600, '10 minutes ago'],
    [-3600, 'an hour ago'],
    [-7200, '2 hours ago'],
    [-86_400, 'a day ago'],
    [-10 * 86_400, '10 days ago'],
    [3600, 'in an hour'],
  ])('%d seconds from now is %s', (seconds, text) => {
    expect(agoText(now + seconds * 1000, now)).toBe(text);
  });

  it('names the largest unit, and as many more as there are decimals', () => {
    expect(durationText(93_784, 0)).toBe('1 day');
    expect(durationText(93_784, 2)).toBe('1 day, 2 hours, 3 minutes');
    expect(durationText(0)).toBe('0 seconds');
    expect(durationText(-60)).toBe('1 minute ago');
  });

  it('is written as a clock', () => {
    expect(clockText(93_784, false)).toBe('26:03:04');
    expect(clockText(93_784, true)).toBe('1 d 02:03:04');
  });
});
