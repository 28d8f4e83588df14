import type { LabelSpec, MetricDefinition } from '@narthex/instrumentation';
import { MOST_LABEL_SETS, TYPICAL_OPEN_VALUES, TYPICAL_SHARE_OF_LIMIT } from './constants.ts';

/** One number of a product, and what it counts: 5 methods. */
export interface Factor {
  readonly count: number;
  /** The label, or `le`, `quantile`; for a declared number of series none. */
  readonly label?: string;
}

/** The series of one name on one target. */
export interface NameCount {
  /** As it is stored: `http_request_duration_seconds_bucket`. */
  readonly name: string;
  readonly series: number;
  /** How many values each label takes. */
  readonly labels: ReadonlyMap<string, LabelCount>;
}

/** How many values a label takes, and which, where they are listed. */
export interface LabelCount {
  readonly count: number;
  readonly values?: readonly string[];
}

/** `typical`: what one sees. `most`: every bounded label has reached its limit; one more value is `__other__`. */
export type Estimate = 'typical' | 'most';

/**
 * How many values of a label one target has: those of a list; `typically` where it is said; else a third of what `bounded` allows, and
 * 10 of `open`. An open label has no most.
 */
export function valuesOfLabel(spec: LabelSpec, estimate: Estimate = 'typical'): LabelCount {
  if (!('kind' in spec)) return { count: spec.length, values: spec };
  if (spec.kind === 'open') return { count: spec.typically ?? TYPICAL_OPEN_VALUES };
  if (estimate === 'most') return { count: spec.limit + 1 };
  return { count: spec.typically ?? Math.ceil(spec.limit * TYPICAL_SHARE_OF_LIMIT) };
}

/** Set by Prometheus: a catalog that lists them says whose series they are, not how many a target has. */
const ofTheTarget = new Set(['job', 'instance']);

/** The labels that tell the series of a metric on one target apart; all, unless it names them. */
function keyOf({ labels, key }: MetricDefinition): readonly string[] {
  return (key ?? Object.keys(labels)).filter((label) => !ofTheTarget.has(label));
}

/** What multiplies to the number of label sets that one target has of a metric; empty is one. `series` of the metric wins. */
export function factorsOf(metric: MetricDefinition, estimate: Estimate = 'typical'): Factor[] {
  if (metric.series !== undefined) return [{ count: metric.series }];
  return keyOf(metric).map((label) => {
    const spec = metric.labels[label];
    return { label, count: spec === undefined ? 1 : valuesOfLabel(spec, estimate).count };
  });
}

/** Whether the number of series follows from the declaration: no label that counts is open. */
export function isKnown(metric: MetricDefinition): boolean {
  return keyOf(metric).every((label) => {
    const spec = metric.labels[label];
    return spec === undefined || !('kind' in spec) || spec.kind === 'bounded';
  });
}

/**
 * The series of a metric on one target, by the names under which they are stored. A histogram has one series for each bucket and for
 * `+Inf`, its sum and its count; a summary one for each quantile, its sum and its count.
 */
export function namesOf(metric: MetricDefinition, estimate: Estimate = 'typical'): NameCount[] {
  const sets = labelSets(metric, estimate);
  const labels = new Map(
    Object.entries(metric.labels).map(([name, spec]) => {
      const { count, ...rest } = valuesOfLabel(spec, estimate);
      // A label that follows from the key, or a declared number of series, cannot take more values than there are series.
      return [name, { ...rest, count: Math.min(count, Math.max(sets, 1)) }];
    }),
  );
  const plain = (name: string): NameCount => ({ name, series: sets, labels });
  const split = (name: string, label: string, count: number): NameCount => ({
    name,
    series: sets * count,
    labels: new Map([...labels, [label, { count }]]),
  });
  const { name } = metric;
  switch (metric.type) {
    case 'histogram':
      return [split(`${name}_bucket`, 'le', metric.buckets.length + 1), plain(`${name}_sum`), plain(`${name}_count`)];
    case 'summary':
      return [split(name, 'quantile', metric.quantiles.length), plain(`${name}_sum`), plain(`${name}_count`)];
    default:
      return [plain(name)];
  }
}

/** How many label sets a metric has on one target. The instrumentation stops before all bounds are reached together. */
function labelSets(metric: MetricDefinition, estimate: Estimate): number {
  const sets = product(factorsOf(metric));
  return estimate === 'typical' ? sets : Math.max(sets, Math.min(product(factorsOf(metric, 'most')), MOST_LABEL_SETS));
}

/** The product of the counts; 1 of none. */
export function product(factors: readonly Factor[]): number {
  return factors.reduce((total, { count }) => total * count, 1);
}
