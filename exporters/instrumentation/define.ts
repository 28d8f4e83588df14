import type { MetricDefinition, MetricSet } from './definition.ts';
import { duplicates, MetricDefinitionError, mistakesIn } from './validate.ts';

/**
 * Checks the metrics of a program of yours and returns them frozen. Throws one `MetricDefinitionError` that lists every
 * mistake with its fix: what Prometheus refuses, and what breaks its naming conventions.
 */
export function defineMetrics<S extends MetricSet>(set: S): S {
  return checked(set, true);
}

/**
 * The same for metrics that a program of someone else exposes: names are taken as they are, so a counter without
 * `_total` or a label `job` passes. Throws a `MetricDefinitionError` for what Prometheus itself refuses.
 */
export function describeMetrics<S extends MetricSet>(set: S): S {
  return checked(set, false);
}

/**
 * Joins the sets of a program to one, in which each metric stands under its own name. Throws a `MetricDefinitionError`
 * when two sets define the same name.
 */
export function mergeMetrics(...sets: readonly MetricSet[]): MetricSet {
  const metrics = sets.flatMap((set) => Object.values(set));
  const mistakes = duplicates(metrics);
  if (mistakes.length > 0) throw new MetricDefinitionError(mistakes);
  return Object.freeze(Object.fromEntries(metrics.map((metric) => [metric.name, metric])));
}

/** Metrics of others that were checked and frozen, so that a set made of sets does it once for each of them. */
const described = new WeakSet<MetricDefinition>();

function checked<S extends MetricSet>(set: S, ours: boolean): S {
  const mistakes = mistakesIn(set, ours, ours ? undefined : described);
  if (mistakes.length > 0) throw new MetricDefinitionError(mistakes);
  for (const metric of Object.values(set)) {
    if (described.has(metric)) continue;
    freeze(metric);
    if (!ours) described.add(metric);
  }
  return Object.freeze(set);
}

function freeze(metric: MetricDefinition): void {
  for (const label of Object.keys(metric.labels)) Object.freeze(metric.labels[label]);
  Object.freeze(metric.labels);
  if (metric.key !== undefined) Object.freeze(metric.key);
  if (metric.range !== undefined) Object.freeze(metric.range);
  if (metric.type === 'histogram') Object.freeze(metric.buckets);
  if (metric.type === 'summary') Object.freeze(metric.quantiles);
  Object.freeze(metric);
}
