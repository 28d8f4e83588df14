import { type Expression, promql } from '../../../promql/index.ts';
import type { Duration, HttpMetrics } from '../../../stacks/model/index.ts';
import type { Timed } from './latency.ts';

/** What of each service is recorded, without the window: `job_service:http_requests` of `http_requests_total`. */
export const recordedNames = {
  requests: ({ requests }: HttpMetrics) => `job_service:${requests.name.replace(/_total$/, '')}`,
  errors: ({ requests }: HttpMetrics) => `job_service:${requests.name.replace(/requests_total$/, 'request_errors')}`,
  buckets: ({ duration }: Timed) => `job_service_le:${duration.name}_bucket`,
};

/** Requests per second of each service, as recorded. */
export function requestRate(http: HttpMetrics, window: Duration): Expression {
  return promql`${recordedNames.requests(http)}:rate${window}`;
}

/** Requests per second of each service that end in an error of the server, as recorded; there from the first one on. */
export function errorRate(http: HttpMetrics, window: Duration): Expression {
  return promql`${recordedNames.errors(http)}:rate${window}`;
}

/** How many requests per second to each service take no longer than a bound, for each bound of the histogram, as recorded. */
export function bucketRate(http: Timed, window: Duration): Expression {
  return promql`${recordedNames.buckets(http)}:rate${window}`;
}

/** One of all services whose rates are recorded under the same name. */
export function oneOfEach<Http extends HttpMetrics>(services: readonly Http[], name: (http: Http) => string): Http[] {
  return [...new Map(services.map((http) => [name(http), http])).values()];
}
