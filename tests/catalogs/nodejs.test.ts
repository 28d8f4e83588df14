import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type MetricDefinition, mergeMetrics } from '@narthex/instrumentation';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodejsMetrics } from '../../exporters/index.ts';
import { sergasMetrics } from '../../stacks/sergas/metrics.ts';

interface Exposed {
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
  readonly buckets?: readonly number[];
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

// In a process of its own: its observers of the garbage collector and of the event loop last as long as the process.
const program = `
  const client = require('prom-client');
  client.collectDefaultMetrics();
  let waste = [];
  for (let i = 0; i < 200000; i++) waste.push({ i });
  waste = [];
  gc(); gc({ type: 'minor' });
  require('node:fs').readFile(process.execPath, () => {});
  setTimeout(async () => {
    const samples = new Map((await client.register.getMetricsAsJSON()).map((metric) => [metric.name, metric.values]));
    const all = client.register.getMetricsAsArray().map((metric) => ({
      name: metric.name,
      type: metric.constructor.name.toLowerCase(),
      labels: metric.labelNames,
      buckets: metric.upperBounds,
      samples: samples.get(metric.name).map(({ labels, value }) => ({ labels, value })),
    }));
    process.stdout.write(JSON.stringify(all));
  }, 100);
`;

async function exposed(): Promise<readonly Exposed[]> {
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '-e', program], { cwd });
  return JSON.parse(stdout);
}

const declared: readonly MetricDefinition[] = Object.values(nodejsMetrics);

describe('the catalog of Node.js', () => {
  let live: readonly Exposed[] = [];
  beforeAll(async () => {
    live = await exposed();
  });

  it('is what prom-client exposes: names, types, labels and buckets', () => {
    const facts = (metrics: readonly { name: string; type: string; labels: unknown; buckets?: unknown }[]) =>
      Object.fromEntries(metrics.map(({ name, type, labels, buckets }) => [name, { type, labels, buckets }]));
    const ours = declared.map(({ labels, ...metric }) => ({ ...metric, labels: Object.keys(labels).sort() }));
    const theirs = live.map(({ labels, ...metric }) => ({ ...metric, labels: [...labels].sort() }));
    expect(facts(ours)).toEqual(facts(theirs));
  });

  it('lists every value that a label with a list takes', () => {
    const unlisted = live.flatMap(({ name, samples }) => {
      const metric = declared.find((each) => each.name === name);
      return samples.flatMap(({ labels }) =>
        Object.entries(labels).filter(([label, value]) => {
          const spec = metric?.labels[label];
          return spec !== undefined && !('kind' in spec) && !spec.includes(value);
        }),
      );
    });
    expect(unlisted).toEqual([]);
  });

  it('has values that fit the units: points in time after 2020, memory of more than a megabyte, versions that are 1', () => {
    const values = new Map(live.map(({ name, samples }) => [name, samples[0]?.value]));
    expect(values.get(nodejsMetrics.startTime.name)).toBeGreaterThan(1_577_836_800);
    expect(values.get(nodejsMetrics.residentMemory.name)).toBeGreaterThan(1_000_000);
    expect(values.get(nodejsMetrics.cpuSeconds.name)).toBeLessThan(60);
    expect(values.get(nodejsMetrics.versionInfo.name)).toBe(1);
  });

  it('joins with the metrics of a service', () => {
    const merged = mergeMetrics(sergasMetrics, nodejsMetrics);
    expect(Object.keys(merged)).toHaveLength(Object.keys(sergasMetrics).length + declared.length);
  });
});
