/** Bytes of one sample in a block: 1 to 2 (Prometheus documentation, Storage, "Operational aspects"). */
export const BYTES_PER_SAMPLE = 1.5;

/** A compaction writes the new block before it removes the old ones, and an index comes on top of the samples. */
export const COMPACTION_HEADROOM = 1.2;

/**
 * How far back the head of the database and its log reach, in seconds. Blocks are cut for two hours once the head spans three
 * (Prometheus documentation, Storage).
 */
export const HEAD_SECONDS = 3 * 3_600;

/** Bytes of one sample in the write-ahead log and the chunks of the head; 4 to 8, by how regular the samples come. */
export const LOG_BYTES_PER_SAMPLE = 6;

/**
 * Bytes of memory for an active series: what the head keeps of it (732 B, 32 B for each label, 120 B for each value of a label:
 * Robust Perception, "How much RAM does Prometheus 2.x need for cardinality and ingestion?"), twice that for the garbage collector,
 * and room for the queries that read it.
 */
export const MEMORY_PER_SERIES = 4 * 1_024;

/** The same source counts the samples of the head in memory half as much again, and twice for the garbage collector. */
export const MEMORY_PER_HEAD_SAMPLE = BYTES_PER_SAMPLE * 1.5 * 2;

/** Bytes of memory of a Prometheus that stores next to nothing, measured with 3.x on Linux: 80 to 100 MiB. */
export const MEMORY_OF_PROCESS = 96 * 1_024 ** 2;

/** The memory limit is so many times the estimate: churn, a dashboard over a month, the replay of the log at the start. */
export const MEMORY_HEADROOM = 2;

/** No Prometheus gets less memory than this. */
export const LEAST_MEMORY = 512 * 1_024 ** 2;

/** A job may bring so many times the samples that are predicted. */
export const SAMPLE_HEADROOM = 3;

/** No job is limited to fewer samples than this: a runtime alone brings some hundred that nobody declares. */
export const LEAST_SAMPLE_LIMIT = 1_000;

/** What a client library says about its process and language: prom-client 15 measured 79, Go's and Python's say less. */
export const RUNTIME_SERIES = 80;

/** `bounded(n)` without `typically`: a limit is set with room to spare, so a third of it is what one sees. */
export const TYPICAL_SHARE_OF_LIMIT = 1 / 3;

/** The label sets that the instrumentation keeps of a metric unless it is told otherwise, and the one that takes the overflow. */
export const MOST_LABEL_SETS = 2_001;

/** `open()` without `typically`. */
export const TYPICAL_OPEN_VALUES = 10;

/** An alert that is pending or firing is stored as `ALERTS` and `ALERTS_FOR_STATE`. */
export const SERIES_PER_ACTIVE_ALERT = 2;

/** What Prometheus writes about every target, whatever is dropped. */
export const TARGET_SERIES = [
  'up',
  'scrape_duration_seconds',
  'scrape_samples_scraped',
  'scrape_samples_post_metric_relabeling',
  'scrape_series_added',
] as const;
