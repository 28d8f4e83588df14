import { defineStack, deployed, inbox } from 'narthex';
import { describe, expect, it } from 'vitest';
import { resolveStack } from '../../stacks/model/index.ts';
import { planOf, problemsOf, shop, smallest } from '../support/stacks.ts';
import { expectRefused, type Mistake } from './mistake.ts';

const { routing, receivers } = smallest;

/** The smallest stack with a route that names this mute time. */
const muted = (time: object) => ({
  muteTimes: { nights: time },
  routing: { ...routing, routes: [{ match: { severity: 'info' }, receiver: 'team', mute: ['nights'] }] },
});
const routed = (route: object) => ({
  routing: { ...routing, routes: [{ match: { a: 'b' }, receiver: 'team', ...route }] },
});
const tested = (test: object) => ({
  routing: { ...routing, tests: [{ name: 'a test', alert: { alertname: 'Watchdog' }, reaches: ['team'], ...test }] },
});
const time = (from: string, to: string) => ({ times: [{ from, to }] });

const mistakes: Readonly<Record<string, Mistake>> = {
  'a mute time over midnight': [
    muted(time('22:00', '06:00')),
    'NX130',
    'muteTimes.nights.times[0]',
    'does not go over midnight',
    "{ from: '22:00', to: '24:00' } and { from: '00:00', to: '06:00' }",
  ],
  'a mute time without length': [
    muted(time('22:00', '22:00')),
    'NX130',
    'muteTimes.nights.times[0]',
    'not after',
    'two',
  ],
  'a time that is none': [muted(time('22:00', '25:00')), 'NX130', 'muteTimes.nights.times[0]', "'25:00'", 'HH:MM'],
  'a time without minutes': [muted(time('6', '24:00')), 'NX130', 'muteTimes.nights.times[0]', "'6'", 'HH:MM'],
  'a day that is none': [muted({ weekdays: ['mon'] }), 'NX130', 'muteTimes.nights.weekdays[0]', "'mon'", 'monday'],
  'a range of days that is none': [
    muted({ weekdays: [{ from: 'monday', to: 'fri' }] }),
    'NX130',
    'muteTimes.nights.weekdays[0]',
    "'fri'",
    'friday',
  ],
  'a month that is none': [muted({ months: ['sept'] }), 'NX130', 'muteTimes.nights.months[0]', "'sept'", 'september'],
  'a day that no month has': [muted({ daysOfMonth: [32] }), 'NX130', 'muteTimes.nights.daysOfMonth[0]', '32', '-1'],
  'the day 0 of a month': [muted({ daysOfMonth: [0] }), 'NX130', 'muteTimes.nights.daysOfMonth[0]', '0', '-1'],
  'days that are always the wrong way round': [
    muted({ daysOfMonth: [{ from: 30, to: -5 }] }),
    'NX130',
    'muteTimes.nights.daysOfMonth[0]',
    'the day -5 is before the day 30',
    'exchange',
  ],
  'days from the end to the start': [
    muted({ daysOfMonth: [{ from: -3, to: 3 }] }),
    'NX130',
    'muteTimes.nights.daysOfMonth[0]',
    'the day 3 is before the day -3',
    'two ranges',
  ],
  'years the wrong way round': [
    muted({ years: [{ from: 2027, to: 2026 }] }),
    'NX130',
    'muteTimes.nights.years[0]',
    '2026 is before 2027',
    'exchange',
  ],
  'a time zone that is none': [
    muted({ ...time('00:00', '06:00'), timeZone: 'Europe/Berlinn' }),
    'NX130',
    'muteTimes.nights.timeZone',
    "'Europe/Berlinn'",
    'Europe/Berlin',
  ],
  'a time zone in small letters, which Go does not find': [
    muted({ ...time('00:00', '06:00'), timeZone: 'europe/berlin' }),
    'NX130',
    'muteTimes.nights.timeZone',
    "'europe/berlin'",
    'Europe/Berlin',
  ],
  'an offset for a time zone': [
    muted({ ...time('00:00', '06:00'), timeZone: '+01:00' }),
    'NX130',
    'muteTimes.nights.timeZone',
    "'+01:00'",
    'UTC',
  ],
  'a mute time that is always': [muted({ timeZone: 'UTC' }), 'NX130', 'muteTimes.nights', 'always', 'when'],
  'a mute time without parts': [muted([]), 'NX130', 'muteTimes.nights', 'never', 'when'],
  'a mute time with an empty list': [
    muted([{ weekdays: [] }]),
    'NX130',
    'muteTimes.nights[0].weekdays',
    'empty',
    'leave',
  ],
  'a mute time with a key that it does not have': [
    muted({ weekday: ['monday'] }),
    'NX117',
    'muteTimes.nights.weekday',
    "'weekday'",
    "did you mean 'weekdays'?",
  ],
  'a mute time of a name that no file can have': [
    { muteTimes: { 'At night': time('00:00', '06:00') } },
    'NX102',
    "muteTimes['At night']",
    'At night',
    'lower-case',
  ],
  'a mute time that no route names': [
    { muteTimes: { nights: time('00:00', '06:00') } },
    'NX131',
    'muteTimes.nights',
    'no route names',
    'remove it',
  ],
  'a route that names a mute time that is not there': [
    routed({ mute: ['nights'] }),
    'NX135',
    'routing.routes[0].mute[0]',
    "'nights'",
    '',
  ],
  'a route that is active in a mute time that is not there': [
    routed({ routes: [{ match: { c: 'd' }, receiver: 'team', activeOnly: ['days'] }] }),
    'NX135',
    'routing.routes[0].routes[0].activeOnly[0]',
    "'days'",
    '',
  ],
  'a pattern with flags': [
    routed({ match: { job: /api/i } }),
    'NX132',
    'routing.routes[0].match.job',
    "the flags 'i'",
    'leave them out',
  ],
  'a pattern with flags that is turned round, in an inhibition': [
    { inhibitions: [{ source: { a: 'b' }, target: { job: { not: /api/g } }, equal: [] }] },
    'NX132',
    'inhibitions[0].target.job',
    "the flags 'g'",
    'leave them out',
  ],
  'an empty list of values': [routed({ match: { job: [] } }), 'NX132', 'routing.routes[0].match.job', 'empty', 'leave'],
  'an escalation to nobody that is known': [
    routed({ escalate: [{ after: '15m', to: 'boss' }] }),
    'NX112',
    'routing.routes[0].escalate[0].to',
    "'boss'",
    'team',
  ],
  'an escalation to who is told at once': [
    routed({ escalate: [{ after: '15m', to: 'team' }] }),
    'NX133',
    'routing.routes[0].escalate[0].to',
    'told at once',
    'repeatInterval',
  ],
  'an escalation after no time': [
    { receivers: { ...receivers, boss: inbox() }, ...routed({ escalate: [{ after: '0s', to: 'boss' }] }) },
    'NX133',
    'routing.routes[0].escalate[0].after',
    "'0s'",
    '15m',
  ],
  'a test without a name': [tested({ name: ' ' }), 'NX134', 'routing.tests[0].name', 'no name', 'sentence'],
  'a test of an alert without a name': [tested({ alert: {} }), 'NX134', 'routing.tests[0].alert', 'alertname', 'name'],
  'a test at a moment that is none': [tested({ at: '3 a.m.' }), 'NX134', 'routing.tests[0].at', "'3 a.m.'", 'offset'],
  'a test at a moment without an offset': [
    tested({ at: '2026-01-03T03:00:00' }),
    'NX134',
    'routing.tests[0].at',
    'no moment',
    'Z',
  ],
  'a test that expects a receiver that is not there': [
    tested({ reaches: ['tame'] }),
    'NX112',
    'routing.tests[0].reaches[0]',
    "'tame'",
    'team',
  ],
  'a test that expects a mute time that is not there': [
    tested({ at: '2026-01-03T03:00:00Z', mutedBy: 'nights' }),
    'NX135',
    'routing.tests[0].mutedBy',
    "'nights'",
    '',
  ],
  'a test that expects a mute time at no moment': [
    { ...tested({ mutedBy: 'nights' }), muteTimes: { nights: time('00:00', '06:00') } },
    'NX134',
    'routing.tests[0].mutedBy',
    'no moment',
    'at:',
  ],
  'a test that expects what does not fire': [
    tested({ inhibitedBy: 'InstanceDown' }),
    'NX134',
    'routing.tests[0].inhibitedBy',
    "'firing'",
    'add it',
  ],
  'a test in an environment that is none': [
    tested({ environments: ['prod'] }),
    'NX134',
    'routing.tests[0].environments',
    "'prod'",
    'production',
  ],
  'an address of Prometheus that is none': [
    { prometheus: { url: 'prometheus:9090' } },
    'NX118',
    'prometheus.url',
    'is not a URL',
    'https://prometheus.example.org',
  ],
};

