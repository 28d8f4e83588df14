import { counter, gauge, histogram, open } from '@narthex/instrumentation';

const remote = { remote_name: open({ typically: 1 }), url: open({ typically: 1 }) };

/** What Prometheus says about remote storage, where it is configured. */
export const remoteMetrics = {
  remoteReadClientQueries: gauge(
    'prometheus_remote_read_client_queries',
    'The number of in-flight remote read queries.',
    { labels: remote },
  ),
  remoteReadHandlerQueries: gauge(
    'prometheus_remote_read_handler_queries',
    'The current number of remote read queries that are either in execution or queued on the handler.',
  ),
  remoteStorageBytes: counter(
    'prometheus_remote_storage_bytes_total',
    'The total number of bytes of data (not metadata) sent by the queue after compression.',
    { unit: 'bytes', labels: remote },
  ),
  remoteStorageEnqueueRetries: counter(
    'prometheus_remote_storage_enqueue_retries_total',
    'Total number of times enqueue has failed because a shards queue was full.',
    { labels: remote },
  ),
  remoteStorageExemplarsFailed: counter(
    'prometheus_remote_storage_exemplars_failed_total',
    'Total number of exemplars which failed on send to remote storage, non-recoverable errors.',
    { labels: remote },
  ),
  remoteStorageExemplarsIn: counter(
    'prometheus_remote_storage_exemplars_in_total',
    'Exemplars in to remote storage, compare to exemplars out for queue managers.',
  ),
  remoteStorageExemplarsPending: gauge(
    'prometheus_remote_storage_exemplars_pending',
    'The number of exemplars pending in the queues shards to be sent to the remote storage.',
    { labels: remote },
  ),
  remoteStorageExemplarsRetried: counter(
    'prometheus_remote_storage_exemplars_retried_total',
    'Total number of exemplars which failed on send to remote storage but were retried because the send error was recoverable.',
    { labels: remote },
  ),
  remoteStorageExemplars: counter(
    'prometheus_remote_storage_exemplars_total',
    'Total number of exemplars sent to remote storage.',
    { labels: remote },
  ),
  remoteStorageHighestTimestampInSeconds: gauge(
    'prometheus_remote_storage_highest_timestamp_in_seconds',
    'Highest timestamp that has come into the remote storage via the Appender interface, in seconds since epoch.',
    { unit: 'timestamp' },
  ),
  remoteStorageHistogramsFailed: counter(
    'prometheus_remote_storage_histograms_failed_total',
    'Total number of histograms which failed on send to remote storage, non-recoverable errors.',
    { labels: remote },
  ),
  remoteStorageHistogramsIn: counter(
    'prometheus_remote_storage_histograms_in_total',
    'HistogramSamples in to remote storage, compare to histograms out for queue managers.',
  ),
  remoteStorageHistogramsPending: gauge(
    'prometheus_remote_storage_histograms_pending',
    'The number of histograms pending in the queues shards to be sent to the remote storage.',
    { labels: remote },
  ),
  remoteStorageHistogramsRetried: counter(
    'prometheus_remote_storage_histograms_retried_total',
    'Total number of histograms which failed on send to remote storage but were retried because the send error was recoverable.',
    { labels: remote },
  ),
  remoteStorageHistograms: counter(
    'prometheus_remote_storage_histograms_total',
    'Total number of histograms sent to remote storage.',
    { labels: remote },
  ),
  remoteStorageMaxSamplesPerSend: gauge(
    'prometheus_remote_storage_max_samples_per_send',
    'The maximum number of samples to be sent, in a single request, to the remote storage.',
    { labels: remote },
  ),
  remoteStorageMetadataBytes: counter(
    'prometheus_remote_storage_metadata_bytes_total',
    'The total number of bytes of metadata sent by the queue after compression.',
    { unit: 'bytes', labels: remote },
  ),
  remoteStorageMetadataFailed: counter(
    'prometheus_remote_storage_metadata_failed_total',
    'Total number of metadata entries which failed on send to remote storage, non-recoverable errors.',
    { labels: remote },
  ),
  remoteStorageMetadataRetried: counter(
    'prometheus_remote_storage_metadata_retried_total',
    'Total number of metadata entries which failed on send to remote storage but were retried because the send error was recoverable.',
    { labels: remote },
  ),
  remoteStorageMetadata: counter(
    'prometheus_remote_storage_metadata_total',
    'Total number of metadata entries sent to remote storage.',
    { labels: remote },
  ),
  remoteStorageQueueHighestSentTimestampSeconds: gauge(
    'prometheus_remote_storage_queue_highest_sent_timestamp_seconds',
    'Timestamp from a WAL sample, the highest timestamp successfully sent by this queue, in seconds since epoch.',
    { unit: 'timestamp', labels: remote },
  ),
  remoteStorageSamplesFailed: counter(
    'prometheus_remote_storage_samples_failed_total',
    'Total number of samples which failed on send to remote storage, non-recoverable errors.',
    { labels: remote },
  ),
  remoteStorageSamplesIn: counter(
    'prometheus_remote_storage_samples_in_total',
    'Samples in to remote storage, compare to samples out for queue managers.',
  ),
  remoteStorageSamplesPending: gauge(
    'prometheus_remote_storage_samples_pending',
    'The number of samples pending in the queues shards to be sent to the remote storage.',
    { labels: remote },
  ),
  remoteStorageSamplesRetried: counter(
    'prometheus_remote_storage_samples_retried_total',
    'Total number of samples which failed on send to remote storage but were retried because the send error was recoverable.',
    { labels: remote },
  ),
  remoteStorageSamples: counter(
    'prometheus_remote_storage_samples_total',
    'Total number of samples sent to remote storage.',
    { labels: remote },
  ),
  remoteStorageSentBatchDurationSeconds: histogram(
    'prometheus_remote_storage_sent_batch_duration_seconds',
    'Duration of send calls to the remote storage.',
    {
      unit: 'seconds',
      labels: remote,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 120, 300],
    },
  ),
  remoteStorageShardCapacity: gauge(
    'prometheus_remote_storage_shard_capacity',
    'The capacity of each shard of the queue used for parallel sending to the remote storage.',
    { labels: remote },
  ),
  remoteStorageShards: gauge(
    'prometheus_remote_storage_shards',
    'The number of shards used for parallel sending to the remote storage.',
    { labels: remote },
  ),
  remoteStorageShardsDesired: gauge(
    'prometheus_remote_storage_shards_desired',
    'The number of shards that the queues shard calculation wants to run based on the rate of samples in vs. samples out.',
    { labels: remote },
  ),
  remoteStorageShardsMax: gauge(
    'prometheus_remote_storage_shards_max',
    'The maximum number of shards that the queue is allowed to run.',
    { labels: remote },
  ),
  remoteStorageShardsMin: gauge(
    'prometheus_remote_storage_shards_min',
    'The minimum number of shards that the queue is allowed to run.',
    { labels: remote },
  ),
  remoteStorageStringInternerZeroReferenceReleases: counter(
    'prometheus_remote_storage_string_interner_zero_reference_releases_total',
    'The number of times release has been called for strings that are not interned.',
  ),
};
