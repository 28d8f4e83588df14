import type { LabelSpec, MetricDefinition } from '@narthex/instrumentation';
import { isInfo } from './gauges.ts';
import { hashOf } from './random.ts';
import type { SimulatorSpec } from './spec.ts';

/** One series to simulate. */
export interface SimulatedSeries {
  readonly metric: MetricDefinition;
  readonly labels: Readonly<Record<string, string>>;
  /** Whether a label says that what it counts went wrong. */
  readonly failing: boolean;
  /** Whether the metric has such series and others. */
  readonly mixed: boolean;
  /** Its part of the traffic of the metric; over all of them that fail, and over all that do not, the parts add up to 1. */
  readonly share: number;
  /** How often what it tells of is reached, where it tells of that. */
  readonly reached: number;
  /** Stands for seed, metric and labels in `noise`. */
  readonly key: number;
}

/** How many values a label gets that has no list of its own. */
const SAMPLES = 3;

const FAILING = /^5xx$|^5\d\d$|^(failed|failure|error|errors|timed_out|timeout|rejected|rolled_back|rate_limited)$/;
const UNUSUAL = /^[134]xx$|^(warning|critical|skipped|ignored|delete|forget)$/i;

/** All series of the metrics of a spec: every value of every label, combined. */
export function seriesOfSpec(spec: SimulatorSpec): readonly SimulatedSeries[] {
  return spec.metrics.flatMap((metric) => {
    const combinations = combine(metric, spec);
    const mixed = metric.type !== 'gauge' && new Set(combinations.map(({ failing }) => failing)).size > 1;
    const totalOf = (alike: boolean) =>
      combinations.reduce((sum, { weight, failing }) => sum + (!mixed || failing === alike ? weight : 0), 0);
    const totals = { failing: totalOf(true), others: totalOf(false) };
    return combinations.map(({ labels, weight, failing }) => ({
      metric,
      labels,
      failing,
      mixed,
      share: weight / (failing ? totals.failing : totals.others),
      reached: reachedOf(labels, spec),
      key: hashOf(JSON.stringify([spec.seed, metric.name, labels])),
    }));
  });
}

/** What is needed is not always reached, as the contract of the service says. Each has a share of its own, by its name. */
function reachedOf(labels: Readonly<Record<string, string>>, { contract }: SimulatorSpec): number {
  const [known = 1] = Object.values(labels).flatMap((value) => contract?.dependencies[value] ?? []);
  return known;
}

interface Combination {
  readonly labels: Readonly<Record<string, string>>;
  readonly failing: boolean;
  readonly weight: number;
}

function combine(metric: MetricDefinition, spec: SimulatorSpec): readonly Combination[] {
  let combinations: readonly Combination[] = [{ labels: {}, failing: false, weight: 1 }];
  for (const [label, allowed] of Object.entries(metric.labels)) {
    const all = valuesOf(label, allowed, spec);
    // One version runs at a time.
    const values = isInfo(metric) ? all.slice(0, 1) : all;
    combinations = combinations.flatMap(({ labels, failing, weight }) =>
      values.map((value, index) => ({
        labels: { ...labels, [label]: value },
        failing: failing || FAILING.test(value),
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

// Values later in a list are used less, as in life.
function weightOf(value: string, index: number): number {
  return (UNUSUAL.test(value) ? 0.05 : 1) / (index + 1);
}
