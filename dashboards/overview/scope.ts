import type { MetricSet } from '@narthex/instrumentation';
import {
  type Duration,
  type Exporter,
  milliseconds,
  type Panel,
  type ScrapeJob,
  type Stack,
  serviceJobs,
} from '../../stacks/model/index.ts';

/** The jobs of the services that are scraped. */
export function serviceJobNames(stack: Stack): readonly string[] {
  return serviceJobs(stack).map(({ name }) => name);
}

/** The exporters of a stack that expose these metrics. */
export function exportersOf(stack: Stack, metrics: MetricSet): readonly Exporter[] {
  return stack.exporters.filter((exporter) => exporter.metrics === metrics);
}

/** The longest interval among jobs, if it is longer than the stack's own: Grafana's rate windows would be too short for it. */
export function longInterval(stack: Stack, jobs: readonly ScrapeJob[]): Duration | undefined {
  const longest = jobs
    .map((job) => stack.jobs[job.name]?.interval ?? job.interval)
    .sort((a, b) => length(b) - length(a))[0];
  return longest !== undefined && length(longest) > length(stack.prometheus.interval) ? longest : undefined;
}

/** The same for the jobs of exporters. */
export function exporterInterval(stack: Stack, exporters: readonly Exporter[]): Duration | undefined {
  return longInterval(
    stack,
    exporters.flatMap(({ jobs }) => jobs(stack)),
  );
}

/** The names of their jobs. */
export function exporterJobs(stack: Stack, exporters: readonly Exporter[]): readonly string[] {
  return exporters.flatMap(({ jobs }) => jobs(stack).map(({ name }) => name));
}

/** Panels that read series of this scrape interval. */
export function every(interval: Duration | undefined, panels: readonly Panel[]): Panel[] {
  return panels.map((panel) => ({ ...panel, interval }));
}

function length(duration: Duration): number {
  return milliseconds(duration) ?? 0;
}
