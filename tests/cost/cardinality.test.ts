import { bounded, counter, gauge, histogram, type MetricDefinition, open, summary } from '@narthex/instrumentation';
import { describe, expect, it } from 'vitest';
import { factorsOf, isKnown, namesOf, product, valuesOfLabel } from '../../stacks/cost/cardinality.ts';
import { factorsText, metricText } from '../../stacks/cost/describe.ts';

const methods = ['GET', 'POST', 'PUT'] as const;

describe('how many values a label takes', () => {
  it.each([
    ['a list has its length', methods, 3, 3],
    ['a bounded label a third of its limit, and at most the limit and __other__', bounded(40), 14, 41],
    ['a bounded label what it typically has', bounded(40, { typically: 5 }), 5, 41],
    ['an open label ten, and no most', open(), 10, 10],
    ['an open label what it typically has', open({ typically: 64 }), 64, 64],
  ] as const)('%s', (_, spec, typical, most) => {
    expect(valuesOfLabel(spec).count).toBe(typical);
    expect(valuesOfLabel(spec, 'most').count).toBe(most);
  });
});

describe('how many series a metric has on one target', () => {
  const labels = { method: methods, route: bounded(40, { typically: 5 }) };
  const cases: readonly [sentence: string, metric: MetricDefinition, series: Readonly<Record<string, number>>][] = [
    ['one without labels', gauge('depth', 'X.'), { depth: 1 }],
    ['the product of its labels', counter('a_total', 'X.', { labels }), { a_total: 15 }],
    [
      'of its key labels only',
      gauge('a_info', 'X.', { labels: { name: open({ typically: 4 }), version: open() }, key: ['name'], info: true }),
      { a_info: 4 },
    ],
    ['what it declares', gauge('a', 'X.', { labels: { pod: open(), node: open() }, series: 25 }), { a: 25 }],
    [
      'the labels that Prometheus sets do not count',
      gauge('a', 'X.', { labels: { job: open(), instance: open() } }),
      { a: 1 },
    ],
    [
      'a bucket each, one for +Inf, sum and count',
      histogram('a_seconds', 'X.', { unit: 'seconds', labels, buckets: [0.1, 1] }),
      { a_seconds_bucket: 45, a_seconds_sum: 15, a_seconds_count: 15 },
    ],
    [
      'a quantile each, sum and count',
      summary('a', 'X.', { labels: { method: methods }, quantiles: [0.5, 0.99] }),
      { a: 6, a_sum: 3, a_count: 3 },
    ],
  ];
  it.each(cases)('%s', (_, metric, series) => {
    expect(Object.fromEntries(namesOf(metric).map(({ name, series }) => [name, series]))).toEqual(series);
  });

  it('is at most what the instrumentation keeps, however much the bounds allow together', () => {
    const metric = (typically: number) =>
      counter('a_total', 'X.', { labels: { a: bounded(100, { typically }), b: bounded(100, { typically }) } });
    expect(namesOf(metric(10), 'most').map(({ series }) => series)).toEqual([2_001]);
    expect(namesOf(metric(90), 'most').map(({ series }) => series)).toEqual([8_100]);
  });

  it('is known unless an open label counts', () => {
    expect(isKnown(counter('a_total', 'X.', { labels }))).toBe(true);
    expect(isKnown(gauge('a', 'X.', { labels: { pod: open({ typically: 3 }) } }))).toBe(false);
    expect(isKnown(gauge('a', 'X.', { labels: { kind: ['x'], version: open() }, key: ['kind'] }))).toBe(true);
  });

  it('is the product of its factors', () => {
    const metric = counter('a_total', 'X.', { labels });
    expect(factorsOf(metric)).toEqual([
      { label: 'method', count: 3 },
      { label: 'route', count: 5 },
    ]);
    expect(product(factorsOf(metric))).toBe(15);
    expect(product([])).toBe(1);
  });
});

describe('a metric as text', () => {
  it('shows what multiplies to its series', () => {
    const factors = [{ label: 'method', count: 5 }, { label: 'route', count: 40 }, { count: 13 }];
    expect(metricText({ name: 'http_request_duration_seconds', series: 2600, factors })).toBe(
      'http_request_duration_seconds: 2,600 series: 5 methods × 40 routes × 13',
    );
  });

  it.each([
    ['category', '4 categories'],
    ['class', '4 classes'],
    ['key', '4 keys'],
    ['mode', '4 modes'],
  ])('speaks of several of %s as %s', (label, text) => {
    expect(factorsText([{ label, count: 4 }])).toBe(text);
  });

  it('leaves out what is there once', () => {
    expect(metricText({ name: 'up', series: 1, factors: [{ label: 'target', count: 1 }] })).toBe('up: 1 series');
  });
});