describe('the definition is refused for', () => {
  it.each(Object.entries(mistakes))('%s', (_, mistake) => {
    expectRefused(mistake);
  });

  it('two tests of one name', () => {
    const test = { name: 'a test', alert: { alertname: 'Watchdog' }, reaches: ['team'] };
    expectRefused([
      { routing: { ...routing, tests: [test, test] } },
      'NX103',
      'routing.tests[1].name',
      'a test',
      'sentence of its own',
    ]);
  });
});

describe('a definition is accepted with', () => {
  it.each<[string, object]>([
    ['a range of days that is empty in short months only', muted({ daysOfMonth: [{ from: 27, to: -1 }] })],
    ['a week that goes over its end', muted({ weekdays: [{ from: 'friday', to: 'monday' }] })],
    ['a time zone under an old name', muted({ ...time('00:00', '06:00'), timeZone: 'Asia/Calcutta' })],
    ['UTC', muted({ ...time('00:00', '24:00'), weekdays: ['monday'], timeZone: 'UTC' })],
    [
      'a mute time that only a route of an environment names',
      {
        muteTimes: { nights: time('00:00', '06:00') },
        environments: { staging: { routing: { routes: muted({}).routing.routes } } },
      },
    ],
  ])('%s', (_, changes) => {
    expect(problemsOf(() => planOf(shop(changes)))).toEqual([]);
  });
});

