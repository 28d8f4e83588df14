import { describe, expect, it } from 'vitest';
import { findings } from '../../../promql/checks/examples.ts';
import { catalogOf, checks, type Series, type Usage } from '../../../promql/index.ts';

/** What these checks say of an alert, and nothing else. */
function codes(
  expr: string,
  usage: Partial<Extract<Usage, { readonly kind: 'alert' }>> = {},
  names: readonly string[] = checks.map(({ name }) => name),
) {
  const chosen = checks.filter(({ name }) => names.includes(name));
  return chosen.flatMap((check) => findings(check, expr, { kind: 'alert', ...usage }).map(({ code }) => code));
}

describe('what rules in the wild do on purpose', () => {
  it.each([
    ['a heartbeat', 'vector(1)'],
    [
      'asking whether a series is there',
      'queue_depth > 100 unless on (job, instance) app_build_info{version="1.0"} == 1',
    ],
    ['an info metric with a condition on its labels', 'app_build_info{version=~"0[.].+"}'],
    [
      'one series for each match',
      'queue_depth * on (job, instance) group_left (version) topk by (job, instance) (1, app_build_info) > 5',
    ],
  ])('is no mistake: %s', (_, expr) => expect(codes(expr)).toEqual([]));

  it('may be meant for nobody', () => {
    const annotations = { summary: 'It works.', description: 'It is always there.' };
    expect(codes('vector(1)', { kind: 'alert', labels: { severity: 'none' }, annotations })).toEqual([]);
  });
});

describe('what looks alike and is a mistake', () => {
  it.each([
    ['a number that is computed', 'sum(queue_depth)', 'NX530'],
    ['an info metric without a condition', 'app_build_info{job="api"}', 'NX530'],
    ['a gauge that is always in its range', 'up >= 0', 'NX514'],
    [
      'the many side of a join',
      'topk by (job, instance) (1, queue_depth) * on (job, instance) group_left (version) app_build_info > 5',
      'NX522',
    ],
    [
      'several of each group',
      'queue_depth * on (job, instance) group_left () topk by (job, instance) (2, queue_depth) > 5',
      'NX522',
    ],
  ])('%s', (_, expr, code) => expect(codes(expr)).toContain(code));
});

describe('several counters in one expression', () => {
  it('are one mistake, which names them all', () => {
    const [check] = checks.filter(({ name }) => name === 'raw-counter');
    if (check === undefined) throw new Error('there is no such check');
    const expr = 'http_requests_total / (http_requests_total + http_request_duration_seconds_count) > 1';
    const found = findings(check, expr, { kind: 'alert' });
    expect(found.map(({ message, span }) => [message, { from: span.from, to: span.to }])).toEqual([
      [
        "'http_requests_total' and 'http_request_duration_seconds_count' are counters, whose bare values grow until their process restarts",
        { from: 0, to: 19 },
      ],
    ]);
  });
});

describe('an id that is unique by its name', () => {
  it('tells apart what other labels tell apart as well', () => {
    const label = { always: true };
    const pods: Series = {
      name: 'pod_info',
      kind: 'info',
      unit: { powers: {} },
      bounds: { min: 1, max: 1 },
      labels: new Map(['namespace', 'pod', 'uid', 'node'].map((name) => [name, label])),
      closed: true,
      key: ['namespace', 'pod'],
      source: { kind: 'scrape', job: 'pods', interval: 15 },
    };
    const catalog = catalogOf([pods], true);
    const [check] = checks.filter(({ name }) => name === 'many-to-many');
    if (check === undefined) throw new Error('there is no such check');
    const of = (on: string) => findings(check, `pod_info + on (${on}) group_left () pod_info`, {}, { catalog });
    expect(of('uid')).toEqual([]);
    expect(of('node')).toHaveLength(1);
  });
});

describe('needless anchors', () => {
  it.each([
    ['^a.*|^b.*', 'a.*|b.*'],
    ['^a.+$', 'a.+'],
    ['^(a|^b)$', '(a|^b)'],
  ])('of %s leave %s', (pattern, bare) => {
    const [check] = checks.filter(({ name }) => name === 'needless-regexp');
    if (check === undefined) throw new Error('there is no such check');
    const [found] = findings(check, `http_requests_total{route=~"${pattern}"}`);
    expect(found?.fix).toBe(`write "${bare}"`);
  });
});
