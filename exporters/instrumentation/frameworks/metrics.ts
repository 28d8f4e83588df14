/** The HTTP metrics that every adapter records, as data: a stack puts them into the catalog of its services. */
import { defineMetrics } from '../define.ts';
import {
  bounded,
  type CounterDefinition,
  counter,
  type GaugeDefinition,
  gauge,
  type HistogramDefinition,
  histogram,
} from '../definition.ts';

/** The methods that have a series of their own; every other one is `other`, because a client may invent methods. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'other'] as const;

/**
 * The classes of status codes. 499 stands alone: the client was gone before it had the whole answer, so there is no status that
 * anybody has seen. It is the code by which nginx logs this, and counts as the client's doing (`4..`), not as a failure (`5..`).
 */
const STATUS_CLASSES = ['2xx', '3xx', '4xx', '499', '5xx', '1xx'] as const;

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;
const BYTES = [256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216] as const;

/** What to change about the HTTP metrics; all of it may be left out. */
export interface HttpMetricsOptions {
  /** The most routes that have series of their own; 100 when absent. */
  readonly routes?: number;
  /** Whether `status_code` holds the class (`2xx`, the default: six series a route and method) or the exact code (`204`). */
  readonly status?: 'class' | 'code';
  /** The bounds of the durations, in seconds; 5 ms to 10 s when absent. */
  readonly buckets?: readonly number[];
  /** Whether the sizes of requests and answers are measured as well; false when absent. */
  readonly sizes?: boolean;
}

/**
 * The HTTP metrics that an adapter records. A set of your own fits as well, as long as its labels are among `method`, `route` and one
 * of `status_code`, `status` and `code`; what is left out is not recorded.
 */
export interface HttpMetricSet {
  /** Requests that have ended, also those that the client has given up. */
  readonly requests: CounterDefinition;
  /** Seconds from the arrival of a request to the last byte of its answer. */
  readonly duration?: HistogramDefinition;
  /** Requests under way. */
  readonly inProgress?: GaugeDefinition;
  /** Bytes of the body, as its `Content-Length` says; a request that does not say it is not observed. */
  readonly requestSize?: HistogramDefinition;
  /** Bytes that were sent on the connection for an answer, its head included. */
  readonly responseSize?: HistogramDefinition;
}

/**
 * Defines the HTTP metrics with other bounds, exact status codes or sizes:
 * `const http = defineHttpMetrics({ status: 'code', sizes: true })`, which goes to the adapter and into the catalog of the stack.
 * Throws a `MetricDefinitionError` for buckets that do not increase and a number of routes below 1.
 */
export function defineHttpMetrics(options: HttpMetricsOptions = {}) {
  const { routes = 100, status = 'class', buckets = SECONDS, sizes = false } = options;
  const byRoute = { method: METHODS, route: bounded(routes, { typically: Math.min(routes, 10) }) };
  const status_code = status === 'class' ? STATUS_CLASSES : bounded(60, { typically: 6 });
  const sized = (name: string, help: string) =>
    histogram(name, help, { unit: 'bytes', labels: byRoute, buckets: BYTES });
  return defineMetrics({
    requests: counter('http_requests_total', 'HTTP requests served.', { labels: { ...byRoute, status_code } }),
    duration: histogram('http_request_duration_seconds', 'Time to serve an HTTP request, to its last byte.', {
      unit: 'seconds',
      labels: byRoute,
      buckets,
    }),
    inProgress: gauge('http_requests_in_progress', 'HTTP requests being served now.', { labels: { method: METHODS } }),
    ...(sizes
      ? {
          requestSize: sized('http_request_size_bytes', 'Bodies of HTTP requests, as their Content-Length says.'),
          responseSize: sized('http_response_size_bytes', 'HTTP answers as they were sent, with their heads.'),
        }
      : {}),
  });
}

/** The HTTP metrics as adapters record them when nothing else is said: requests, durations, requests in progress. */
export const httpMetrics = defineHttpMetrics();
