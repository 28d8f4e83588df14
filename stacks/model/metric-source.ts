import { type MetricDefinition, seriesOf } from '@narthex/instrumentation';
import type { ScrapeJob } from './job.ts';
import { applyJobOverride } from './job-override.ts';
import { serviceExposures, serviceJobs } from './service-job.ts';
import type { Stack } from './stack.ts';

/** A metric, and a job that brings it. */
export interface MetricSource {
  readonly metric: MetricDefinition;
  /** As it is in the environment. */
  readonly job: ScrapeJob;
}

/** Where the series of a name come from: services and exporters of the stack whose catalogs have them. */
export function metricSources(stack: Stack, series: string): readonly MetricSource[] {
  let index = indexes.get(stack);
  if (index === undefined) {
    index = indexOf(stack);
    indexes.set(stack, index);
  }
  return index.get(series) ?? [];
}

const indexes = new WeakMap<Stack, ReadonlyMap<string, readonly MetricSource[]>>();

function indexOf(stack: Stack): ReadonlyMap<string, readonly MetricSource[]> {
  const found = [
    ...serviceJobs(stack).map((job) => ({
      job,
      sets: serviceExposures(stack, job.name).map(({ metrics }) => metrics),
    })),
    ...stack.exporters.flatMap(({ jobs, metrics, metricsOf }) =>
      jobs(stack).map((job) => ({ job, sets: [metricsOf?.(job, stack) ?? metrics] })),
    ),
  ];
  const index = new Map<string, MetricSource[]>();
  for (const { job, sets } of found) {
    const source = applyJobOverride(job, stack);
    const seen = new Set<string>();
    for (const metric of sets.flatMap((set): MetricDefinition[] => Object.values(set))) {
      for (const series of seriesOf(metric)) {
        // A job brings a series once; of two metrics that share it the first one counts.
        if (seen.has(series)) continue;
        seen.add(series);
        const known = index.get(series);
        if (known === undefined) index.set(series, [{ metric, job: source }]);
        else known.push({ metric, job: source });
      }
    }
  }
  return index;
}
