import { describe, expect, it } from 'vitest';
import { moment, momentText, spanText } from '../../scripts/replay/moment.ts';

describe('a point in time', () => {
  it.each([
    ['2026-06-01T08:00:00Z', '2026-06-01T08:00:00.000Z'],
    ['2026-06-01T08:00:00.250Z', '2026-06-01T08:00:00.250Z'],
    ['2026-06-01T08:00+02:00', '2026-06-01T06:00:00.000Z'],
    ['2026-06-01 08:00:30Z', '2026-06-01T08:00:30.000Z'],
    ['2026-06-01', '2026-06-01T00:00:00.000Z'],
    ['1780300800', '2026-06-01T08:00:00.000Z'],
    [1_780_300_800.5, '2026-06-01T08:00:00.500Z'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
  ])('may be written as %s', (written, expected) => {
    expect(new Date(moment(written) ?? Number.NaN).toISOString()).toBe(expected);
  });

  it.each(['', 'yesterday', '2026-06-01T08:00:00', '2026-13-01', '2026-06-31T25:00:00Z', Number.NaN, null, {}])(
    'is not %s',
    (written) => {
      expect(moment(written)).toBeUndefined();
    },
  );

  it('is shown in UTC, with seconds only where there are any', () => {
    expect(momentText(Date.UTC(2026, 5, 1, 8, 5))).toBe('2026-06-01 08:05Z');
    expect(momentText(Date.UTC(2026, 5, 1, 8, 5, 7))).toBe('2026-06-01 08:05:07Z');
  });
});

it.each([
  [0, '0s'],
  [750, '750ms'],
  [20_078, '20s'],
  [90_000, '1m30s'],
  [3_600_000, '1h'],
  [90_061_000, '1d1h'],
  [86_400_000 + 60_000, '1d1m'],
])('%d ms are shown as %s', (span, expected) => {
  expect(spanText(span)).toBe(expected);
});
