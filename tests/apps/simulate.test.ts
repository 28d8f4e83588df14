import { bounded, counter, describeMetrics, gauge, histogram, open, summary } from '@narthex/instrumentation';
import client from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createRecorder } from '../../apps/simulator/record.ts';
import { createSimulation } from '../../apps/simulator/simulate.ts';
import type { SimulatorSpec } from '../../apps/simulator/spec.ts';
import { build, sergasMetrics, sergasSampleValues } from '../../stacks/sergas/metrics.ts';
import { parseExposition, type Samples, seriesNamed } from '../instrumentation/exposition.ts';

const sergas: SimulatorSpec = {
  service: 'sergas',
  seed: 7,
  metrics: Object.values(sergasMetrics),
  values: sergasSampleValues,
};

// Records the ticks one after the other and returns what a scrape sees after each.
async function scrapes(spec: SimulatorSpec, ticks: number): Promise<Samples[]> {
  const registry = new client.Registry();
  const record = createRecorder(spec.metrics, registry);
  const simulation = createSimulation(spec);
  const seen: Samples[] = [];
  for (let tick = 0; tick < ticks; tick += 1) {
    record(simulation(tick, 1_700_000_000));
    seen.push(parseExposition(await registry.metrics()));
  }
  return seen;
}

const sum = (samples: Samples, name: string, part = '') =>
  seriesNamed(samples, name)
    .filter(([key]) => key.includes(part))
    .reduce((total, [, value]) => total + value, 0);

const run = await scrapes(sergas, 90);
const [first, last] = [run[0] ?? new Map(), run.at(-1) ?? new Map()];

describe('a simulation', () => {
  it('depends on seed and tick alone, in whatever order the ticks are asked for', () => {
    const forwards = createSimulation(sergas);
    const backwards = createSimulation(JSON.parse(JSON.stringify(sergas)));
    const ticks = [0, 1, 2, 300];
    const expected = ticks.map((tick) => forwards(tick));
    const found = ticks.toReversed().map((tick) => backwards(tick));
    expect(found.toReversed()).toEqual(expected);
  });

  it('is another one with another seed', () => {
    const values = (seed: number) => createSimulation({ ...sergas, seed })(5).map((step) => step.values);
    expect(values(1)).not.toEqual(values(2));
  });

  it('has every label value of every metric from the first scrape on, and no others later', () => {
    const routes = sergasSampleValues.route.length;
    expect(seriesNamed(first, 'http_requests_total')).toHaveLength(5 * routes * 4);
    expect(seriesNamed(first, 'http_request_duration_seconds_count')).toHaveLength(5 * routes);
    expect(seriesNamed(first, 'db_connection_pool_max')).toHaveLength(1);
    expect([...last.keys()]).toEqual(expect.arrayContaining([...first.keys()]));
    expect(last.size).toBe(first.size);
    expect([...last.keys()].filter((key) => key.includes('__other__'))).toEqual([]);
  });

  it('moves: every metric but the limits changes in a minute and a half', () => {
    const still = Object.values(sergasMetrics)
      .flatMap(({ name, type }) => (type === 'histogram' ? `${name}_sum` : name))
      .filter((name) => JSON.stringify(seriesNamed(first, name)) === JSON.stringify(seriesNamed(last, name)));
    expect(still).toEqual(['zoho_rate_limit_max', 'db_connection_pool_max']);
  });
});

