import {
  bounded,
  type CounterDefinition,
  counter,
  defineMetrics,
  gauge,
  histogram,
  instrument,
  instrumentationMetrics,
  open,
  summary,
} from '@narthex/instrumentation';
import { collectProcessMetrics } from '@narthex/instrumentation/process';
import client from 'prom-client';
import { describe, expect, it } from 'vitest';
import { parseExposition, seriesKey, seriesNamed } from './exposition.ts';

const set = defineMetrics({
  requests: counter('requests_total', 'Requests.', { labels: { method: ['GET', 'POST'], route: bounded(2) } }),
  restarts: counter('restarts_total', 'Restarts.'),
  depth: gauge('depth', 'Depth.', { labels: { queue: ['a', 'b'] } }),
  open: gauge('open_files', 'Open files.'),
  duration: histogram('duration_seconds', 'Duration.', {
    unit: 'seconds',
    labels: { kind: open() },
    buckets: [0.1, 1],
  }),
  size: summary('size_bytes', 'Size.', { unit: 'bytes', quantiles: [0.5] }),
});

function start(options: { labels?: Record<string, string>; maxSeries?: number } = {}) {
  const registry = new client.Registry();
  const metrics = instrument(set, { registry, ...options });
  return { registry, metrics, scrape: async () => parseExposition(await registry.metrics()) };
}

describe('the handles', () => {
  it('count, set and observe what the registry then serves', async () => {
    const { metrics, scrape } = start();
    metrics.requests.inc({ method: 'GET', route: '/' });
    metrics.requests.inc({ route: '/', method: 'GET' }, 2);
    metrics.restarts.inc();
    metrics.depth.set({ queue: 'a' }, 5);
    metrics.depth.inc({ queue: 'a' });
    metrics.depth.dec({ queue: 'a' }, 2);
    metrics.open.set(7);
    metrics.open.dec();
    metrics.duration.observe({ kind: 'x' }, 0.5);
    metrics.size.observe(10);
    const samples = await scrape();
    expect(samples.get('requests_total{method="GET",route="/"}')).toBe(3);
    expect(samples.get('restarts_total')).toBe(1);
    expect(samples.get('depth{queue="a"}')).toBe(4);
    expect(samples.get('open_files')).toBe(6);
    expect(samples.get('duration_seconds_bucket{kind="x",le="0.1"}')).toBe(0);
    expect(samples.get('duration_seconds_bucket{kind="x",le="1"}')).toBe(1);
    expect(samples.get('duration_seconds_sum{kind="x"}')).toBe(0.5);
    expect(samples.get('size_bytes{quantile="0.5"}')).toBe(10);
    expect(samples.get('size_bytes_count')).toBe(1);
  });

  it('time in seconds, from the start of the timer to its end', async () => {
    const { metrics, scrape } = start();
    const stop = metrics.duration.startTimer({ kind: 'x' });
    const seconds = stop();
    metrics.size.startTimer()();
    const samples = await scrape();
    expect(samples.get('duration_seconds_sum{kind="x"}')).toBe(seconds);
    expect(seconds).toBeGreaterThanOrEqual(0);
    expect(samples.get('size_bytes_count')).toBe(1);
  });

  it('are not confused by a caller who changes its label object afterwards', async () => {
    const { metrics, scrape } = start();
    const labels = { kind: 'before' };
    const stop = metrics.duration.startTimer(labels);
    labels.kind = 'after';
    stop();
    const samples = await scrape();
    expect(samples.get('duration_seconds_count{kind="before"}')).toBe(1);
    expect(seriesNamed(samples, 'duration_seconds_count')).toHaveLength(1);
  });

  it('are all called with labels by code that knows the definitions only as data', async () => {
    const registry = new client.Registry();
    const counters: Readonly<Record<string, CounterDefinition>> = { requests: set.requests, restarts: set.restarts };
    const handles = instrument(counters, { registry });
    handles.requests?.inc({ method: 'GET', route: '/' }, 2);
    handles.restarts?.inc({}, 3);
    const samples = parseExposition(await registry.metrics());
    expect(samples.get('requests_total{method="GET",route="/"}')).toBe(2);
    expect(samples.get('restarts_total')).toBe(3);
  });

  it('put the constant labels on every series', async () => {
    const { metrics, scrape } = start({ labels: { tenant: 'north' } });
    metrics.requests.inc({ method: 'GET', route: '/' });
    metrics.open.set(1);
    const samples = await scrape();
    expect(samples.get('requests_total{method="GET",route="/",tenant="north"}')).toBe(1);
    expect(samples.get('open_files{tenant="north"}')).toBe(1);
  });
});