describe('the compiler', () => {
  it('refuses a mute time that is not declared, wherever it is named', () => {
    const definition = defineStack({
      name: 'shop',
      summary: 'Sells things.',
      team: 'shop',
      services: { api: { summary: 'The API.', port: 8000, run: deployed('api.internal:8000') } },
      exporters: [],
      receivers: { team: inbox(), boss: inbox() },
      muteTimes: {
        nights: { times: [{ from: '00:00', to: '06:00' }], weekdays: ['monday', { from: 'friday', to: 'sunday' }] },
      },
      routing: {
        ...routing,
        routes: [
          // @ts-expect-error: there is no mute time 'night'
          { match: { a: 'b' }, receiver: 'team', mute: ['nights', 'night'] },
          // @ts-expect-error: there is no receiver 'bos'
          { match: { a: 'b' }, receiver: 'team', escalate: [{ after: '15m', to: 'bos' }] },
        ],
        tests: [
          // @ts-expect-error: there is no receiver 'tame'
          { name: 'one', alert: { alertname: 'Watchdog' }, reaches: ['tame'] },
          // @ts-expect-error: there is no mute time 'days'
          { name: 'two', alert: { alertname: 'Watchdog' }, reaches: [], at: '2026-01-03T03:00:00Z', mutedBy: 'days' },
        ],
      },
    });
    expect(problemsOf(() => resolveStack(definition, 'production')).map(({ code }) => code)).toEqual([
      'NX135',
      'NX112',
      'NX112',
      'NX135',
    ]);
  });
});
