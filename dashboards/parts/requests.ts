import type { MetricDefinition } from '@narthex/instrumentation';
import { type Expression, isOneOf, promql } from '../../promql/index.ts';
import {
  type HttpMetrics,
  httpMetrics,
  type Query,
  type Stack,
  statusColors,
  type TimeSeriesPanel,
} from '../../stacks/model/index.ts';
import { chosen } from './variables.ts';

const window = '[$__rate_interval]';
const routeLabels = ['route', 'handler', 'path', 'endpoint', 'uri'];

/** One way to count HTTP requests, as a board asks for it. */
export interface HttpView extends HttpMetrics {
  /** The label of `requests` that says what was asked for. */
  readonly route: string | undefined;
  /** Matchers for what is chosen at the top of the board, as far as the metric has the labels. For use in braces. */
  readonly chosen: (metric: MetricDefinition) => string;
}

/** All ways in which the services of a stack count requests. `variables` are those of the board; the route is one where it says so. */
export function httpViews(stack: Stack, variables: readonly ('job' | 'instance' | 'route')[]): HttpView[] {
  const all = httpMetrics(stack);
  const always = chosen(...variables.filter((name) => name !== 'route'));
  return all.map((http): HttpView => {
    const route = routeLabels.find((label) => Object.hasOwn(http.requests.labels, label));
    const byRoute = variables.includes('route') ? route : undefined;
    // Other kinds of services, and programs that are none, may count under the same name.
    const own = `${isOneOf('job', http.jobs)}, ${always}`;
    const has = ({ labels }: MetricDefinition) => byRoute !== undefined && Object.hasOwn(labels, byRoute);
    return { ...http, route, chosen: (metric) => (has(metric) ? `${own}, ${chosen(byRoute ?? '')}` : own) };
  });
}

/** Requests per second by these labels. */
export function requestRate(http: HttpView, by: string, matchers = ''): Expression {
  const { requests } = http;
  return promql`sum by (${by}) (rate(${requests}{${http.chosen(requests)}${matchers}}${window}))`;
}

/** The share of the requests that ended in a status 5xx by these labels; nothing where the status is not counted. */
export function failedShare(http: HttpView, by: string): Expression[] {
  if (http.status === undefined) return [];
  const whole = requestRate(http, by);
  const failed = requestRate(http, by, `, ${http.status}=~"5.."`);
  // A service that never failed has no series of failures: its share is zero as long as it is asked at all.
  return [promql`(${failed} or 0 * ${whole}) / ${whole}`];
}

/** A quantile of the time to answer by these labels; nothing where the time is not measured. */
export function timeToAnswer(http: HttpView, quantile: number, by: string): Expression[] {
  const { duration } = http;
  if (duration === undefined) return [];
  const buckets = promql`sum by (${by}, le) (rate(${duration}_bucket{${http.chosen(duration)}}${window}))`;
  return [promql`histogram_quantile(${quantile}, ${buckets})`];
}

/** What the graphs about requests have in common. */
export const requestGraph = { kind: 'timeseries', min: 0, noValue: 'No request was counted in this range.' } as const;

/** Requests per second by status. */
export function byStatus(views: readonly HttpView[]): TimeSeriesPanel {
  return {
    ...requestGraph,
    key: 'request-rate',
    title: 'Requests by status',
    shows: 'Requests per second by status.',
    action: 'A sudden fall is as telling as a peak: check whether users still reach the service.',
    stacked: true,
    colors: statusColors,
    queries: views.map((http): Query => {
      const label = http.status ?? 'job';
      return { expr: requestRate(http, label), legend: `{{${label}}}` };
    }),
  };
}

/** The share that fails, by service; none where no service counts its status. */
export function failures(views: readonly HttpView[]): TimeSeriesPanel[] {
  const queries = views.flatMap((http) => failedShare(http, 'job').map((expr) => ({ expr, legend: '{{job}}' })));
  if (queries.length === 0) return [];
  return [
    {
      ...requestGraph,
      key: 'request-errors',
      title: 'Failed requests',
      shows: 'Share of the requests that ended in a status 5xx, by service.',
      action: 'Compare with the marks of restarts: roll back if it began with a deployment. Else read the log.',
      unit: 'percentunit',
      queries,
      guard: { alerts: ['ServiceErrorsElevated', 'ServiceErrorsHigh'], fires: 'above' },
    },
  ];
}

/** Quantiles of the time to answer, by service; none where no service measures it. */
export function latency(views: readonly HttpView[], quantiles: readonly (0.99 | 0.9 | 0.5)[]): TimeSeriesPanel[] {
  const queries = views.flatMap((http) =>
    quantiles.flatMap((quantile) =>
      timeToAnswer(http, quantile, 'job').map((expr) => ({ expr, legend: `p${quantile * 100} {{job}}` })),
    ),
  );
  if (queries.length === 0) return [];
  return [
    {
      ...requestGraph,
      key: 'request-latency',
      title: 'Time to answer',
      shows: 'Half of the requests are faster than p50, all but one in a hundred faster than p99.',
      action: 'If only p99 grows, some requests wait for something: look at the databases and at saturation below.',
      queries,
      guard: { alerts: ['ServiceLatencyHigh'], fires: 'above' },
    },
  ];
}
