import { alert, summary, table } from './table.ts';

const [text, memory, took] = [
  '@annotations.summary',
  'process_resident_memory_bytes > 1e9',
  'time() - process_start_time_seconds < 60',
];

table(
  'template-value',
  [
    [memory, text, summary('{{ $value | humanizeDuration }}')],
    [memory, text, summary('{{ humanizePercentage .Value }}')],
    [memory, text, summary('{{ printf "%.0f" $value | humanizeDuration }}')],
    [took, text, summary('{{ $value | humanizePercentage }}')],
    [took, text, summary('{{ $value | humanizeTimestamp }}')],
    [took, text, summary('{{ $value | humanize1024 }}')],
    ['cache_hit_ratio < 0.5', text, summary('{{ $value | humanizeDuration }}')],
    ['100 * cache_hit_ratio < 50', text, summary('{{ $value | humanizePercentage }}')],
    ['process_start_time_seconds > 1.7e9', text, summary('{{ $value | humanizeDuration }}')],
  ],
  [
    [memory, summary('{{ $value | humanize1024 }}B')],
    [memory, summary('{{ $value | humanize }}')],
    [took, summary('{{ $value | humanizeDuration }}')],
    ['process_start_time_seconds > 1.7e9', summary('{{ $value | humanizeTimestamp }}')],
    ['cache_hit_ratio < 0.5', summary('{{ $value | humanizePercentage }}')],
    [
      'sum(rate(http_requests_total{status_code="5xx"}[5m])) / sum(rate(http_requests_total[5m])) > 0.1',
      summary('{{ $value | humanizePercentage }}'),
    ],
    ['something_of_others > 5', summary('{{ $value | humanizeDuration }}')],
    [memory, summary('{{ query "cache_hit_ratio" | first | value | humanizePercentage }}')],
    [memory, alert()],
  ],
);
