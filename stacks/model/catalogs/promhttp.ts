import { counter, gauge } from '@narthex/instrumentation';

/** What the HTTP handler of the Go client exposes about the scrapes that it answers. */
export const promhttpMetrics = {
  promhttpMetricHandlerRequestsInFlight: gauge(
    'promhttp_metric_handler_requests_in_flight',
    'Scrapes that are being answered.',
  ),
  promhttpMetricHandlerRequests: counter('promhttp_metric_handler_requests_total', 'Scrapes by their status code.', {
    labels: { code: ['200', '500', '503'] },
  }),
};

/** What it adds in programs that give it a registry for its errors. */
export const promhttpErrorMetrics = {
  promhttpMetricHandlerErrors: counter('promhttp_metric_handler_errors_total', 'Scrapes that went wrong, by cause.', {
    labels: { cause: ['encoding', 'gathering'] },
  }),
};
