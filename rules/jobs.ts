import { prometheusSelf, serverParts } from '../servers/index.ts';
import {
  applyJobOverride,
  type ScrapeJob,
  type Stack,
  serviceExposures,
  serviceJobName,
  serviceJobs,
} from '../stacks/model/index.ts';

/** A scrape job as it is in the environment, and the names of the metrics that its targets expose. */
export interface ScrapedJob {
  readonly job: ScrapeJob;
  readonly exposes: ReadonlySet<string>;
}

/** Everything that Prometheus scrapes: the services of the stack, its exporters and its servers. */
export function scrapedJobs(stack: Stack): ScrapedJob[] {
  const names = (...sets: readonly Readonly<Record<string, { readonly name: string }>>[]) =>
    new Set(sets.flatMap((metrics) => Object.values(metrics).map(({ name }) => name)));
  const jobs = [
    ...serviceJobs(stack).map((job) => ({
      job,
      exposes: names(...serviceExposures(stack, job.name).map(({ metrics }) => metrics)),
    })),
    ...stack.exporters.flatMap(({ jobs, metrics, metricsOf }) =>
      jobs(stack).map((job) => ({ job, exposes: names(metricsOf?.(job, stack) ?? metrics) })),
    ),
    ...[prometheusSelf(stack), ...serverParts(stack)].flatMap(({ jobs, metrics }) =>
      jobs.map((job) => ({ job, exposes: names(metrics) })),
    ),
  ];
  return jobs.map(({ job, exposes }) => ({ job: applyJobOverride(job, stack), exposes }));
}

/** The `job` labels of the services that expose a metric of this name, by themselves or by their runtime. */
export function serviceJobsWith(stack: Stack, metric: { readonly name: string }): string[] {
  return serviceJobs(stack)
    .map(({ name }) => name)
    .filter((name) =>
      serviceExposures(stack, name).some(({ metrics }) =>
        Object.values(metrics).some((each) => each.name === metric.name),
      ),
    );
}

/** The `job` labels of all services that are scraped. */
export function serviceJobNames(stack: Stack): string[] {
  return [...new Set(Object.entries(stack.services).flatMap(([name, service]) => serviceJobName(name, service) ?? []))];
}
