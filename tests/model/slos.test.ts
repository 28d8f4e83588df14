import {
  availability,
  blackboxExporter,
  counter,
  defineStack,
  freshness,
  gauge,
  histogram,
  latency,
  probe,
  promql,
} from 'narthex';
import { describe, expect, it } from 'vitest';
import { decimal, errorBudget, resolveStack, sloTiers } from '../../stacks/model/index.ts';
import { problemsOf, shop, smallest } from '../support/stacks.ts';
import { development, expectRefused, type Mistake } from './mistake.ts';

const requests = counter('http_requests_total', 'Requests.', { labels: { code: ['2xx', '5xx'] } });
const failures = counter('failures_total', 'Failures.');
const depth = gauge('queue_depth', 'What waits.');
const duration = histogram('http_request_duration_seconds', 'Time.', { unit: 'seconds', buckets: [0.1, 0.5, 1] });
const synced = gauge('sync_last_timestamp_seconds', 'When.', { unit: 'timestamp' });
const none = { none: 'there is always traffic' };
const answers = { summary: 'Answers.', objective: 99.9, requests, errors: failures, lowTraffic: none };

const around = {
  services: {
    api: {
      ...smallest.services.api,
      metrics: { catalog: { requests, failures, depth, duration, synced }, interval: '15s' },
    },
  },
  exporters: [blackboxExporter()],
  probes: { front: { module: 'http_2xx', interval: '30s', targets: [{ service: 'api' }] } },
};
const of = (slo: object, more: object = {}) => ({ ...around, slos: { shop: slo }, ...more });
const answersWith = (changes: object) => of(availability({ ...answers, ...changes } as typeof answers));
const speed = (changes: object) =>
  of(latency({ summary: 'Fast.', objective: 95, histogram: duration, within: 0.5, lowTraffic: none, ...changes }));
const seen = (changes: object) => of(probe({ summary: 'Seen.', objective: 99.5, probe: 'front', ...changes }));

const mistakes: Readonly<Record<string, Mistake>> = {
  'an objective of 100 %': [
    answersWith({ objective: 100 }),
    'NX140',
    'slos.shop.objective',
    'no error budget',
    '99.99',
  ],
  'an objective above all': [answersWith({ objective: 101 }), 'NX140', 'slos.shop.objective', '101', '99.9'],
  'an objective written as a share': [
    answersWith({ objective: 0.999 }),
    'NX140',
    'slos.shop.objective',
    '0.999',
    '99.9',
  ],
  'an objective that no burn rate can reach': [
    answersWith({ objective: 90 }),
    'NX140',
    'slos.shop.tiers.fastest',
    '144 %',
    'budget: ',
  ],
  'a window that is none': [answersWith({ window: 'a month' }), 'NX108', 'slos.shop.window', "'a month'", "'30d'"],
  'a window longer than the retention': [
    answersWith({ window: '90d' }),
    'NX141',
    'slos.shop.window',
    '90d is longer',
    'retention',
  ],
  'a retention that an environment shortens': [
    { ...answersWith({}), ...development({ prometheus: { retention: { time: '2d', size: '2Gi' } } }) },
    'NX141',
    'slos.shop.window',
    'in development',
    '2d',
  ],
  'a pair whose short window is the longer one': [
    answersWith({ tiers: { fast: { short: '7h' } } }),
    'NX141',
    'slos.shop.tiers.fast',
    '7h',
    'twelfth',
  ],
  'a pair that is longer than the SLO': [
    answersWith({ window: '2d' }),
    'NX141',
    'slos.shop.tiers.slowest',
    '3d',
    'leave it out',
  ],
  'a short window of less than four scrapes': [
    {
      ...seen({}),
      probes: { front: { module: 'http_2xx', interval: '2m', targets: [{ service: 'api' }] } },
    },
    'NX141',
    'slos.shop.tiers.fastest',
    'every 120 s',
    '8m',
  ],
  'two delays of one alert': [
    answersWith({ tiers: { fast: { for: '5m' } } }),
    'NX141',
    'slos.shop.tiers.fast.for',
    'one alert',
    '2m',
  ],
  'no pair at all': [
    answersWith({
      tiers: { fastest: { off: 'a' }, fast: { off: 'b' }, slow: { off: 'c' }, slowest: { off: 'd' } },
    }),
    'NX141',
    'slos.shop.tiers',
    'no pair',
    'keep one',
  ],
  'a gauge that is counted': [
    answersWith({ requests: promql`${depth}` }),
    'NX142',
    'slos.shop.requests',
    'is a gauge',
    'a counter',
  ],
  'a rate in place of a selector': [
    answersWith({ errors: promql`rate(${failures}[5m])` }),
    'NX142',
    'slos.shop.errors',
    'not one selector',
    'without rate',
  ],
  'failures and requests that are the same': [
    answersWith({ errors: requests }),
    'NX142',
    'slos.shop.errors',
    'the same',
    'select those',
  ],
  'neither failures nor successes': [
    answersWith({ errors: undefined }),
    'NX142',
    'slos.shop.errors',
    'one of both',
    'good',
  ],
  'a bound that is no bucket': [speed({ within: 0.4 }), 'NX142', 'slos.shop.within', '0.4', '0.5'],
  'a probe that is not there': [seen({ probe: 'frnt' }), 'NX142', 'slos.shop.probe', "'frnt'", "'front'"],
  'a gauge that is no point in time': [
    of(freshness({ summary: 'Fresh.', objective: 99, timestamp: depth, within: '1h' })),
    'NX142',
    'slos.shop.timestamp',
    'no point in time',
    'timestamp',
  ],
  'a label that the rules set': [answersWith({ by: ['slo'] }), 'NX142', 'slos.shop.by[0]', "'slo'", 'rename'],
  'no choice about little traffic': [
    answersWith({ lowTraffic: undefined }),
    'NX143',
    'slos.shop.lowTraffic',
    'nobody has decided',
    'atLeast',
  ],
  'nothing done about it without a reason': [
    answersWith({ lowTraffic: { none: ' ' } }),
    'NX143',
    'slos.shop.lowTraffic',
    'without a reason',
    'none',
  ],
  'a number of events that is none': [
    answersWith({ lowTraffic: { atLeast: 0 } }),
    'NX143',
    'slos.shop.lowTraffic',
    '0 is not',
    'atLeast',
  ],
  'a pair left out without a reason': [
    answersWith({ tiers: { slow: { off: '' } } }),
    'NX143',
    'slos.shop.tiers.slow.off',
    'without a reason',
    'off',
  ],
  'a word that no SLO knows': [
    answersWith({ objektive: 1 }),
    'NX117',
    'slos.shop.objektive',
    'objektive',
    "'objective'",
  ],
  'a pair that does not exist': [
    answersWith({ tiers: { faster: {} } }),
    'NX117',
    'slos.shop.tiers.faster',
    'faster',
    "'fast",
  ],
  'a change of an SLO that is not there': [
    { ...answersWith({}), ...development({ slos: { shp: { objective: 99 } } }) },
    'NX117',
    'environments.development.slos.shp',
    "'shp'",
    "'shop'",
  ],
  'a change in an environment that cannot be': [
    { ...answersWith({}), ...development({ slos: { shop: { objective: 100 } } }) },
    'NX140',
    'environments.development.slos.shop.objective',
    'no error budget',
    '99.99',
  ],
  'a name that no file can have': [
    { ...around, slos: { 'Shop Answers': availability(answers) } },
    'NX102',
    "slos['Shop Answers']",
    'not a valid name',
    'hyphens',
  ],
};

