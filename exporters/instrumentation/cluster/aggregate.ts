/** Metrics of several processes as one: by name and labels, each as its kind asks for. */

import { gather } from '../exposition/gather.ts';
import { type ClientFamily, type ExposedRegistry, isClientMetric } from '../exposition/registry.ts';
import { asFamily } from '../family.ts';

/** A sample on its way between processes, where JSON has no word for NaN and infinity. */
export interface SentSample {
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly value: number | string;
}

/** A metric on its way between processes. */
export interface SentFamily {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly aggregator: string;
  readonly values: readonly SentSample[];
}

/** All metrics of a process at one time. */
export type Snapshot = readonly SentFamily[];

/** A metric of all processes together. */
export interface AggregatedFamily extends SentFamily {
  readonly values: readonly (SentSample & { readonly value: number })[];
}

const DEADLINE = 1_500;

/** The metrics of a registry; those that cannot be collected in time are left out. */
export async function snapshotOf(registry: ExposedRegistry): Promise<Snapshot> {
  const families = await Promise.all(
    registry.getMetricsAsArray().map(async (metric): Promise<SentFamily[]> => {
      const own = asFamily(metric);
      if (own === undefined && !isClientMetric(metric)) return [];
      const answer: ClientFamily | undefined =
        own === undefined && isClientMetric(metric) ? await gather(metric, registry, DEADLINE) : await own?.get();
      if (answer === undefined) return [];
      const { name, help, type } = answer;
      const aggregator = 'aggregator' in answer && typeof answer.aggregator === 'string' ? answer.aggregator : 'sum';
      return [{ name, help, type, aggregator, values: answer.values.map(sent) }];
    }),
  );
  return families.flat();
}

function sent({ metricName, labels = {}, sharedLabels = {}, value }: ClientFamily['values'][number]): SentSample {
  return {
    ...(metricName === undefined ? {} : { metricName }),
    labels: { ...labels, ...sharedLabels },
    value: Number.isFinite(value) ? value : String(value),
  };
}

/** How many values become one, by the names that the clients have for it. */
const aggregators: Readonly<Record<string, (values: readonly number[]) => number>> = {
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  first: (values) => values[0] ?? Number.NaN,
  min: (values) => values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
  max: (values) => values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  average: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
};

/** The metrics of several processes together. The quantiles of summaries are left out: they cannot be added up. */
export function aggregate(snapshots: readonly Snapshot[]): AggregatedFamily[] {
  const families = new Map<string, SentFamily[]>();
  for (const family of snapshots.flat()) families.set(family.name, [...(families.get(family.name) ?? []), family]);
  return [...families.values()].flatMap((same) => {
    const [first] = same;
    const combine = aggregators[first?.aggregator ?? 'sum'];
    if (first === undefined || combine === undefined) return [];
    return [{ ...first, values: combined(same, combine) }];
  });
}

function combined(families: readonly SentFamily[], combine: (values: readonly number[]) => number) {
  const groups = new Map<string, { readonly sample: SentSample; readonly values: number[] }>();
  for (const { type, values } of families) {
    for (const sample of values) {
      if (type === 'summary' && 'quantile' in sample.labels) continue;
      // As JSON, in which no value can pretend to be two.
      const key = JSON.stringify([sample.metricName, Object.entries(sample.labels).sort()]);
      const group = groups.get(key) ?? { sample, values: [] };
      group.values.push(Number(sample.value));
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ sample, values }) => ({ ...sample, value: combine(values) }));
}
