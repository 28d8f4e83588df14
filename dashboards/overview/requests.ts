import { isOneOf, promql } from '../../promql/index.ts';
import { scrape } from '../../servers/index.ts';
import {
  type HttpMetrics,
  httpJobs,
  httpMetrics,
  type Panel,
  type Query,
  type Stack,
  statusColors,
  type TimeSeriesPanel,
  type Variable,
} from '../../stacks/model/index.ts';
import { every, longInterval } from './scope.ts';

const window = '[$__rate_interval]';

/** The choice of services for this row; none where no service counts HTTP requests. */
export function serviceVariables(stack: Stack): Variable[] {
  const jobs = httpMetrics(stack).flatMap((metrics) => metrics.jobs);
  if (jobs.length === 0) return [];
  return [
    {
      name: 'job',
      label: 'Service',
      query: promql`label_values(${scrape.up}{${isOneOf('job', jobs)}}, job)`,
    },
  ];
}

/** How many requests there are, how many of them fail, how long they take. */
export function requests(stack: Stack): Panel[] {
  const all = httpMetrics(stack);
  if (all.length === 0) return [];
  const many = all.length > 1;
  const panels = [rate(all, many), ...errors(all, many), ...latency(all, many)];
  return every(longInterval(stack, httpJobs(stack, all)), panels);
}

/** Label matchers; where several kinds of services share a metric's name, each query keeps to its own. */
function selector({ jobs }: HttpMetrics, many: boolean): string {
  return many ? `job=~"$job", ${isOneOf('job', jobs)}` : 'job=~"$job"';
}

function rate(all: readonly HttpMetrics[], many: boolean): TimeSeriesPanel {
  return {
    kind: 'timeseries',
    key: 'request-rate',
    title: 'Requests by status',
    shows: 'Requests per second by status.',
    action: 'A sudden fall is as telling as a peak: check whether users still reach the service.',
    unit: 'reqps',
    min: 0,
    noValue: 'No request was counted in this range.',
    stacked: true,
    colors: statusColors,
    queries: all.map((metrics): Query => {
      const label = metrics.status ?? 'job';
      const series = promql`${metrics.requests}{${selector(metrics, many)}}${window}`;
      return { expr: promql`sum by (${label}) (rate(${series}))`, legend: `{{${label}}}` };
    }),
  };
}

function errors(all: readonly HttpMetrics[], many: boolean): TimeSeriesPanel[] {
  const queries = all.flatMap((metrics): Query[] => {
    if (metrics.status === undefined) return [];
    const labels = selector(metrics, many);
    const whole = promql`sum by (job) (rate(${metrics.requests}{${labels}}${window}))`;
    const failed = promql`sum by (job) (rate(${metrics.requests}{${labels}, ${metrics.status}=~"5.."}${window}))`;
    // A service that never failed has no series of failures: its share is zero as long as it is asked at all.
    return [{ expr: promql`(${failed} or 0 * ${whole}) / ${whole}`, legend: '{{job}}' }];
  });
  if (queries.length === 0) return [];
  return [
    {
      kind: 'timeseries',
      key: 'request-errors',
      title: 'Failed requests',
      shows: 'Share of the requests that ended in a status 5xx, by service.',
      action: 'Compare with the marks of restarts: roll back if it began with a deployment. Else read the log.',
      unit: 'percentunit',
      min: 0,
      noValue: 'No request was counted in this range.',
      queries,
    },
  ];
}

function latency(all: readonly HttpMetrics[], many: boolean): TimeSeriesPanel[] {
  const queries = all.flatMap((metrics): Query[] => {
    const { duration } = metrics;
    if (duration === undefined) return [];
    const buckets = promql`sum by (job, le) (rate(${duration}_bucket{${selector(metrics, many)}}${window}))`;
    return [
      { expr: promql`histogram_quantile(0.99, ${buckets})`, legend: 'p99 {{job}}' },
      { expr: promql`histogram_quantile(0.5, ${buckets})`, legend: 'p50 {{job}}' },
    ];
  });
  if (queries.length === 0) return [];
  return [
    {
      kind: 'timeseries',
      key: 'request-latency',
      title: 'Time to answer',
      shows: 'Half of the requests are faster than p50, all but one in a hundred faster than p99.',
      action: 'If only p99 grows, some requests wait for something: look at the databases and at saturation below.',
      unit: 's',
      min: 0,
      noValue: 'No request was counted in this range.',
      queries,
    },
  ];
}
