import { counter, gauge, histogram, open, summary } from '@narthex/instrumentation';

/** Prometheus as a server: configuration, queries, its HTTP side. */
export const serverMetrics = {
  apiRemoteWriteInvalidLabelsSamples: counter(
    'prometheus_api_remote_write_invalid_labels_samples_total',
    'The total number of received remote write samples and histogram samples which were rejected due to invalid labels.',
  ),
  apiRemoteWriteWithoutMetadataAppendedSamples: counter(
    'prometheus_api_remote_write_without_metadata_appended_samples_total',
    'The total number of received remote write samples (and histogram samples) which were ingested without corresponding metadata.',
  ),
  buildInfo: gauge('prometheus_build_info', 'The running version, as labels.', {
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
  configLastReloadSuccessTimestampSeconds: gauge(
    'prometheus_config_last_reload_success_timestamp_seconds',
    'Timestamp of the last successful configuration reload.',
    { unit: 'timestamp' },
  ),
  configReloadSuccessful: gauge(
    'prometheus_config_last_reload_successful',
    'Whether the last configuration reload attempt was successful.',
    { range: [0, 1] },
  ),
  engineQueries: gauge('prometheus_engine_queries', 'The current number of queries being executed or waiting.'),
  engineQueriesConcurrentMax: gauge(
    'prometheus_engine_queries_concurrent_max',
    'The max number of concurrent queries.',
  ),
  engineQueryDurationSeconds: summary('prometheus_engine_query_duration_seconds', 'Query timings.', {
    unit: 'seconds',
    labels: { slice: ['inner_eval', 'prepare_time', 'queue_time', 'result_sort'] },
    quantiles: [0.5, 0.9, 0.99],
  }),
  engineQueryLogEnabled: gauge('prometheus_engine_query_log_enabled', 'State of the query log.', { range: [0, 1] }),
  engineQueryLogFailures: counter('prometheus_engine_query_log_failures_total', 'The number of query log failures.'),
  engineQuerySamples: counter(
    'prometheus_engine_query_samples_total',
    'The total number of samples loaded by all queries.',
  ),
  httpRequestDurationSeconds: histogram(
    'prometheus_http_request_duration_seconds',
    'Histogram of latencies for HTTP requests.',
    {
      unit: 'seconds',
      labels: { handler: open({ typically: 50 }) },
      series: 10,
      buckets: [0.1, 0.2, 0.4, 1, 3, 8, 20, 60, 120],
    },
  ),
  httpRequests: counter('prometheus_http_requests_total', 'Counter of HTTP requests.', {
    labels: { code: open({ typically: 2 }), handler: open({ typically: 50 }) },
    series: 60,
  }),
  httpResponseSizeBytes: histogram(
    'prometheus_http_response_size_bytes',
    'Histogram of response size for HTTP requests.',
    {
      unit: 'bytes',
      labels: { handler: open({ typically: 50 }) },
      series: 10,
      buckets: [100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000],
    },
  ),
  ready: gauge(
    'prometheus_ready',
    'Whether Prometheus startup was fully completed and the server is ready for normal operation.',
    { range: [0, 1] },
  ),
  walWatcherCurrentSegment: gauge(
    'prometheus_wal_watcher_current_segment',
    'Current segment the WAL watcher is reading records from.',
    { labels: { consumer: open({ typically: 1 }) } },
  ),
  walWatcherNotificationsSkipped: counter(
    'prometheus_wal_watcher_notifications_skipped_total',
    'The number of WAL write notifications that the Watcher has skipped due to already being in a WAL read routine.',
    { labels: { consumer: open({ typically: 1 }) } },
  ),
  walWatcherRecordDecodeFailures: counter(
    'prometheus_wal_watcher_record_decode_failures_total',
    'Number of records read by the WAL watcher that resulted in an error when decoding.',
    { labels: { consumer: open({ typically: 1 }) } },
  ),
  walWatcherRecordsRead: counter(
    'prometheus_wal_watcher_records_read_total',
    'Number of records read by the WAL watcher from the WAL.',
    { labels: { consumer: open({ typically: 1 }), type: open({ typically: 4 }) } },
  ),
  walWatcherSamplesSentPreTailing: counter(
    'prometheus_wal_watcher_samples_sent_pre_tailing_total',
    'Number of sample records read by the WAL watcher and sent to remote write during replay of existing WAL.',
    { labels: { consumer: open({ typically: 1 }) } },
  ),
  webFederationErrors: counter(
    'prometheus_web_federation_errors_total',
    'Total number of errors that occurred while sending federation responses.',
  ),
  webFederationWarnings: counter(
    'prometheus_web_federation_warnings_total',
    'Total number of warnings that occurred while sending federation responses.',
  ),
};
