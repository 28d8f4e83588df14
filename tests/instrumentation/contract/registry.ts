import assert from 'node:assert/strict';
import { counter, defineMetrics, histogram, instrument } from '@narthex/instrumentation';
import { type Client, set, started } from './given.ts';

/** How our metrics stand in the registry of a client. */
export const registry: Readonly<Record<string, (client: Client) => Promise<void>>> = {
  'the client serves ours as it serves its own': async (client) => {
    const { registry: own, metrics, theirs, ours } = started(client);
    const beside = new client.Counter({ name: 'beside_total', help: 'B.', labelNames: ['a'], registers: [own] });
    beside.inc({ a: '1' }, 2);
    metrics.requests.inc({ method: 'GET', route: '/' }, 3);
    metrics.depth.with({ queue: 'a' }).set(Number.NEGATIVE_INFINITY);
    metrics.duration.observe({ kind: 'x' }, 0.5);
    metrics.duration.observe({ kind: 'x' }, 50);
    metrics.size.observe(10);
    for (const samples of [await theirs(), await ours()]) {
      assert.equal(samples.get('beside_total{a="1"}'), 2);
      assert.equal(samples.get('requests_total{method="GET",route="/"}'), 3);
      assert.equal(samples.get('restarts_total'), 0);
      assert.equal(samples.get('duration_seconds_bucket{kind="x",le="0.1"}'), 0);
      assert.equal(samples.get('duration_seconds_bucket{kind="x",le="1"}'), 1);
      assert.equal(samples.get('duration_seconds_bucket{kind="x",le="+Inf"}'), 2);
      assert.equal(samples.get('duration_seconds_sum{kind="x"}'), 50.5);
      assert.equal(samples.get('size_bytes{quantile="0.5"}'), 10);
      assert.equal(samples.get('size_bytes_count'), 1);
    }
    assert.match(await own.metrics(), /^depth\{queue="a"\} -Inf$/m);
    assert.equal((await own.getSingleMetric('requests_total')?.get())?.values[0]?.value, 3);
  },

  'resetting brings every value to zero, and what is held goes on': async (client) => {
    const { registry: own, metrics, theirs } = started(client);
    const held = metrics.requests.with({ method: 'GET', route: '/' });
    const timed = metrics.duration.with({ kind: 'x' });
    held.inc(5);
    timed.observe(0.5);
    metrics.size.observe(3);
    own.resetMetrics();
    assert.equal((await theirs()).get('requests_total{method="GET",route="/"}'), 0);
    assert.equal((await theirs()).get('duration_seconds_bucket{kind="x",le="+Inf"}'), 0);
    assert.equal((await theirs()).get('size_bytes_sum'), 0);
    held.inc();
    timed.observe(1);
    assert.equal((await theirs()).get('requests_total{method="GET",route="/"}'), 1);
    assert.equal((await theirs()).get('duration_seconds_count{kind="x"}'), 1);
  },

  'after clearing, metrics are registered anew and what was held harms nobody': async (client) => {
    const { registry: own, metrics, theirs } = started(client);
    const held = metrics.restarts.with();
    held.inc();
    own.clear();
    held.inc();
    assert.equal((await theirs()).size, 0);
    instrument(set, { registry: own }).restarts.inc();
    assert.equal((await theirs()).get('restarts_total'), 1);
  },

  'default labels of the registry stand on ours, and those of a series win': async (client) => {
    const { registry: own, metrics, theirs, ours } = started(client);
    own.setDefaultLabels({ app: 'shop "1"', route: 'default' });
    metrics.requests.inc({ method: 'GET', route: '/' });
    metrics.restarts.inc();
    metrics.duration.observe({ kind: 'x' }, 1);
    for (const samples of [await theirs(), await ours()]) {
      assert.equal(samples.get('requests_total{app="shop \\"1\\"",method="GET",route="/"}'), 1);
      assert.equal(samples.get('restarts_total{app="shop \\"1\\"",route="default"}'), 1);
      assert.equal(samples.get('duration_seconds_bucket{app="shop \\"1\\"",kind="x",le="1",route="default"}'), 1);
    }
  },

  'merged registries serve them all': async (client) => {
    const { registry: own, metrics } = started(client);
    const other = new client.Registry();
    new client.Gauge({ name: 'other', help: 'O.', registers: [other] }).set(7);
    metrics.restarts.inc(2);
    const text = await client.Registry.merge([own, other]).metrics();
    assert.match(text, /^restarts_total 2$/m);
    assert.match(text, /^other 7$/m);
  },

  'registries of workers are added up by the client': async (client) => {
    const workers = [1, 2].map((number) => {
      const worker = started(client);
      worker.metrics.requests.inc({ method: 'GET', route: '/' }, number);
      worker.metrics.duration.observe({ kind: 'x' }, number);
      return worker.registry.getMetricsAsJSON();
    });
    const all = client.AggregatorRegistry.aggregate(await Promise.all(workers));
    const text = await all.metrics();
    assert.match(text, /^requests_total\{method="GET",route="\/"\} 3$/m);
    assert.match(text, /^duration_seconds_bucket\{le="1",kind="x"\} 1$/m);
    assert.match(text, /^duration_seconds_sum\{kind="x"\} 3$/m);
  },

  'OpenMetrics of the client is right, and no metric loses its name by it': async (client) => {
    const { registry: own, metrics } = started(client);
    metrics.requests.inc({ method: 'GET', route: '/' });
    own.setContentType(client.openMetricsContentType as never);
    for (const _ of [1, 2]) {
      const text = await own.metrics();
      assert.match(text, /^# TYPE requests counter$/m);
      assert.match(text, /^requests_total\{method="GET",route="\/"\} 1$/m);
      assert.match(text, /# EOF\n$/);
    }
    const metric: object & { readonly name?: string } = own.getSingleMetric('requests_total') ?? {};
    assert.equal(metric.name, 'requests_total');
    own.setContentType(client.prometheusContentType as never);
    assert.match(await own.metrics(), /^# TYPE requests_total counter$/m);
  },

  'two parts of a program may define the same metric, but not with other labels': async (client) => {
    const { registry: own, metrics, theirs } = started(client);
    const same = instrument(set, { registry: own });
    metrics.restarts.inc();
    same.restarts.inc();
    assert.equal((await theirs()).get('restarts_total'), 2);
    const other = defineMetrics({ it: counter('restarts_total', 'R.', { labels: { why: ['x'] } }) });
    assert.throws(() => instrument(other, { registry: own }), /restarts_total: registered before with another shape/);
  },

  'buckets out of order are refused, also when nobody has looked at the definition before': async (client) => {
    const own = new client.Registry();
    const wrong = { it: histogram('wrong_seconds', 'W.', { unit: 'seconds', buckets: [1, 0.1, 5] }) };
    assert.throws(() => instrument(wrong, { registry: own }), /the buckets must increase, but 0\.1 comes after 1/);
    assert.equal(own.getMetricsAsArray().length, 0);
  },

  'a name that the client has given away is refused with both named': async (client) => {
    const own = new client.Registry();
    new client.Counter({ name: 'restarts_total', help: 'Not ours.', registers: [own] });
    assert.throws(() => instrument(set, { registry: own }), /restarts_total: other code has registered a metric/);
  },
};
