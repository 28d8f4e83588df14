import { counter, gauge, histogram, open } from '@narthex/instrumentation';

/** An Alertmanager as a server: alerts that it holds, its configuration, its HTTP side. */
export const serverMetrics = {
  alerts: gauge('alertmanager_alerts', 'How many alerts by state.', {
    labels: { state: ['active', 'suppressed', 'unprocessed'] },
  }),
  alertsInvalid: counter(
    'alertmanager_alerts_invalid_total',
    'The total number of received alerts that were invalid.',
    { labels: { version: ['v2'] } },
  ),
  alertsPerAlertLimit: gauge(
    'alertmanager_alerts_per_alert_limit',
    'Current limit on number of alerts per alert name.',
  ),
  alertsReceived: counter('alertmanager_alerts_received_total', 'The total number of received alerts.', {
    labels: { status: ['firing', 'resolved'], version: ['v2'] },
  }),
  alertsSubscriberChannelWrites: counter(
    'alertmanager_alerts_subscriber_channel_writes_total',
    'Number of times alerts were written to subscriber channels.',
    { labels: { subscriber: open({ typically: 2 }) } },
  ),
  buildInfo: gauge('alertmanager_build_info', 'The running version, as labels.', {
    labels: {
      branch: open({ typically: 1 }),
      goarch: open({ typically: 1 }),
      goos: open({ typically: 1 }),
      goversion: open({ typically: 1 }),
      revision: open({ typically: 1 }),
      tags: open({ typically: 1 }),
      version: open({ typically: 1 }),
    },
    key: [],
    info: true,
  }),
  configHash: gauge('alertmanager_config_hash', 'Hash of the currently loaded alertmanager configuration.'),
  configLastReloadSuccessTimestampSeconds: gauge(
    'alertmanager_config_last_reload_success_timestamp_seconds',
    'Timestamp of the last successful configuration reload.',
    { unit: 'timestamp' },
  ),
  configLastReloadSuccessful: gauge(
    'alertmanager_config_last_reload_successful',
    'Whether the last configuration reload attempt was successful.',
    { range: [0, 1] },
  ),
  httpConcurrencyLimitExceeded: counter(
    'alertmanager_http_concurrency_limit_exceeded_total',
    'Total number of times an HTTP request failed because the concurrency limit was reached.',
    { labels: { method: open({ typically: 3 }) } },
  ),
  httpRequestDurationSeconds: histogram(
    'alertmanager_http_request_duration_seconds',
    'Histogram of latencies for HTTP requests.',
    {
      unit: 'seconds',
      labels: { code: open({ typically: 2 }), handler: open({ typically: 10 }), method: open({ typically: 3 }) },
      series: 12,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    },
  ),
  httpRequestsInFlight: gauge(
    'alertmanager_http_requests_in_flight',
    'Current number of HTTP requests being processed.',
    { labels: { method: open({ typically: 3 }) } },
  ),
  httpResponseSizeBytes: histogram(
    'alertmanager_http_response_size_bytes',
    'Histogram of response size for HTTP requests.',
    {
      unit: 'bytes',
      labels: { handler: open({ typically: 10 }), method: open({ typically: 3 }) },
      buckets: [100, 1000, 10000, 100000, 1000000, 10000000, 100000000],
    },
  ),
};
