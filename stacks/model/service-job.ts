import { defaultLimits, type MetricsJob, type ScrapeTarget } from './job.ts';
import type { Exposure } from './plan.ts';
import type { Service } from './service.ts';
import type { Stack } from './stack.ts';
import { defaultTimeout } from './timeout.ts';

/** The `job` label of a service's metrics. */
export function serviceJobName(name: string, service: Service): string | undefined {
  return service.metrics && (service.metrics.job ?? name);
}

/** Where Prometheus finds a service: its part of the stack, or the address at which somebody else runs it. */
export function serviceTarget(name: string, service: Service): ScrapeTarget {
  const instance = `${name}:${service.port}`;
  const labels = { service: name };
  if (service.run.kind === 'workload') return { part: name, instance, labels };
  const { address, kubernetes } = service.run;
  return { address, instance, labels, ...(kubernetes && { kubernetes }) };
}

/** What the services of one scrape job expose. */
export function serviceExposures(stack: Stack, job: string): Exposure[] {
  return Object.entries(stack.services).flatMap(([name, service]) =>
    service.metrics === undefined || serviceJobName(name, service) !== job
      ? []
      : [
          {
            targets: [serviceTarget(name, service)],
            metrics: { ...service.metrics.runtime, ...service.metrics.catalog },
          },
        ],
  );
}

/** One scrape job for each `job` name that the services declare; services that share a name are targets of one job. */
export function serviceJobs(stack: Stack): MetricsJob[] {
  const jobs = new Map<string, MetricsJob>();
  for (const [name, service] of Object.entries(stack.services)) {
    const { metrics } = service;
    const jobName = serviceJobName(name, service);
    if (metrics === undefined || jobName === undefined) continue;
    const target = serviceTarget(name, service);
    const known = jobs.get(jobName);
    jobs.set(
      jobName,
      known
        ? { ...known, targets: [...known.targets, target] }
        : {
            kind: 'metrics',
            name: jobName,
            interval: metrics.interval,
            timeout: metrics.timeout ?? defaultTimeout(metrics.interval),
            path: metrics.path ?? '/metrics',
            limits: { ...defaultLimits, ...(metrics.sampleLimit && { samples: metrics.sampleLimit }) },
            ...(metrics.sampleLimit === undefined && { limitPredicted: true }),
            stores: 'all',
            targets: [target],
          },
    );
  }
  return [...jobs.values()];
}
