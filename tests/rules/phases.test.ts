import { clock, counting, gone, level, phases, ramp, since } from 'narthex';
import { describe, expect, it } from 'vitest';

const one = (signal: Parameters<typeof phases>[0][number]['series'][string], lasts: `${number}m` = '4m') =>
  phases([{ lasts, series: { x: signal } }]).x;

describe('a series of a scenario', () => {
  it.each([
    ['a gauge that stays', one(level(7)), '7x4'],
    ['a gauge that rises', one(ramp(10, 0.5)), '10+30x4'],
    ['a gauge that falls', one(ramp(100, -1)), '100-60x4'],
    ['a counter', one(counting(2)), '0+120x4'],
    ['a counter of fractions', one(counting(0.05)), '0+3x4'],
    ['a time that moves along', one(clock(-30)), '-30+60x4'],
    ['a time that stands still', one(since(5)), '5x4'],
    ['a series that never was', one(gone), '_x5'],
  ])('is written as promtool reads it: %s', (_, written, expected) => {
    expect(written).toBe(expected);
  });

  it('goes on from phase to phase where the one before has ended', () => {
    const written = phases([
      { lasts: '2m', series: { total: counting(1), size: level(3), at: since() } },
      { lasts: '3m', series: { total: counting(10), size: ramp(3, 1), at: since() } },
    ]);
    expect(written).toEqual({ total: '0 60+600x4', size: '3x2 63+60x2', at: '0x1 120x3' });
  });

  it('ends with a mark in the phase that does not name it, and comes back where one does', () => {
    const written = phases([
      { lasts: '2m', series: { up: level(1) } },
      { lasts: '3m', series: {} },
      { lasts: '1m', series: { up: level(0) } },
    ]);
    expect(written).toEqual({ up: '1x1 stale _x2 0x1' });
  });

  it('has samples as often as the scenario says', () => {
    expect(phases([{ lasts: '1m', series: { x: counting(1) } }], '15s')).toEqual({ x: '0+15x4' });
  });

  it('hides no change in a run of even steps', () => {
    const seen = phases([{ lasts: '5m', series: { x: ({ time }) => (time === 180 ? 9 : time / 60) } }]).x;
    expect(seen).toBe('0+1x2 9 4 5');
  });
});
