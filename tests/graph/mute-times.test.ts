import { describe, expect, it } from 'vitest';
import { contains, isAlwaysMuted, mutedBy } from '../../stacks/graph/mute-times.ts';
import type { MuteTime } from '../../stacks/model/index.ts';

const at = (text: string) => new Date(text);

describe('a mute time', () => {
  // What Alertmanager's ContainsTime says of the same times (timeinterval.go).
  it.each<[string, MuteTime, string, boolean]>([
    ['begins at its first minute', { times: [{ from: '22:00', to: '24:00' }] }, '2026-01-03T22:00:00Z', true],
    ['lasts to the end of its last', { times: [{ from: '22:00', to: '23:00' }] }, '2026-01-03T22:59:59Z', true],
    ['is over at the minute of its end', { times: [{ from: '22:00', to: '23:00' }] }, '2026-01-03T23:00:00Z', false],
    ['goes to midnight', { times: [{ from: '22:00', to: '24:00' }] }, '2026-01-03T23:59:59Z', true],
    [
      'is one of several times',
      {
        times: [
          { from: '01:00', to: '02:00' },
          { from: '05:00', to: '06:00' },
        ],
      },
      '2026-01-03T05:30:00Z',
      true,
    ],
    ['is on a day of the week', { weekdays: ['saturday'] }, '2026-01-03T12:00:00Z', true],
    ['is within days of the week', { weekdays: [{ from: 'monday', to: 'friday' }] }, '2026-01-03T12:00:00Z', false],
    ['goes over the end of the week', { weekdays: [{ from: 'saturday', to: 'monday' }] }, '2026-01-05T12:00:00Z', true],
    ['is on a day of the month', { daysOfMonth: [3] }, '2026-01-03T12:00:00Z', true],
    ['is on the last day of the month', { daysOfMonth: [-1] }, '2026-02-28T12:00:00Z', true],
    ['knows leap years', { daysOfMonth: [-1] }, '2028-02-28T12:00:00Z', false],
    ['is on the last days of the month', { daysOfMonth: [{ from: -3, to: -1 }] }, '2026-04-28T12:00:00Z', true],
    ['is not before them', { daysOfMonth: [{ from: -3, to: -1 }] }, '2026-04-27T12:00:00Z', false],
    ['goes from a day to the end of the month', { daysOfMonth: [{ from: 15, to: -1 }] }, '2026-01-31T12:00:00Z', true],
    ['is cut off at the end of the month', { daysOfMonth: [{ from: 28, to: 31 }] }, '2026-02-28T12:00:00Z', true],
    ['is never on a day that the month does not have', { daysOfMonth: [31] }, '2026-04-30T12:00:00Z', false],
    [
      'begins with a month that is shorter than counted',
      { daysOfMonth: [{ from: -31, to: -1 }] },
      '2026-02-01T12:00:00Z',
      true,
    ],
    ['is in a month', { months: ['january'] }, '2026-01-31T23:59:59Z', true],
    ['is within months', { months: [{ from: 'february', to: 'may' }] }, '2026-01-31T12:00:00Z', false],
    ['goes over the end of the year', { months: [{ from: 'december', to: 'january' }] }, '2026-01-31T12:00:00Z', true],
    ['is in a year', { years: [2026] }, '2026-12-31T23:59:00Z', true],
    ['is within years', { years: [{ from: 2020, to: 2025 }] }, '2026-01-01T00:00:00Z', false],
    ['asks for all that it says', { weekdays: ['saturday'], months: ['may'] }, '2026-01-03T12:00:00Z', false],
    [
      'reads the clock of its zone in winter',
      { times: [{ from: '23:00', to: '24:00' }], timeZone: 'Europe/Berlin' },
      '2026-01-03T22:30:00Z',
      true,
    ],
    [
      'reads it in summer',
      { times: [{ from: '23:00', to: '24:00' }], timeZone: 'Europe/Berlin' },
      '2026-07-03T21:30:00Z',
      true,
    ],
    ['reads the calendar of its zone', { weekdays: ['sunday'], timeZone: 'Asia/Tokyo' }, '2026-01-03T16:00:00Z', true],
    [
      'reads a zone that is ahead by half an hour',
      { times: [{ from: '05:30', to: '05:31' }], timeZone: 'Asia/Kolkata' },
      '2026-01-03T00:00:00Z',
      true,
    ],
    [
      'is in UTC unless it says otherwise',
      { times: [{ from: '00:00', to: '01:00' }] },
      '2026-01-03T00:30:00+02:00',
      false,
    ],
  ])('%s', (_, time, moment, expected) => {
    expect(contains(time, at(moment))).toBe(expected);
  });
});

