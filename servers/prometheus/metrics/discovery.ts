import { counter, gauge, open, summary } from '@narthex/instrumentation';

/** Service discovery. Most of it is there where a mechanism of that name is configured. */
export const discoveryMetrics = {
  sdDiscoveredTargets: gauge('prometheus_sd_discovered_targets', 'Current number of discovered targets.', {
    labels: { config: open({ typically: 8 }), name: ['notify', 'scrape'] },
    series: 9,
  }),
  sdDnsLookupFailures: counter('prometheus_sd_dns_lookup_failures_total', 'The number of DNS-SD lookup failures.'),
  sdDnsLookups: counter('prometheus_sd_dns_lookups_total', 'The number of DNS-SD lookups.'),
  sdFailedConfigs: gauge(
    'prometheus_sd_failed_configs',
    'Current number of service discovery configurations that failed to load.',
    { labels: { name: ['notify', 'scrape'] } },
  ),
  sdFileMtimeSeconds: gauge(
    'prometheus_sd_file_mtime_seconds',
    'Timestamp (mtime) of files read by FileSD. Timestamp is set at read time.',
    { unit: 'timestamp', labels: { filename: open({ typically: 3 }) } },
  ),
  sdFileReadErrors: counter('prometheus_sd_file_read_errors_total', 'The number of File-SD read errors.'),
  sdFileScanDurationSeconds: summary(
    'prometheus_sd_file_scan_duration_seconds',
    'The duration of the File-SD scan in seconds.',
    { unit: 'seconds', quantiles: [0.5, 0.9, 0.99] },
  ),
  sdFileWatcherErrors: counter(
    'prometheus_sd_file_watcher_errors_total',
    'The number of File-SD errors caused by filesystem watch failures.',
  ),
  sdHttpFailures: counter('prometheus_sd_http_failures_total', 'Number of HTTP service discovery refresh failures.'),
  sdKubernetesEvents: counter('prometheus_sd_kubernetes_events_total', 'The number of Kubernetes events handled.', {
    labels: {
      event: ['add', 'delete', 'update'],
      role: ['endpoints', 'endpointslice', 'ingress', 'node', 'pod', 'service'],
    },
  }),
  sdKubernetesFailures: counter('prometheus_sd_kubernetes_failures_total', 'The number of failed WATCH/LIST requests.'),
  sdKubernetesHttpRequest: counter(
    'prometheus_sd_kubernetes_http_request_total',
    'Total number of HTTP requests to the Kubernetes API by status code.',
    { labels: { status_code: open({ typically: 2 }) } },
  ),
  sdKubernetesWorkqueueDepth: gauge('prometheus_sd_kubernetes_workqueue_depth', 'Current depth of the work queue.', {
    labels: { queue_name: open({ typically: 1 }) },
  }),
  sdKubernetesWorkqueueItems: counter(
    'prometheus_sd_kubernetes_workqueue_items_total',
    'Total number of items added to the work queue.',
    { labels: { queue_name: open({ typically: 1 }) } },
  ),
  sdKubernetesWorkqueueLatencySeconds: summary(
    'prometheus_sd_kubernetes_workqueue_latency_seconds',
    'How long an item stays in the work queue.',
    { unit: 'seconds', labels: { queue_name: open({ typically: 1 }) }, quantiles: [] },
  ),
  sdKubernetesWorkqueueLongestRunningProcessorSeconds: gauge(
    'prometheus_sd_kubernetes_workqueue_longest_running_processor_seconds',
    'Duration of the longest running processor in the work queue.',
    { unit: 'seconds', labels: { queue_name: open({ typically: 1 }) } },
  ),
  sdKubernetesWorkqueueUnfinishedWorkSeconds: gauge(
    'prometheus_sd_kubernetes_workqueue_unfinished_work_seconds',
    'How long an item has remained unfinished in the work queue.',
    { unit: 'seconds', labels: { queue_name: open({ typically: 1 }) } },
  ),
  sdKubernetesWorkqueueWorkDurationSeconds: summary(
    'prometheus_sd_kubernetes_workqueue_work_duration_seconds',
    'How long processing an item from the work queue takes.',
    { unit: 'seconds', labels: { queue_name: open({ typically: 1 }) }, quantiles: [] },
  ),
  sdLinodeFailures: counter(
    'prometheus_sd_linode_failures_total',
    'Number of Linode service discovery refresh failures.',
  ),
  sdReceivedUpdates: counter(
    'prometheus_sd_received_updates_total',
    'Total number of update events received from the SD providers.',
    { labels: { name: ['notify', 'scrape'] } },
  ),
  sdRefreshDurationSeconds: summary(
    'prometheus_sd_refresh_duration_seconds',
    'The duration of a refresh in seconds for the given SD mechanism.',
    { unit: 'seconds', labels: { mechanism: open({ typically: 1 }) }, quantiles: [0.5, 0.9, 0.99] },
  ),
  sdRefreshFailures: counter(
    'prometheus_sd_refresh_failures_total',
    'Number of refresh failures for the given SD mechanism.',
    { labels: { mechanism: open({ typically: 1 }) } },
  ),
  sdUpdatesDelayed: counter(
    'prometheus_sd_updates_delayed_total',
    "Total number of update events that couldn't be sent immediately.",
    { labels: { name: ['notify', 'scrape'] } },
  ),
  sdUpdates: counter('prometheus_sd_updates_total', 'Total number of update events sent to the SD consumers.', {
    labels: { name: ['notify', 'scrape'] },
  }),
  treecacheWatcherGoroutines: gauge(
    'prometheus_treecache_watcher_goroutines',
    'The current number of watcher goroutines.',
  ),
  treecacheZookeeperFailures: counter(
    'prometheus_treecache_zookeeper_failures_total',
    'The total number of ZooKeeper failures.',
  ),
};
