import { defaultLimits, type MetricsJob, type ScrapeTarget } from './job.ts';
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
            stores: 'all',
            targets: [target],
          },
    );
  }
  return [...jobs.values()];
}
