import { counter, gauge, summary } from '@narthex/instrumentation';

/** The newest samples, which Prometheus holds in memory. */
export const headMetrics = {
  tsdbExemplarExemplarsAppended: counter(
    'prometheus_tsdb_exemplar_exemplars_appended_total',
    'Total number of appended exemplars.',
  ),
  tsdbExemplarExemplarsInStorage: gauge(
    'prometheus_tsdb_exemplar_exemplars_in_storage',
    'Number of exemplars currently in circular storage.',
  ),
  tsdbExemplarLastExemplarsTimestampSeconds: gauge(
    'prometheus_tsdb_exemplar_last_exemplars_timestamp_seconds',
    'The timestamp of the oldest exemplar stored in circular storage.',
    { unit: 'timestamp' },
  ),
  tsdbExemplarMaxExemplars: gauge(
    'prometheus_tsdb_exemplar_max_exemplars',
    'Total number of exemplars the exemplar storage can store, resizeable.',
  ),
  tsdbExemplarOutOfOrderExemplars: counter(
    'prometheus_tsdb_exemplar_out_of_order_exemplars_total',
    'Total number of out of order exemplar ingestion failed attempts.',
  ),
  tsdbExemplarSeriesWithExemplarsInStorage: gauge(
    'prometheus_tsdb_exemplar_series_with_exemplars_in_storage',
    'Number of series with exemplars currently in circular storage.',
  ),
  tsdbHeadActiveAppenders: gauge(
    'prometheus_tsdb_head_active_appenders',
    'Number of currently active appender transactions.',
  ),
  tsdbHeadChunks: gauge('prometheus_tsdb_head_chunks', 'Total number of chunks in the head block.'),
  tsdbHeadChunksCreated: counter(
    'prometheus_tsdb_head_chunks_created_total',
    'Total number of chunks created in the head.',
  ),
  tsdbHeadChunksRemoved: counter(
    'prometheus_tsdb_head_chunks_removed_total',
    'Total number of chunks removed in the head.',
  ),
  tsdbHeadChunksStorageSizeBytes: gauge(
    'prometheus_tsdb_head_chunks_storage_size_bytes',
    'Size of the chunks_head directory.',
    { unit: 'bytes' },
  ),
  tsdbHeadGcDurationSeconds: summary(
    'prometheus_tsdb_head_gc_duration_seconds',
    'Runtime of garbage collection in the head block.',
    { unit: 'seconds', quantiles: [] },
  ),
  tsdbHeadMaxTime: gauge(
    'prometheus_tsdb_head_max_time',
    'Maximum timestamp of the head block. The unit is decided by the library consumer.',
  ),
  tsdbHeadMaxTimeSeconds: gauge('prometheus_tsdb_head_max_time_seconds', 'Maximum timestamp of the head block.', {
    unit: 'timestamp',
  }),
  tsdbHeadMinTime: gauge(
    'prometheus_tsdb_head_min_time',
    'Minimum time bound of the head block. The unit is decided by the library consumer.',
  ),
  tsdbHeadMinTimeSeconds: gauge('prometheus_tsdb_head_min_time_seconds', 'Minimum time bound of the head block.', {
    unit: 'timestamp',
  }),
  tsdbHeadOutOfOrderSamplesAppended: counter(
    'prometheus_tsdb_head_out_of_order_samples_appended_total',
    'Total number of appended out of order samples.',
    { labels: { type: ['float', 'histogram'] } },
  ),
  samplesAppended: counter('prometheus_tsdb_head_samples_appended_total', 'Total number of appended samples.', {
    labels: { type: ['float', 'histogram'] },
  }),
  headSeries: gauge('prometheus_tsdb_head_series', 'Total number of series in the head block.'),
  tsdbHeadSeriesCreated: counter(
    'prometheus_tsdb_head_series_created_total',
    'Total number of series created in the head.',
  ),
  tsdbHeadSeriesNotFound: counter(
    'prometheus_tsdb_head_series_not_found_total',
    'Total number of requests for series that were not found.',
  ),
  tsdbHeadSeriesRemoved: counter(
    'prometheus_tsdb_head_series_removed_total',
    'Total number of series removed in the head.',
  ),
  tsdbHeadTruncationsFailed: counter(
    'prometheus_tsdb_head_truncations_failed_total',
    'Total number of head truncations that failed.',
  ),
  tsdbHeadTruncations: counter('prometheus_tsdb_head_truncations_total', 'Total number of head truncations attempted.'),
  tsdbIsolationHighWatermark: gauge(
    'prometheus_tsdb_isolation_high_watermark',
    'The highest TSDB append ID that has been given out.',
  ),
  tsdbIsolationLowWatermark: gauge(
    'prometheus_tsdb_isolation_low_watermark',
    'The lowest TSDB append ID that is still referenced.',
  ),
  tsdbOutOfBoundSamples: counter(
    'prometheus_tsdb_out_of_bound_samples_total',
    'Total number of out of bound samples ingestion failed attempts with out of order support disabled.',
    { labels: { type: ['float'] } },
  ),
  tsdbOutOfOrderSamples: counter(
    'prometheus_tsdb_out_of_order_samples_total',
    'Total number of out of order samples ingestion failed attempts due to out of order being disabled.',
    { labels: { type: ['float', 'histogram'] } },
  ),
  tsdbTooOldSamples: counter(
    'prometheus_tsdb_too_old_samples_total',
    'Total number of out of order samples ingestion failed attempts with out of support enabled, but sample outside of time window.',
    { labels: { type: ['float'] } },
  ),
};