describe('an SLO is refused', () => {
  it.each(Object.entries(mistakes))('that has %s', (_, mistake) => {
    expectRefused(mistake);
  });

  it('with all of its mistakes at once', () => {
    const slo = { ...availability(answers), objective: 100, lowTraffic: {}, requests: promql`${depth}` };
    const codes = problemsOf(() => resolveStack(shop(of(slo)), 'development')).map(({ code }) => code);
    expect([...new Set(codes)].sort()).toEqual(['NX140', 'NX142', 'NX143']);
  });
});

describe('the compiler refuses', () => {
  it('a gauge that is counted, and an SLO that counts both sides', () => {
    // @ts-expect-error: a gauge does not count up
    const counted = availability({ ...answers, requests: depth });
    // @ts-expect-error: failures or successes, not both
    const both = availability({ ...answers, good: failures });
    const codes = problemsOf(() => resolveStack(shop({ ...around, slos: { counted, both } }), 'development'));
    expect(codes.map(({ code }) => code)).toEqual(['NX142', 'NX142']);
  });
});

describe('the compiler', () => {
  it('knows the names of probes', () => {
    const definition = defineStack({
      ...smallest,
      exporters: [blackboxExporter()],
      probes: { front: { module: 'http_2xx', interval: '30s', targets: [{ service: 'api' }] } },
      slos: {
        right: probe({ summary: 'Seen.', objective: 99, probe: 'front' }),
        // @ts-expect-error: there is no probe 'frnt'
        wrong: probe({ summary: 'Seen.', objective: 99, probe: 'frnt' }),
      },
    });
    expect(problemsOf(() => resolveStack(definition, 'development')).map(({ code }) => code)).toEqual(['NX142']);
  });
});

describe('an SLO', () => {
  it('is changed by an environment, one pair of windows after the other', () => {
    const own = availability({ ...answers, tiers: { slow: { off: 'nobody looks' } } });
    const definition = shop({
      ...of(own),
      ...development({ slos: { shop: { objective: 95, tiers: { slowest: { budget: 20 } } } } }),
    });
    const there = resolveStack(definition, 'development').slos.shop;
    expect(there && sloTiers(there).map(({ name, budget }) => `${name} ${budget}`)).toEqual([
      'fastest 2',
      'fast 5',
      'slowest 20',
    ]);
    expect(resolveStack(definition, 'production').slos.shop).toMatchObject({ objective: 99.9 });
  });

  it('is left out by an environment, with a reason', () => {
    const definition = shop({ ...answersWith({}), ...development({ slos: { shop: { off: 'no users here' } } }) });
    expect(resolveStack(definition, 'development').slos).toEqual({});
    expect(Object.keys(resolveStack(definition, 'staging').slos)).toEqual(['shop']);
  });
});

describe('numbers', () => {
  it.each([
    [99.9, 0.001],
    [99.99, 0.0001],
    [99.9999, 0.000001],
    [95, 0.05],
    [99.95, 0.0005],
  ])('of an objective of %d are exact', (objective, budget) => {
    expect(errorBudget(objective)).toBe(budget);
  });

  it('of the pairs are those of the workbook', () => {
    const tiers = sloTiers(availability(answers));
    expect(tiers.map(({ long, short, factor, bound }) => [long, short, factor, bound])).toEqual([
      ['1h', '5m', 14.4, 0.0144],
      ['6h', '30m', 6, 0.006],
      ['1d', '2h', 3, 0.003],
      ['3d', '6h', 1, 0.001],
    ]);
  });

  it.each([
    ['7d', [13.44, 3.5, 1.4, 0.98]],
    ['28d', [13.44, 5.6, 2.8, decimal(28 / 30)]],
    ['90d', [43.2, 18, 9, 3]],
  ] as const)('follow a window of %s', (window, factors) => {
    expect(sloTiers(availability({ ...answers, window })).map(({ factor }) => factor)).toEqual(factors);
  });
});
