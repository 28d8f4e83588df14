import type { LabelSpec, MetricDefinition } from '@narthex/instrumentation';
import { hashOf } from './random.ts';
import type { SimulatorSpec } from './spec.ts';

/** One series to simulate. */
export interface SimulatedSeries {
  readonly metric: MetricDefinition;
  readonly labels: Readonly<Record<string, string>>;
  /** Its part of the traffic of the metric; over all series of a metric the parts add up to 1. */
  readonly share: number;
  /** Stands for seed, metric and labels in `noise`. */
  readonly key: number;
}

/** How many values a label gets that has no list of its own. */
const SAMPLES = 3;

const RARE = /^5xx$|^(failed|failure|error|errors|timed_out|timeout|rejected|rolled_back|rate_limited|critical)$/;
const UNUSUAL = /^[134]xx$|^(warning|skipped|ignored|delete|forget)$/i;

/** All series of the metrics of a spec: every value of every label, combined. */
export function seriesOfSpec(spec: SimulatorSpec): readonly SimulatedSeries[] {
  return spec.metrics.flatMap((metric) => {
    const combinations = combine(metric, spec);
    const total = combinations.reduce((sum, { weight }) => sum + weight, 0);
    return combinations.map(({ labels, weight }) => ({
      metric,
      labels,
      share: weight / total,
      key: hashOf(JSON.stringify([spec.seed, metric.name, labels])),
    }));
  });
}

interface Combination {
  readonly labels: Readonly<Record<string, string>>;
  readonly weight: number;
}

function combine(metric: MetricDefinition, spec: SimulatorSpec): readonly Combination[] {
  let combinations: readonly Combination[] = [{ labels: {}, weight: 1 }];
  for (const [label, allowed] of Object.entries(metric.labels)) {
    const values = valuesOf(label, allowed, spec);
    combinations = combinations.flatMap(({ labels, weight }) =>
      values.map((value, index) => ({
        labels: { ...labels, [label]: value },
        weight: weight * weightOf(value, index),
      })),
    );
  }
  return combinations;
}

function valuesOf(label: string, allowed: LabelSpec, spec: SimulatorSpec): readonly string[] {
  if (!('kind' in allowed)) return allowed;
  const names = spec.values?.[label] ?? Array.from({ length: SAMPLES }, (_, index) => `${label}_${index + 1}`);
  return allowed.kind === 'bounded' ? names.slice(0, allowed.limit) : names;
}

// Values later in a list are used less, as in life, and those that name a failure far less.
function weightOf(value: string, index: number): number {
  if (RARE.test(value)) return 0.006;
  return (UNUSUAL.test(value) ? 0.05 : 1) / (index + 1);
}
