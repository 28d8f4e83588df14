import { bounded, counter, gauge, histogram } from '@narthex/instrumentation';
import { describe, expect, it } from 'vitest';
import { parse, promql } from '../../promql/index.ts';
import { rulePack } from '../../rules/index.ts';
import { stackCost } from '../../stacks/cost/index.ts';
import { readableOf } from '../../stacks/cost/readable.ts';
import { reading } from '../../stacks/cost/reading.ts';
import { catalogOf, shopWith } from './sources.ts';

const requests = counter('http_requests_total', 'X.', {
  labels: { method: ['GET', 'POST', 'PUT'], status: ['2xx', '4xx', '5xx'] },
});
const duration = histogram('http_duration_seconds', 'X.', {
  unit: 'seconds',
  labels: { route: bounded(20, { typically: 5 }) },
  buckets: [0.1, 1],
});
const pool = gauge('pool_max', 'X.');
const catalog = catalogOf(requests, duration, pool);

// One target, read every 10 seconds: 9 series of the counter, 15 + 5 + 5 of the histogram.
const plan = shopWith(catalog);
const stored = readableOf(plan.sources, plan);
const read = (text: string) => reading(parse(text), { stored, interval: 30 });

describe('what an expression reads and makes', () => {
  it.each([
    // what, series read, samples read, series made
    ['http_requests_total', 9, 9, 9],
    ['http_requests_total{status="5xx"}', 3, 3, 3],
    ['http_requests_total{status!="5xx"}', 6, 6, 6],
    ['http_requests_total{status=~"4xx|5xx"}', 6, 6, 6],
    ['http_requests_total{status=~"[45].."}', 6, 6, 6],
    ['http_requests_total{status!~"[45].."}', 3, 3, 3],
    ['http_requests_total{job="other"}', 0, 0, 0],
    ['http_requests_total{nothing=""}', 9, 9, 9],
    ['http_requests_total{nothing="x"}', 0, 0, 0],
    ['{__name__=~"http_.+_count"}', 5, 5, 5],
    ['http_duration_seconds_count{route="/a"}', 1, 1, 1],
    ['http_duration_seconds_count{route=~"/a.*"}', 5, 5, 5],
    ['rate(http_requests_total[5m])', 9, 9 * 30, 9],
    ['rate(http_requests_total[5s])', 9, 9, 9],
    ['rate(http_requests_total[(2m - 30s) * 2 + max_of(1m, 2m)])', 9, 9 * 30, 9],
    ['rate(http_requests_total[step()])', 9, 9 * 3, 9],
    ['max_over_time(rate(http_requests_total[1m])[10m:1m])', 9, 9 * 6 * 10, 9],
    ['max_over_time(pool_max[10m:])', 1, 20, 1],
    ['sum(http_requests_total)', 9, 9, 1],
    ['sum by (status) (http_requests_total)', 9, 9, 3],
    ['sum without (status, instance, job, service) (http_requests_total)', 9, 9, 3],
    ['topk by (method) (2, http_requests_total)', 9, 9, 6],
    ['histogram_quantile(0.9, rate(http_duration_seconds_bucket[1m]))', 15, 15 * 6, 5],
    ['histogram_quantile(0.9, sum by (le) (http_duration_seconds_bucket))', 15, 15, 1],
    ['http_requests_total / 60', 9, 9, 9],
    ['sum by (status) (http_requests_total) / on () group_left pool_max', 10, 10, 3],
    ['pool_max * on () group_right http_requests_total', 10, 10, 9],
    ['sum by (method) (http_requests_total{status="5xx"}) / sum by (method) (http_requests_total)', 12, 12, 3],
    ['http_requests_total unless http_requests_total offset 5m', 18, 18, 9],
    ['pool_max or http_requests_total', 10, 10, 10],
    ['absent(http_requests_total{job="api"})', 9, 9, 1],
    ['pool_max > scalar(sum(http_requests_total))', 10, 10, 1],
    ['vector(1)', 0, 0, 1],
    ['up', 4, 4, 4],
  ])('%s', (text, seriesRead, samplesRead, series) => {
    const found = read(text);
    // Prometheus, Alertmanager and Grafana are targets too.
    expect([found.seriesRead, found.samplesRead, found.series].map(Math.round)).toEqual([
      seriesRead,
      samplesRead,
      series,
    ]);
  });

  it.each([
    ['vector(1)', true],
    ['pool_max or vector(0)', true],
    ['vector(1) > 0', false],
    ['vector(1) > bool 0', true],
    ['pool_max', false],
    ['absent(pool_max)', false],
  ])('%s comes out always: %s', (text, always) => {
    expect(read(text).always).toBe(always);
  });
});

describe('what a rule costs', () => {
  const record = (name: string, expr: ReturnType<typeof promql>) => ({ kind: 'recording', name, expr }) as const;
  const costs = (...rules: ReturnType<typeof record>[]) => {
    const with30 = { ...rulePack('shop', rules), interval: '30s' };
    return stackCost(shopWith(catalog, { rules: [with30] })).rules.filter(({ group }) => group === 'shop');
  };

  it('is what it reads at each evaluation, and the series that it records', () => {
    const [cost] = costs(record('status:http_requests:rate5m', promql`sum by (status) (rate(${requests}[5m]))`));
    expect(cost).toMatchObject({ kind: 'recording', interval: 30, seriesRead: 9, samplesRead: 270, series: 3 });
    expect(cost?.samplesPerSecond).toBeCloseTo(0.1);
  });

  it('follows from other recorded series, in whatever order they stand', () => {
    const [second] = costs(
      record('http_requests:rate5m', promql`sum(status:http_requests:rate5m)`),
      record('status:http_requests:rate5m', promql`sum by (status) (rate(${requests}[5m]))`),
    );
    expect(second).toMatchObject({ seriesRead: 3, samplesRead: 3, series: 1 });
  });

  it('is no series for an alert while nothing is wrong, and two for each that is active', () => {
    const down = stackCost(plan).rules.find(({ rule }) => rule === 'TargetDown');
    expect(down).toMatchObject({ kind: 'alert', series: 0 });
    expect(down?.mostSeries).toBe((down?.seriesRead ?? 0) * 2);
  });

  it('is part of the total', () => {
    const without = stackCost(plan).total.series;
    const recorded = record('status:http_requests:rate5m', promql`sum by (status) (rate(${requests}[5m]))`);
    expect(stackCost(shopWith(catalog, { rules: [rulePack('shop', [recorded])] })).total.series).toBe(without + 3);
  });
});
