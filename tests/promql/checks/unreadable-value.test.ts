import { summary, table } from './table.ts';

const [text, rate] = ['@annotations.summary', 'rate(http_requests_total[5m])'];

table(
  'unreadable-value',
  [
    [`sum(${rate}) > 10`, text, summary('{{ $value }} a second')],
    [`sum(${rate}) > 10`, text, summary('{{ .Value }} a second')],
    ['node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.1', text, summary('{{ $value }} left')],
    ['avg(queue_depth) > 10', text, summary('{{ $value }} wait')],
    [`histogram_quantile(0.9, rate(http_request_duration_seconds_bucket[5m])) > 1`, text, summary('{{ $value }} s')],
    ['predict_linear(queue_depth[1h], 3600) > 10', text, summary('{{ $value }} soon')],
  ],
  [
    [`sum(${rate}) > 10`, summary('{{ $value | humanize }} a second')],
    [`sum(${rate}) > 10`, summary('{{ printf "%.2f" $value }} a second')],
    ['queue_depth > 10', summary('{{ $value }} wait')],
    ['sum(queue_depth) > 10', summary('{{ $value }} wait')],
    [`count(${rate} > 10) > 2`, summary('{{ $value }} of them')],
    [`sum(${rate}) > 10`, summary('many')],
    [`sum(${rate}) > 10`, { kind: 'panel', legend: '{{ $value }}' }],
  ],
);