describe('what does not fit', () => {
  const dropped = (metric: string) => seriesKey('narthex_series_dropped_total', { metric });
  const rejected = (metric: string) => seriesKey('narthex_samples_rejected_total', { metric });

  it('is counted under __other__ when a value is not in the list, and the other labels stay', async () => {
    const { metrics, scrape } = start();
    const untyped: { method: string; route: string } = { method: 'BREW', route: '/' };
    metrics.requests.inc(untyped as { method: 'GET'; route: string });
    const samples = await scrape();
    expect(samples.get('requests_total{method="__other__",route="/"}')).toBe(1);
    expect(samples.get(dropped('requests_total'))).toBe(1);
  });

  it('is counted under __other__ when a bounded label has had its number of values', async () => {
    const { metrics, scrape } = start();
    for (const route of ['/a', '/b', '/c', '/d', '/a', '/d']) metrics.requests.inc({ method: 'GET', route });
    const samples = await scrape();
    expect(seriesNamed(samples, 'requests_total')).toEqual([
      ['requests_total{method="GET",route="/a"}', 2],
      ['requests_total{method="GET",route="/b"}', 1],
      ['requests_total{method="GET",route="__other__"}', 3],
    ]);
    expect(samples.get(dropped('requests_total'))).toBe(3);
  });

  it('is one series with __other__ everywhere when the metric is full', async () => {
    const { metrics, scrape } = start({ maxSeries: 3 });
    for (let id = 0; id < 1000; id += 1) metrics.duration.observe({ kind: `user-${id}` }, 1);
    metrics.duration.observe({ kind: 'user-0' }, 1);
    const samples = await scrape();
    const counts = seriesNamed(samples, 'duration_seconds_count');
    expect(counts).toHaveLength(4);
    expect(samples.get('duration_seconds_count{kind="user-0"}')).toBe(2);
    expect(samples.get('duration_seconds_count{kind="__other__"}')).toBe(997);
    expect(samples.get(dropped('duration_seconds'))).toBe(997);
  });

  it('is thrown away and counted when it is no number that the metric can take', async () => {
    const { metrics, scrape } = start();
    metrics.restarts.inc(-1);
    metrics.restarts.inc(Number.NaN);
    metrics.open.inc(Number.POSITIVE_INFINITY);
    metrics.size.observe(Number.NaN);
    metrics.duration.observe({ kind: 'x' }, '3' as unknown as number);
    const samples = await scrape();
    expect(samples.get('restarts_total')).toBe(0);
    expect(samples.get(rejected('restarts_total'))).toBe(2);
    expect(samples.get(rejected('open_files'))).toBe(1);
    expect(samples.get(rejected('size_bytes'))).toBe(1);
    expect(samples.get(rejected('duration_seconds'))).toBe(1);
    expect(samples.has('duration_seconds_count{kind="x"}')).toBe(false);
  });

  it('never throws, whatever untyped code passes as labels', async () => {
    const { metrics, scrape } = start();
    const count = metrics.requests.inc as (labels?: unknown) => void;
    for (const labels of [undefined, null, {}, { method: null, route: ['"\n'] }, { method: 7, route: 404 }])
      count(labels);
    const samples = await scrape();
    expect(seriesNamed(samples, 'requests_total')).toEqual([
      ['requests_total{method="__other__",route="__other__"}', 4],
      ['requests_total{method="__other__",route="404"}', 1],
    ]);
  });

  it('never throws either when the log or the redaction of the application fails', async () => {
    const registry = new client.Registry();
    const fail = () => {
      throw new Error('down');
    };
    const metrics = instrument(set, { registry, warn: fail, redact: fail });
    metrics.requests.inc({ method: 'GET', route: '/a' });
    metrics.requests.inc({ method: 'PUT' as never, route: '/a' });
    const samples = parseExposition(await registry.metrics());
    expect(seriesNamed(samples, 'requests_total').map(([key]) => key)).toEqual([
      'requests_total{method="GET",route="__redacted__"}',
      'requests_total{method="__other__",route="__redacted__"}',
    ]);
  });

  it('is zero from the start, so that a rate sees the first loss', async () => {
    const samples = await start().scrape();
    expect(samples.get(dropped('requests_total'))).toBe(0);
    expect(samples.get(rejected('requests_total'))).toBe(0);
  });

  it('is counted in metrics that are defined like all others', () => {
    expect(Object.values(instrumentationMetrics).map(String)).toEqual([
      'narthex_series_dropped_total',
      'narthex_samples_rejected_total',
    ]);
  });
});

