import { panel, table } from './table.ts';

const unit = (name: string) => panel({ unit: name });
const took = 'rate(http_request_duration_seconds_sum[5m]) / rate(http_request_duration_seconds_count[5m])';

table(
  'panel-unit',
  [
    ['process_resident_memory_bytes', '@unit', unit('s')],
    ['cache_hit_ratio', '@unit', unit('percent')],
    ['100 * cache_hit_ratio', '@unit', unit('percentunit')],
    ['sum(rate(http_requests_total[5m]))', '@unit', unit('percentunit')],
    [took, '@unit', unit('ms')],
    ['process_resident_memory_bytes', '@unit', unit('bits')],
    ['rate(process_resident_memory_bytes[5m])', '@unit', unit('bytes')],
    ['histogram_quantile(0.9, rate(http_request_duration_seconds_bucket[5m]))', '@unit', unit('percentunit')],
  ],
  [
    ['process_resident_memory_bytes', unit('bytes')],
    ['100 * cache_hit_ratio', unit('percent')],
    ['process_resident_memory_bytes', unit('short')],
    [`1000 * ${took}`, unit('ms')],
    ['8 * process_resident_memory_bytes', unit('bits')],
    ['time() - process_start_time_seconds', unit('dtdurations')],
    ['(time() - process_start_time_seconds) / 86400', unit('d')],
    ['something_of_others', unit('percent')],
    // Apdex: half of the sum of two shares is a share.
    [
      '(sum(rate(http_request_duration_seconds_bucket{le="0.5"}[5m])) + sum(rate(http_request_duration_seconds_bucket{le="2.5"}[5m]))) / 2 / sum(rate(http_request_duration_seconds_count[5m]))',
      unit('percentunit'),
    ],
    [
      '(sum(rate(http_requests_total{status_code="5xx"}[5m])) or 0 * sum(rate(http_requests_total[5m]))) / sum(rate(http_requests_total[5m]))',
      unit('percentunit'),
    ],
  ],
);
