import type { CounterDefinition, GaugeDefinition, HistogramDefinition, MetricSet } from '@narthex/instrumentation';
import { serviceJobName, serviceJobs } from './service-job.ts';
import type { Stack } from './stack.ts';

/** The metrics by which services count the HTTP requests that they serve, and the jobs that expose them. */
export interface HttpMetrics {
  readonly jobs: readonly string[];
  readonly requests: CounterDefinition;
  /** The label of `requests` that holds the status code or its class. */
  readonly status: string | undefined;
  readonly duration: HistogramDefinition | undefined;
  readonly inProgress: GaugeDefinition | undefined;
}

const requestsEnd = 'http_requests_total';
const durationEnd = 'http_request_duration_seconds';
const inProgressEnds = ['http_requests_in_progress', 'http_requests_in_flight'];
const statusLabels = ['status_code', 'status', 'code'];

/**
 * What the catalogs of a stack say about HTTP, by the names that client libraries agree on: `…http_requests_total` and, with the
 * same beginning, `…http_request_duration_seconds` and `…http_requests_in_progress`. Services with the same metrics stand together.
 */
export function httpMetrics(stack: Stack): HttpMetrics[] {
  const found = new Map<string, HttpMetrics>();
  for (const [name, service] of Object.entries(stack.services)) {
    const job = serviceJobName(name, service);
    if (service.metrics === undefined || job === undefined) continue;
    for (const metrics of httpMetricsOf(service.metrics.catalog)) {
      const key = [metrics.requests.name, metrics.status, metrics.duration?.name, metrics.inProgress?.name].join(' ');
      const jobs = found.get(key)?.jobs ?? [];
      found.set(key, { ...metrics, jobs: jobs.includes(job) ? jobs : [...jobs, job] });
    }
  }
  return [...found.values()];
}

/** The scrape jobs behind some HTTP metrics. */
export function httpJobs(stack: Stack, metrics: readonly HttpMetrics[]) {
  return serviceJobs(stack).filter(({ name }) => metrics.some(({ jobs }) => jobs.includes(name)));
}

function httpMetricsOf(catalog: MetricSet): Omit<HttpMetrics, 'jobs'>[] {
  const all = Object.values(catalog);
  return all.flatMap((requests) => {
    if (requests.type !== 'counter' || !requests.name.endsWith(requestsEnd)) return [];
    const start = requests.name.slice(0, -requestsEnd.length);
    return [
      {
        requests,
        status: statusLabels.find((label) => Object.hasOwn(requests.labels, label)),
        duration: all.find((metric) => metric.type === 'histogram' && metric.name === start + durationEnd) as
          | HistogramDefinition
          | undefined,
        inProgress: all.find(
          (metric) => metric.type === 'gauge' && inProgressEnds.some((end) => metric.name === start + end),
        ) as GaugeDefinition | undefined,
      },
    ];
  });
}