const nights: readonly MuteTime[] = [
  {
    times: [
      { from: '22:00', to: '24:00' },
      { from: '00:00', to: '06:00' },
    ],
  },
];
const days: readonly MuteTime[] = [{ times: [{ from: '06:00', to: '22:00' }] }];
const muteTimes = { nights, days, weekends: [{ weekdays: ['saturday', 'sunday'] }] } as const;

describe('a branch', () => {
  it.each([
    ['is muted by the time that holds', { mute: ['days', 'nights'], activeOnly: [] }, 'nights'],
    ['is muted by the time that does not hold and has to', { mute: [], activeOnly: ['days'] }, 'days'],
    ['tells somebody where one of the times holds', { mute: ['days'], activeOnly: ['days', 'weekends'] }, undefined],
    ['tells somebody where it says nothing', { mute: [], activeOnly: [] }, undefined],
  ])('%s', (_, branch, expected) => {
    expect(mutedBy(branch, muteTimes, at('2026-01-03T03:00:00Z'))).toBe(expected);
  });

  it.each<[string, { mute?: string[]; activeOnly?: string[] }, Readonly<Record<string, readonly MuteTime[]>>, boolean]>(
    [
      ['by day and by night', { mute: ['days', 'nights'] }, muteTimes, true],
      ['by night', { mute: ['nights'] }, muteTimes, false],
      ['outside of the time in which it is muted', { mute: ['nights'], activeOnly: ['nights'] }, muteTimes, true],
      [
        'but for a minute a week',
        { mute: ['most'] },
        {
          most: [
            {
              times: [
                { from: '00:00', to: '12:00' },
                { from: '12:01', to: '24:00' },
              ],
            },
            { weekdays: [{ from: 'tuesday', to: 'sunday' }] },
          ],
        },
        false,
      ],
      [
        'but for the 29th of February on a Monday',
        { mute: ['most'] },
        {
          most: [
            { weekdays: [{ from: 'tuesday', to: 'sunday' }] },
            { months: [{ from: 'march', to: 'january' }] },
            { daysOfMonth: [{ from: 1, to: 28 }] },
          ],
        },
        false,
      ],
      [
        'but for one year',
        { mute: ['most'] },
        {
          most: [
            {
              years: [
                { from: 1970, to: 2098 },
                { from: 2100, to: 9999 },
              ],
            },
          ],
        },
        false,
      ],
      [
        'on days that no month has',
        { activeOnly: ['never'] },
        { never: [{ daysOfMonth: [31], months: ['april'] }] },
        true,
      ],
      [
        'but for a minute in another zone',
        { mute: ['most'] },
        {
          most: [
            {
              times: [
                { from: '00:00', to: '03:10' },
                { from: '03:11', to: '24:00' },
              ],
              timeZone: 'Asia/Kolkata',
            },
          ],
        },
        false,
      ],
    ],
  )('knows whether it is muted at all times: %s', (_, { mute = [], activeOnly = [] }, times, expected) => {
    expect(isAlwaysMuted({ mute, activeOnly }, times)).toBe(expected);
  });
});