describe('the simulated values', () => {
  it('say of one version that it runs, and that it stays the same', async () => {
    const spec = { ...sergas, metrics: Object.values(build) };
    const [now = new Map(), ...later] = await scrapes(spec, 3);
    const info = [['sergas_build_info{revision="8f3c1ab",version="2.4.1"}', 1]];
    expect(seriesNamed(now, 'sergas_build_info')).toEqual(info);
    for (const samples of later) expect(seriesNamed(samples, 'sergas_build_info')).toEqual(info);
    const { values: _, ...nameless } = spec;
    const [unnamed = new Map()] = await scrapes(nameless, 1);
    expect(seriesNamed(unnamed, 'sergas_build_info')).toHaveLength(1);
  });

  it('never let a counter fall', () => {
    const counters = Object.values(sergasMetrics).filter(({ type }) => type === 'counter');
    for (const [index, samples] of run.entries()) {
      const before = run[index - 1];
      if (before === undefined) continue;
      for (const { name } of counters) {
        for (const [key, value] of seriesNamed(samples, name))
          expect(value).toBeGreaterThanOrEqual(before.get(key) ?? 0);
      }
    }
  });

  it('keep the buckets of every histogram cumulative, and equal to the count at +Inf', () => {
    for (const metric of Object.values(sergasMetrics)) {
      if (metric.type !== 'histogram') continue;
      for (const [key, count] of seriesNamed(last, `${metric.name}_count`)) {
        const labels = key.includes('{') ? `${key.slice(key.indexOf('{') + 1, -1)}` : '';
        const buckets = seriesNamed(last, `${metric.name}_bucket`)
          .filter(([bucket]) => labels.split(',').every((pair) => bucket.includes(pair)))
          .map(([, value]) => value);
        expect(buckets).toEqual(buckets.toSorted((a, b) => a - b));
        expect(buckets.at(-1)).toBe(count);
      }
    }
  });

  it('put most observations inside the buckets, spread over several', () => {
    const all = sum(last, 'http_request_duration_seconds_count');
    const bucket = (le: string) => sum(last, 'http_request_duration_seconds_bucket', `le="${le}"`);
    expect(bucket('10') / all).toBeGreaterThan(0.99);
    expect(bucket('0.05') / all).toBeLessThan(0.5);
    expect(bucket('0.5') / all).toBeGreaterThan(0.7);
  });

  it('keep ratios between 0 and 1', () => {
    for (const samples of run) {
      for (const [, value] of seriesNamed(samples, 'account_health_ratio')) {
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThanOrEqual(1);
      }
    }
    expect(sum(last, 'recommendation_confidence_ratio_bucket', 'le="1"')).toBe(
      sum(last, 'recommendation_confidence_ratio_count'),
    );
  });

  it('keep what is in use or left below the limit of the same name', () => {
    for (const samples of run) {
      const value = (name: string) => samples.get(name) ?? Number.NaN;
      expect(value('db_connection_pool_in_use')).toBeGreaterThanOrEqual(0);
      expect(value('db_connection_pool_in_use')).toBeLessThan(value('db_connection_pool_max'));
      expect(value('zoho_rate_limit_remaining')).toBeGreaterThan(0);
      expect(value('zoho_rate_limit_remaining')).toBeLessThan(value('zoho_rate_limit_max'));
    }
  });

  it('are small whole numbers for what is in progress or waits', () => {
    for (const samples of run) {
      for (const name of ['http_requests_in_progress', 'agent_queue_depth', 'recommendations_pending']) {
        for (const [, value] of seriesNamed(samples, name)) {
          expect(Number.isInteger(value) && value >= 0 && value < 50).toBe(true);
        }
      }
    }
  });

  it('make errors much rarer than requests, and misses rarer than hits', () => {
    const requests = sum(last, 'http_requests_total');
    expect(requests).toBeGreaterThan(500);
    expect(sum(last, 'http_requests_total', 'status_code="5xx"') / requests).toBeLessThan(0.02);
    expect(sum(last, 'errors_total')).toBeLessThan(requests / 50);
    expect(sum(last, 'cache_misses_total')).toBeLessThan(sum(last, 'cache_hits_total') / 3);
  });

  it('count as many requests as durations, within the noise', () => {
    const ratio = sum(last, 'http_requests_total') / sum(last, 'http_request_duration_seconds_count');
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.25);
  });

  it('keep timestamps in the past, less than a few minutes old', () => {
    for (const [tick, samples] of run.entries()) {
      for (const [, value] of seriesNamed(samples, 'zoho_last_sync_timestamp_seconds')) {
        const age = 1_700_000_000 + tick - value;
        expect(age).toBeGreaterThanOrEqual(0);
        expect(age).toBeLessThan(200);
      }
    }
  });
});

describe('labels without a list', () => {
  const metrics = Object.values(
    describeMetrics({
      calls: counter('calls_total', 'Calls.', { labels: { peer: open(), route: bounded(2) } }),
      size: summary('size_bytes', 'Size.', { unit: 'bytes', quantiles: [0.5] }),
      memory: gauge('memory_bytes', 'Memory.', { unit: 'bytes' }),
      found: histogram('found', 'Found.', { buckets: [0, 1, 5] }),
      bytes: counter('sent_bytes_total', 'Sent.', { unit: 'bytes' }),
      healthy: gauge('peer_up', 'Whether the peer answers.', { labels: { peer: bounded(5) } }),
    }),
  );

  it('get a few made-up values, not more than their bound', async () => {
    const [samples] = await scrapes({ service: 'x', seed: 1, metrics }, 1);
    expect(seriesNamed(samples ?? new Map(), 'calls_total')).toHaveLength(3 * 2);
    expect(samples?.get('peer_up{peer="peer_3"}')).toBe(1);
  });

  it('take the values of the spec, not more than their bound', async () => {
    const values = { route: ['/a', '/b', '/c'], peer: ['x'] };
    const [samples] = await scrapes({ service: 'x', seed: 1, metrics, values }, 1);
    expect(seriesNamed(samples ?? new Map(), 'calls_total').map(([key]) => key)).toEqual([
      'calls_total{peer="x",route="/a"}',
      'calls_total{peer="x",route="/b"}',
    ]);
  });
});
