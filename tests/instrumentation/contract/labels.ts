import assert from 'node:assert/strict';
import { seriesKey, seriesNamed } from '../exposition.ts';
import { type Client, started } from './given.ts';

const dropped = (metric: string) => seriesKey('narthex_series_dropped_total', { metric });
const rejected = (metric: string) => seriesKey('narthex_samples_rejected_total', { metric });

/** What clients get wrong about labels and values, each measured in prom-client 15.1 or @prometheus-io/client 0.16. */
export const labels: Readonly<Record<string, (client: Client) => Promise<void>>> = {
  'label sets that only look alike when they are joined stay apart': async (client) => {
    const { metrics, ours, theirs } = started(client);
    for (const kind of ['x|', 'x', '|', '1,b:2', '1', 'a="b', 'a\\', 'a\\n', 'a\n'])
      metrics.duration.observe({ kind }, 1);
    for (const samples of [await ours(), await theirs()])
      assert.equal(seriesNamed(samples, 'duration_seconds_count').length, 9);
  },

  'a label object that is changed afterwards changes nothing': async (client) => {
    const { metrics, ours, theirs } = started(client);
    const given = { kind: 'before' };
    metrics.duration.observe(given, 1);
    given.kind = 'after';
    const held = metrics.duration.with(given);
    given.kind = 'long after';
    held.observe(1);
    for (const samples of [await ours(), await theirs()])
      assert.deepEqual(seriesNamed(samples, 'duration_seconds_count'), [
        ['duration_seconds_count{kind="before"}', 1],
        ['duration_seconds_count{kind="after"}', 1],
      ]);
  },

  'arrays, null, objects and labels that are missing are one series, counted, and never a broken line': async (
    client,
  ) => {
    const { metrics, ours, theirs } = started(client);
    const observe = metrics.duration.observe as (labels: unknown, value: number) => void;
    for (const kind of [['"\n'], null, undefined, { toString: () => 'x' }, Symbol('x'), () => 'x'])
      observe({ kind }, 1);
    observe({}, 1);
    observe(undefined, 1);
    for (const samples of [await ours(), await theirs()]) {
      assert.deepEqual(seriesNamed(samples, 'duration_seconds_count'), [
        ['duration_seconds_count{kind="__other__"}', 8],
      ]);
      assert.equal(samples.get(dropped('duration_seconds')), 8);
    }
  },

  'a value of a megabyte is refused and counted, a line break escaped, half a character made whole': async (client) => {
    const { metrics, ours, theirs } = started(client);
    metrics.depth.set({ queue: 'x'.repeat(1_000_000) }, 1);
    metrics.depth.set({ queue: 'two\nlines "quoted" \\ end' }, 2);
    metrics.depth.set({ queue: 'half \ud800' }, 3);
    for (const samples of [await ours(), await theirs()])
      assert.deepEqual(
        new Map(seriesNamed(samples, 'depth')),
        new Map([
          ['depth{queue="__other__"}', 1],
          ['depth{queue="two\\nlines \\"quoted\\" \\\\ end"}', 2],
          ['depth{queue="half \ufffd"}', 3],
        ]),
      );
  },

  'a value that is no number, or makes a counter smaller, is thrown away and counted': async (client) => {
    const { metrics, ours } = started(client);
    const held = metrics.requests.with({ method: 'GET', route: '/' });
    for (const amount of [Number.NaN, -1, Number.POSITIVE_INFINITY, '3', null, {}]) {
      held.inc(amount as number);
      metrics.requests.inc({ method: 'POST', route: '/' }, amount as number);
    }
    held.inc(2);
    const samples = await ours();
    assert.equal(samples.get('requests_total{method="GET",route="/"}'), 2);
    assert.equal(samples.has('requests_total{method="POST",route="/"}'), false);
    assert.equal(samples.get(rejected('requests_total')), 12);
  },

  'a metric beyond its bound has one more series, and says so once': async (client) => {
    const { metrics, warnings, ours } = started(client);
    for (let id = 0; id < 1_000; id += 1) metrics.requests.inc({ method: 'GET', route: `/wp-${id}.php` });
    const samples = await ours();
    assert.equal(seriesNamed(samples, 'requests_total').length, 51);
    assert.equal(samples.get('requests_total{method="GET",route="__other__"}'), 950);
    assert.equal(samples.get(dropped('requests_total')), 950);
    assert.equal(warnings.length, 1);
    assert.match(
      warnings[0] ?? '',
      /^The metric requests_total counts values under __other__, because its label route/,
    );
    assert.doesNotMatch(warnings[0] ?? '', /wp-/);
  },

  'what is held beyond the bound is counted as lost at every use': async (client) => {
    const { metrics, ours } = started(client);
    const held = metrics.requests.with({ method: 'BREW' as 'GET', route: '/' });
    held.inc();
    held.inc(4);
    const samples = await ours();
    assert.equal(samples.get('requests_total{method="__other__",route="/"}'), 5);
    assert.equal(samples.get(dropped('requests_total')), 2);
  },

  'secrets, tokens and addresses never leave in a label': async (client) => {
    const { registry, metrics, warnings, ours, theirs } = started(client);
    const secrets = ['jane.doe@example.org', 'Bearer abcdef0123456789', 'password=hunter2', 'postgres://u:p4ss@db/x'];
    for (const queue of secrets) metrics.depth.inc({ queue });
    for (const samples of [await ours(), await theirs()]) {
      assert.deepEqual(seriesNamed(samples, 'depth'), [['depth{queue="__redacted__"}', 4]]);
      assert.equal(samples.get(seriesKey('narthex_label_values_redacted_total', { metric: 'depth' })), 4);
    }
    const text = (await registry.metrics()) + warnings.join('\n');
    for (const secret of secrets) assert.equal(text.includes(secret), false);
  },
};
