import { counter, gauge, open, summary } from '@narthex/instrumentation';

/** How Prometheus scrapes its targets. */
export const scrapingMetrics = {
  targetIntervalLengthSeconds: summary(
    'prometheus_target_interval_length_seconds',
    'Actual intervals between scrapes.',
    { unit: 'seconds', labels: { interval: open({ typically: 3 }) }, quantiles: [0.01, 0.05, 0.5, 0.9, 0.99] },
  ),
  targetMetadataCacheBytes: gauge(
    'prometheus_target_metadata_cache_bytes',
    'The number of bytes that are currently used for storing metric metadata in the cache.',
    { unit: 'bytes', labels: { scrape_job: open({ typically: 8 }) } },
  ),
  targetMetadataCacheEntries: gauge(
    'prometheus_target_metadata_cache_entries',
    'Total number of metric metadata entries in the cache.',
    { labels: { scrape_job: open({ typically: 8 }) } },
  ),
  targetScrapePoolExceededLabelLimits: counter(
    'prometheus_target_scrape_pool_exceeded_label_limits_total',
    'Total number of times scrape pools hit the label limits, during sync or config reload.',
  ),
  targetScrapePoolExceededTargetLimit: counter(
    'prometheus_target_scrape_pool_exceeded_target_limit_total',
    'Total number of times scrape pools hit the target limit, during sync or config reload.',
  ),
  targetScrapePoolReloadsFailed: counter(
    'prometheus_target_scrape_pool_reloads_failed_total',
    'Total number of failed scrape pool reloads.',
  ),
  targetScrapePoolReloads: counter(
    'prometheus_target_scrape_pool_reloads_total',
    'Total number of scrape pool reloads.',
  ),
  targetScrapePoolSymboltableItems: gauge(
    'prometheus_target_scrape_pool_symboltable_items',
    'Current number of symbols in table for this scrape pool.',
    { labels: { scrape_job: open({ typically: 8 }) } },
  ),
  targetScrapePoolSync: counter(
    'prometheus_target_scrape_pool_sync_total',
    'Total number of syncs that were executed on a scrape pool.',
    { labels: { scrape_job: open({ typically: 8 }) } },
  ),
  targetScrapePoolTargetLimit: gauge(
    'prometheus_target_scrape_pool_target_limit',
    'Maximum number of targets allowed in this scrape pool.',
    { labels: { scrape_job: open({ typically: 8 }) } },
  ),
  targetScrapePoolTargets: gauge(
    'prometheus_target_scrape_pool_targets',
    'Current number of targets in this scrape pool.',
    { labels: { scrape_job: open({ typically: 8 }) } },
  ),
  targetScrapePoolsFailed: counter(
    'prometheus_target_scrape_pools_failed_total',
    'Total number of scrape pool creations that failed.',
  ),
  targetScrapePools: counter('prometheus_target_scrape_pools_total', 'Total number of scrape pool creation attempts.'),
  targetScrapesCacheFlushForced: counter(
    'prometheus_target_scrapes_cache_flush_forced_total',
    'How many times a scrape cache was flushed due to getting big while scrapes are failing.',
  ),
  targetScrapesExceededBodySizeLimit: counter(
    'prometheus_target_scrapes_exceeded_body_size_limit_total',
    'Total number of scrapes that hit the body size limit.',
  ),
  targetScrapesExceededNativeHistogramBucketLimit: counter(
    'prometheus_target_scrapes_exceeded_native_histogram_bucket_limit_total',
    'Total number of scrapes that hit the native histogram bucket limit and were rejected.',
  ),
  targetScrapesExceededSampleLimit: counter(
    'prometheus_target_scrapes_exceeded_sample_limit_total',
    'Total number of scrapes that hit the sample limit and were rejected.',
  ),
  targetScrapesExemplarOutOfOrder: counter(
    'prometheus_target_scrapes_exemplar_out_of_order_total',
    'Total number of exemplar rejected due to not being out of the expected order.',
  ),
  targetScrapesSampleDuplicateTimestamp: counter(
    'prometheus_target_scrapes_sample_duplicate_timestamp_total',
    'Total number of samples rejected due to duplicate timestamps but different values.',
  ),
  targetScrapesSampleOutOfBounds: counter(
    'prometheus_target_scrapes_sample_out_of_bounds_total',
    'Total number of samples rejected due to timestamp falling outside of the time bounds.',
  ),
  targetScrapesSampleOutOfOrder: counter(
    'prometheus_target_scrapes_sample_out_of_order_total',
    'Total number of samples rejected due to not being out of the expected order.',
  ),
  targetSyncFailed: counter('prometheus_target_sync_failed_total', 'Total number of target sync failures.', {
    labels: { scrape_job: open({ typically: 8 }) },
  }),
  targetSyncLengthSeconds: summary(
    'prometheus_target_sync_length_seconds',
    'Actual interval to sync the scrape pool.',
    { unit: 'seconds', labels: { scrape_job: open({ typically: 8 }) }, quantiles: [0.01, 0.05, 0.5, 0.9, 0.99] },
  ),
};
