import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  backendIntervals,
  browserInterval,
  intervalMilliseconds,
  roundInterval,
} from '../../../dashboards/expand/intervals.ts';
import { goDuration, singleUnit } from '../../../dashboards/expand/macros.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('intervals of a panel that is 1200 pixels wide, of metrics read every 15 s', () => {
  it.each([
    [hour, '15s', '1m0s'],
    [6 * hour, '20s', '1m0s'],
    [day, '1m', '1m15s'],
    [7 * day, '10m', '10m15s'],
  ])('over %i ms are %s and %s', (range, interval, rateInterval) => {
    const settings = { range, maxDataPoints: 1200, timeInterval: '15s' };
    const intervalMs = browserInterval(settings);
    const found = backendIntervals(settings, { intervalMs });
    expect(singleUnit(intervalMs)).toBe(interval);
    expect(singleUnit(found.step)).toBe(interval);
    expect(goDuration(found.rateInterval)).toBe(rateInterval);
  });
});

describe('the interval of the browser', () => {
  it('is not below that of the panel, nor of the data source, nor 15 s', () => {
    const settings = { range: hour, maxDataPoints: 1000 };
    expect(browserInterval(settings)).toBe(15_000);
    expect(browserInterval({ ...settings, timeInterval: '5s' })).toBe(5_000);
    expect(browserInterval({ ...settings, timeInterval: '5s' }, '2m')).toBe(2 * minute);
    expect(browserInterval({ ...settings, timeInterval: '5s' }, '>30s')).toBe(30_000);
  });

  it('goes up where a bound is hit exactly; the backend goes down', () => {
    expect(roundInterval(90_000, 'browser')).toBe(2 * minute);
    expect(roundInterval(90_000, 'backend')).toBe(minute);
    expect([roundInterval(5, 'browser'), roundInterval(50 * 7 * day, 'browser')]).toEqual([1, 365 * day]);
  });

  it('never shrinks when the range grows', () => {
    const range = fc.integer({ min: 1, max: 400 * day });
    fc.assert(
      fc.property(range, range, (a, b) => {
        const of = (length: number) => browserInterval({ range: length, maxDataPoints: 1200 });
        expect(of(Math.max(a, b))).toBeGreaterThanOrEqual(of(Math.min(a, b)));
      }),
    );
  });
});

// The vectors of promlib: `TestParse` and `TestRateInterval`.
describe('the step of the backend', () => {
  it.each([
    [12 * hour, '15s', {}, 30_000],
    [hour, '15s', {}, 15_000],
    [2 * day, '15s', { intervalFactor: 10 }, 20 * minute],
    [2 * day, '15s', { intervalFactor: 1 }, 2 * minute],
    [2 * day, '240s', {}, 4 * minute],
    [2 * day, '15s', { intervalMs: minute }, 2 * minute],
    [2 * day, '15s', { intervalMs: minute, minStep: '1m' }, 2 * minute],
  ])('over %i ms, %s, %j is %i', (range, timeInterval, options, expected) => {
    expect(backendIntervals({ range, maxDataPoints: 0, timeInterval }, options).step).toBe(expected);
  });

  it('never asks Prometheus for more than 11 000 points', () => {
    const found = backendIntervals({ range: 30 * day, maxDataPoints: 100_000, timeInterval: '1s' }, { minStep: '1s' });
    expect((30 * day) / found.step).toBeLessThanOrEqual(11_000);
  });
});

describe('the rate interval', () => {
  it.each([
    [hour, 12_384, '30s', 100_000, '150s', '10m0s', 150_000],
    [hour, 12_384, '30s', 120_000, '150s', '10m0s', 150_000],
    [hour, 12_384, '30s', 120_000, '120s', '8m0s', 120_000],
    [hour, 12_384, '30s', 30_000, '30s', '2m0s', 30_000],
    [hour, 12_384, '30s', 30_000, '$__rate_interval', '2m0s', 120_000],
    [2 * day, 12_384, '30s', 120_000, '$__rate_interval', '2m30s', 150_000],
    [2 * day, 12_384, '15s', 120_000, '$__interval', '8m0s', 120_000],
    [hour, 1_613, '30s', 30_000, '', '2m0s', 30_000],
    [5 * minute, 1_055, '15s', 15_000, '', '1m0s', 15_000],
    [5 * minute, 0, '15s', minute, '5m', '20m0s', 300_000],
    [5 * minute, 0, '15s', 0, '$__rate_interval', '1m0s', 60_000],
    [2 * day, 0, '15s', 120_000, '', '2m15s', 120_000],
  ])(
    'over %i ms, %i points, %s, %i ms, least step %s is %s',
    (range, maxDataPoints, timeInterval, intervalMs, minStep, rate, step) => {
      const found = backendIntervals({ range, maxDataPoints, timeInterval }, { intervalMs, minStep });
      expect(goDuration(found.rateInterval)).toBe(rate);
      expect(found.step).toBe(step);
    },
  );

  it('always holds four scrapes, and never less than the step and one scrape', () => {
    const settings = fc.record({
      range: fc.integer({ min: minute, max: 400 * day }),
      maxDataPoints: fc.integer({ min: 50, max: 4000 }),
      scrape: fc.integer({ min: 1, max: 300 }),
    });
    fc.assert(
      fc.property(settings, ({ range, maxDataPoints, scrape }) => {
        const all = { range, maxDataPoints, timeInterval: `${scrape}s` };
        const { step, rateInterval } = backendIntervals(all, { intervalMs: browserInterval(all) });
        expect(rateInterval).toBeGreaterThanOrEqual(4000 * scrape);
        expect(rateInterval).toBeGreaterThan(Math.min(step, browserInterval(all)));
        expect(range / step).toBeLessThanOrEqual(11_000);
      }),
    );
  });
});

describe('a length of time', () => {
  it.each([
    ['15s', 15_000],
    ['1m', minute],
    ['500ms', 500],
    ['1h30m', 90 * minute],
    ['30', 30_000],
    ['>10s', 10_000],
    ['1w', 7 * day],
    ['0s', 0],
  ])('is read: %s', (text, expected) => {
    expect(intervalMilliseconds(text)).toBe(expected);
  });

  it('is refused where it is none', () => {
    expect(() => intervalMilliseconds('soon')).toThrow("'soon' is no interval");
    expect(() => intervalMilliseconds('$__rate_interval_s')).toThrow('is no interval');
  });

  it('is written in one unit, rounded down', () => {
    expect([500, 1_500, 90_000, 5_400_000, 2 * day, 400 * day].map(singleUnit)).toEqual([
      ...['500ms', '1s', '1m', '1h', '2d', '1y'],
    ]);
  });

  it('is written as Go does', () => {
    expect([0, 500, 1_500, 15_000, 75_000, hour, 10 * minute + 15_000].map(goDuration)).toEqual([
      ...['0s', '500ms', '1.5s', '15s', '1m15s', '1h0m0s', '10m15s'],
    ]);
  });
});
