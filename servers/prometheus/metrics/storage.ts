import { counter, gauge, histogram, summary } from '@narthex/instrumentation';

/** The database on disk: blocks, compaction, write-ahead log. */
export const storageMetrics = {
  tsdbBlocksLoaded: gauge('prometheus_tsdb_blocks_loaded', 'Number of currently loaded data blocks.'),
  tsdbCheckpointCreationsFailed: counter(
    'prometheus_tsdb_checkpoint_creations_failed_total',
    'Total number of checkpoint creations that failed.',
  ),
  tsdbCheckpointCreations: counter(
    'prometheus_tsdb_checkpoint_creations_total',
    'Total number of checkpoint creations attempted.',
  ),
  tsdbCheckpointDeletionsFailed: counter(
    'prometheus_tsdb_checkpoint_deletions_failed_total',
    'Total number of checkpoint deletions that failed.',
  ),
  tsdbCheckpointDeletions: counter(
    'prometheus_tsdb_checkpoint_deletions_total',
    'Total number of checkpoint deletions attempted.',
  ),
  tsdbCleanStart: gauge(
    'prometheus_tsdb_clean_start',
    '-1: lockfile is disabled. 0: a lockfile from a previous execution was replaced. 1: lockfile creation was clean.',
    { range: [-1, 1] },
  ),
  tsdbCompactionChunkRangeSeconds: histogram(
    'prometheus_tsdb_compaction_chunk_range_seconds',
    'Final time range of chunks on their first compaction.',
    { unit: 'seconds', buckets: [100, 400, 1600, 6400, 25600, 102400, 409600, 1638400, 6553600, 26214400] },
  ),
  tsdbCompactionChunkSamples: histogram(
    'prometheus_tsdb_compaction_chunk_samples',
    'Final number of samples on their first compaction.',
    {
      buckets: [4, 6, 9, 13.5, 20.25, 30.375, 45.5625, 68.34375, 102.515625, 153.7734375, 230.66015625, 345.990234375],
    },
  ),
  tsdbCompactionChunkSizeBytes: histogram(
    'prometheus_tsdb_compaction_chunk_size_bytes',
    'Final size of chunks on their first compaction.',
    { unit: 'bytes', buckets: [32, 48, 72, 108, 162, 243, 364.5, 546.75, 820.125, 1230.1875, 1845.28125, 2767.921875] },
  ),
  tsdbCompactionDurationSeconds: histogram(
    'prometheus_tsdb_compaction_duration_seconds',
    'Duration of compaction runs.',
    { unit: 'seconds', buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192] },
  ),
  tsdbCompactionPopulatingBlock: gauge(
    'prometheus_tsdb_compaction_populating_block',
    'Set to 1 when a block is currently being written to the disk.',
    { range: [0, 1] },
  ),
  tsdbCompactionsFailed: counter(
    'prometheus_tsdb_compactions_failed_total',
    'Total number of compactions that failed for the partition.',
  ),
  tsdbCompactionsSkipped: counter(
    'prometheus_tsdb_compactions_skipped_total',
    'Total number of skipped compactions due to disabled auto compaction.',
  ),
  tsdbCompactions: counter(
    'prometheus_tsdb_compactions_total',
    'Total number of compactions that were executed for the partition.',
  ),
  tsdbCompactionsTriggered: counter(
    'prometheus_tsdb_compactions_triggered_total',
    'Total number of triggered compactions for the partition.',
  ),
  tsdbDataReplayDurationSeconds: gauge(
    'prometheus_tsdb_data_replay_duration_seconds',
    'Time taken to replay the data on disk.',
    { unit: 'seconds' },
  ),
  tsdbLowestTimestamp: gauge(
    'prometheus_tsdb_lowest_timestamp',
    'Lowest timestamp value stored in the database. The unit is decided by the library consumer.',
  ),
  tsdbLowestTimestampSeconds: gauge(
    'prometheus_tsdb_lowest_timestamp_seconds',
    'Lowest timestamp value stored in the database.',
    { unit: 'timestamp' },
  ),
  tsdbMmapChunkCorruptions: counter(
    'prometheus_tsdb_mmap_chunk_corruptions_total',
    'Total number of memory-mapped chunk corruptions.',
  ),
  tsdbMmapChunks: counter('prometheus_tsdb_mmap_chunks_total', 'Total number of chunks that were memory-mapped.'),
  tsdbReloadsFailures: counter(
    'prometheus_tsdb_reloads_failures_total',
    'Number of times the database failed to reloadBlocks block data from disk.',
  ),
  tsdbReloads: counter('prometheus_tsdb_reloads_total', 'Number of times the database reloaded block data from disk.'),
  tsdbRetentionLimitBytes: gauge(
    'prometheus_tsdb_retention_limit_bytes',
    'Max number of bytes to be retained in the tsdb blocks, configured 0 means disabled.',
    { unit: 'bytes' },
  ),
  tsdbRetentionLimitSeconds: gauge(
    'prometheus_tsdb_retention_limit_seconds',
    'How long to retain samples in storage.',
    { unit: 'seconds' },
  ),
  tsdbSizeRetentions: counter(
    'prometheus_tsdb_size_retentions_total',
    'The number of times that blocks were deleted because the maximum number of bytes was exceeded.',
  ),
  tsdbSnapshotReplayError: counter(
    'prometheus_tsdb_snapshot_replay_error_total',
    'Total number snapshot replays that failed.',
  ),
  tsdbStorageBlocksBytes: gauge(
    'prometheus_tsdb_storage_blocks_bytes',
    'The number of bytes that are currently used for local storage by all blocks.',
    { unit: 'bytes' },
  ),
  tsdbSymbolTableSizeBytes: gauge(
    'prometheus_tsdb_symbol_table_size_bytes',
    'Size of symbol table in memory for loaded blocks.',
    { unit: 'bytes' },
  ),
  tsdbTimeRetentions: counter(
    'prometheus_tsdb_time_retentions_total',
    'The number of times that blocks were deleted because the maximum time limit was exceeded.',
  ),
  tsdbTombstoneCleanupSeconds: histogram(
    'prometheus_tsdb_tombstone_cleanup_seconds',
    'The time taken to recompact blocks to remove tombstones.',
    { unit: 'seconds', buckets: [] },
  ),
  tsdbVerticalCompactions: counter(
    'prometheus_tsdb_vertical_compactions_total',
    'Total number of compactions done on overlapping blocks.',
  ),
  tsdbWalCompletedPages: counter('prometheus_tsdb_wal_completed_pages_total', 'Total number of completed pages.'),
  tsdbWalCorruptions: counter('prometheus_tsdb_wal_corruptions_total', 'Total number of WAL corruptions.'),
  tsdbWalFsyncDurationSeconds: summary('prometheus_tsdb_wal_fsync_duration_seconds', 'Duration of write log fsync.', {
    unit: 'seconds',
    quantiles: [0.5, 0.9, 0.99],
  }),
  tsdbWalPageFlushes: counter('prometheus_tsdb_wal_page_flushes_total', 'Total number of page flushes.'),
  tsdbWalRecordBytesSaved: counter(
    'prometheus_tsdb_wal_record_bytes_saved_total',
    'Total number of bytes saved by the optional record compression. Use this metric to learn about the effectiveness compression.',
    { labels: { compression: ['snappy', 'zstd'] } },
  ),
  tsdbWalRecordPartWrites: counter(
    'prometheus_tsdb_wal_record_part_writes_total',
    'Total number of record parts written before flushing.',
  ),
  tsdbWalRecordPartsBytesWritten: counter(
    'prometheus_tsdb_wal_record_parts_bytes_written_total',
    'Total number of record part bytes written before flushing, including CRC and compression headers.',
  ),
  tsdbWalSegmentCurrent: gauge(
    'prometheus_tsdb_wal_segment_current',
    'Write log segment index that TSDB is currently writing to.',
  ),
  tsdbWalStorageSizeBytes: gauge('prometheus_tsdb_wal_storage_size_bytes', 'Size of the write log directory.', {
    unit: 'bytes',
  }),
  tsdbWalTruncateDurationSeconds: summary(
    'prometheus_tsdb_wal_truncate_duration_seconds',
    'Duration of WAL truncation.',
    { unit: 'seconds', quantiles: [] },
  ),
  tsdbWalTruncationsFailed: counter(
    'prometheus_tsdb_wal_truncations_failed_total',
    'Total number of write log truncations that failed.',
  ),
  tsdbWalTruncations: counter(
    'prometheus_tsdb_wal_truncations_total',
    'Total number of write log truncations attempted.',
  ),
  tsdbWalWritesFailed: counter(
    'prometheus_tsdb_wal_writes_failed_total',
    'Total number of write log writes that failed.',
  ),
};
