import type { MetricSet } from './definition.ts';
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

function checked<S extends MetricSet>(set: S, ours: boolean): S {
  const mistakes = mistakesIn(set, ours);
  if (mistakes.length > 0) throw new MetricDefinitionError(mistakes);
  return freeze(set);
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) freeze(part);
  }
  return Object.freeze(value);
}
