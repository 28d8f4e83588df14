import { table } from './table.ts';

const sum = 'rate(http_request_duration_seconds_sum[5m])';
const count = 'rate(http_request_duration_seconds_count[5m])';

table(
  'possible-nan',
  [
    [`avg(${sum} / ${count})`, '/'],
    [`sum by (job) (${sum} / ${count})`, '/'],
    [`stddev((${sum} / ${count}))`, '/'],
    [`sum(1 - ${sum} / ${count})`, '/'],
    [`avg_over_time((${sum} / ${count})[1h:1m])`, '/'],
    [`sum(-(${sum} / ${count}))`, '/'],
    [`sum(${sum} % ${count})`, '%'],
  ],
  [
    [`sum(${sum}) / sum(${count})`],
    [`avg(${sum} / (${count} > 0))`],
    [`max(${sum} / ${count})`],
    [`count(${sum} / ${count})`],
    [`avg(${sum} / 5)`],
    ['avg(node_filesystem_avail_bytes / node_filesystem_size_bytes)'],
    [`avg(something_of_others / rate(something_of_others_total[5m]))`],
    [`max_over_time((${sum} / ${count})[1h:1m])`],
  ],
);