describe('instrumenting again', () => {
  it('goes on with the same series, as after a hot reload', async () => {
    const { registry, metrics, scrape } = start({ maxSeries: 3 });
    metrics.requests.inc({ method: 'GET', route: '/a' });
    metrics.requests.inc({ method: 'GET', route: '/b' });
    const again = instrument(reloaded(set), { registry, maxSeries: 3 });
    again.requests.inc({ method: 'GET', route: '/a' });
    again.requests.inc({ method: 'GET', route: '/c' });
    const samples = await scrape();
    expect(samples.get('requests_total{method="GET",route="/a"}')).toBe(2);
    expect(samples.get('requests_total{method="GET",route="__other__"}')).toBe(1);
  });

  it('lets two parts of a program share a metric under different constants', async () => {
    const registry = new client.Registry();
    for (const tenant of ['north', 'south']) {
      instrument(set, { registry, labels: { tenant } }).restarts.inc();
    }
    const samples = parseExposition(await registry.metrics());
    expect(seriesNamed(samples, 'restarts_total')).toEqual([
      ['restarts_total{tenant="north"}', 1],
      ['restarts_total{tenant="south"}', 1],
    ]);
  });

  it('refuses other shapes and names both, all in one error', () => {
    const { registry } = start();
    const changed = defineMetrics({
      depth: gauge('depth', 'Depth.', { labels: { queue: ['a', 'b'], shard: ['1'] } }),
      duration: histogram('duration_seconds', 'D.', { unit: 'seconds', labels: { kind: open() }, buckets: [0.1, 2] }),
    });
    const register = () => instrument(changed, { registry });
    expect(register).toThrow(/depth: registered before[\s\S]*"shard"[\s\S]*duration_seconds: registered before/);
    expect(register).toThrow(/before: .*\[0\.1,1\].*\n.*now: .*\[0\.1,2\]/);
  });

  it('does not mind another help text', () => {
    const { registry } = start();
    const reworded = defineMetrics({ restarts: counter('restarts_total', 'How often it was started again.') });
    expect(() => instrument(reworded, { registry })).not.toThrow();
  });

  it('refuses a name that other code has registered, and registers nothing', () => {
    const registry = new client.Registry();
    new client.Gauge({ name: 'depth', help: 'Of somebody else.', registers: [registry] });
    expect(() => instrument(set, { registry })).toThrow(/depth: other code has registered/);
    expect(registry.getMetricsAsArray()).toHaveLength(1);
  });
});

describe('the options', () => {
  it('refuse constant labels with what must not leave, without repeating it', () => {
    const registry = new client.Registry();
    const labels = { owner: 'jane@example.org' };
    expect(() => instrument(set, { registry, labels })).toThrow(/^(?!.*jane).*constant label owner looks like/s);
    expect(() => collectProcessMetrics({ registry, labels })).toThrow('constant label owner looks like');
    expect(registry.getMetricsAsArray()).toEqual([]);
    instrument(set, { registry, labels, redact: false });
  });

  it('refuse constant labels that are no labels, or that a metric has', () => {
    const register = () => start({ labels: { queue: 'x', 'a-b': 'y' } });
    expect(register).toThrow(/depth: the constant label queue is also a label of the metric/);
    expect(register).toThrow(/restarts_total: the constant label "a-b" is not a label name/);
  });

  it.each([0, -1, Number.NaN])('refuse %s as the limit of series', (maxSeries) => {
    expect(() => start({ maxSeries })).toThrow(`maxSeries is ${maxSeries}`);
  });
});

// As after a reload of the module that defines them: equal, but not the same objects.
function reloaded<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
