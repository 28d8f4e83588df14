import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { counter, gauge, histogram, instrument, summary } from '@narthex/instrumentation';
import client from 'prom-client';
import { describe, expect, it } from 'vitest';
import { aggregate, snapshotOf } from '../../exporters/instrumentation/cluster/aggregate.ts';
import { bundledFixture } from '../support/bundle.ts';
import { parseExposition } from './exposition.ts';

const labels = { kind: { kind: 'open' } } as const;
const set = {
  calls: counter('calls_total', 'Calls.', { labels }),
  depth: gauge('depth', 'Depth.'),
  fill: gauge('fill_ratio', 'Fill.', { unit: 'ratio' }),
  last: gauge('last_timestamp_seconds', 'Last.', { unit: 'timestamp' }),
  build: gauge('build_info', 'Build.', { info: true, labels }),
  duration: histogram('duration_seconds', 'Duration.', { unit: 'seconds', buckets: [1] }),
  size: summary('size_bytes', 'Size.', { unit: 'bytes', quantiles: [0.5] }),
} as const;

function worker(number: number) {
  const registry = new client.Registry();
  const metrics = instrument(set, { registry });
  metrics.calls.inc({ kind: 'x|' }, number);
  metrics.calls.inc({ kind: 'x' }, 10 * number);
  metrics.depth.set(number);
  metrics.fill.set(number / 10);
  metrics.last.set(1_000 * number);
  metrics.build.set({ kind: 'v1' }, 1);
  metrics.duration.observe(number);
  metrics.size.observe(number);
  return registry;
}

describe('the metrics of several processes', () => {
  it('are one by their kind: sums, means of shares, the latest point in time, one of what is the same everywhere', async () => {
    const families = aggregate(await Promise.all([worker(1), worker(3)].map(snapshotOf)));
    const values = Object.fromEntries(
      families.flatMap(({ name, values }) =>
        values.map((sample) => [`${sample.metricName ?? name}${JSON.stringify(sample.labels)}`, sample.value]),
      ),
    );
    expect(values).toMatchObject({
      'calls_total{"kind":"x|"}': 4,
      'calls_total{"kind":"x"}': 40,
      'depth{}': 4,
      'fill_ratio{}': 0.2,
      'last_timestamp_seconds{}': 3_000,
      'build_info{"kind":"v1"}': 1,
      'duration_seconds_bucket{"le":1}': 1,
      'duration_seconds_bucket{"le":"+Inf"}': 2,
      'duration_seconds_sum{}': 4,
      'size_bytes_sum{}': 4,
      'size_bytes_count{}': 2,
    });
    expect(Object.keys(values).filter((key) => key.includes('quantile'))).toEqual([]);
  });

  it('come over JSON with NaN and infinity in them', async () => {
    const registry = new client.Registry();
    instrument(set, { registry }).depth.set(Number.POSITIVE_INFINITY);
    const sent: Awaited<ReturnType<typeof snapshotOf>> = JSON.parse(JSON.stringify(await snapshotOf(registry)));
    expect(aggregate([sent]).find(({ name }) => name === 'depth')?.values).toEqual([
      { labels: {}, value: Number.POSITIVE_INFINITY },
    ]);
  });

  it('are added up by the primary of a real cluster, and no counter falls when a worker goes', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [await bundledFixture('clustered')]);
    const [all = '', afterwards = '', silent = '', disconnected = ''] = stdout.split('\n---\n');
    expect(parseExposition(all).get('calls_total')).toBe(2 + 3 + 4);
    expect(parseExposition(all).get('narthex_cluster_workers{state="answered"}')).toBe(3);
    // Once, though it is what stands at the end of a scrape; and the share of the workers in which it is well.
    expect(all.match(/^narthex_collector_success\{/gm)).toHaveLength(1);
    expect(parseExposition(all).get('narthex_collector_success{collector="depth"}')).toBe(1);
    // One worker counted 5 more, said its last word and went.
    expect(parseExposition(afterwards).get('calls_total')).toBe(2 + 3 + 4 + 5);
    expect(parseExposition(afterwards).get('depth')).toBe(3 + 4);
    expect(parseExposition(afterwards).get('narthex_cluster_workers{state="answered"}')).toBe(2);
    // Of one that is late, and of one that ends its connections, the counts of before stay in the sums.
    expect(parseExposition(silent).get('narthex_cluster_workers{state="silent"}')).toBe(1);
    expect(parseExposition(silent).get('calls_total')).toBe(2 + 3 + 4 + 5);
    expect(parseExposition(silent).get('depth')).toBe(4);
    expect(parseExposition(disconnected).get('calls_total')).toBe(2 + 3 + 4 + 5);
  });
});
