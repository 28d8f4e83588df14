import { table } from './table.ts';

const rss = 'process_resident_memory_bytes';
const took = 'rate(http_request_duration_seconds_sum[5m])';

table(
  'unlike-units',
  [
    [`${rss} > http_request_duration_seconds_sum`, `${rss} > http_request_duration_seconds_sum`],
    [`1 + (${rss} - queue_depth)`, `${rss} - queue_depth`],
    ['process_start_time_seconds > 3600', 'process_start_time_seconds > 3600'],
    ['3600 < process_start_time_seconds', '3600 < process_start_time_seconds'],
    ['time() + process_start_time_seconds', 'time() + process_start_time_seconds'],
    [`${rss} / 1024 > node_filesystem_size_bytes`, `${rss} / 1024 > node_filesystem_size_bytes`],
    [`time() - ${rss}`, `time() - ${rss}`],
  ],
  [
    ['time() - process_start_time_seconds > 3600'],
    ['process_start_time_seconds > 1.7e9'],
    ['process_start_time_seconds == 0'],
    [`${rss} > 5e8`],
    [`sum(${took}) > 2 * sum(rate(http_request_duration_seconds_sum[5m] offset 1d))`],
    [`max(${rss}) or max(node_load1)`],
    [`node_load1 > avg_over_time(node_load1[1d]) + 3 * stddev_over_time(node_load1[1d])`],
    [`(${rss} + node_filesystem_size_bytes) / 2 > ${rss}`],
    [`${rss} > 0.5 * node_filesystem_size_bytes`],
    [`1 - node_filesystem_avail_bytes / node_filesystem_size_bytes > cache_hit_ratio`],
    ['process_start_time_seconds > process_start_time_seconds offset 1h'],
  ],
);
