import { recording, table } from './table.ts';

const requests = 'sum by (job) (rate(http_requests_total[5m]))';

table(
  'recording-rule-name',
  [
    [requests, '@record', recording('http_requests')],
    [requests, '@record', recording('job_http_requests_rate5m')],
    [requests, '@record', recording('job:http_requests:rate1m')],
    [requests, '@record', recording('route:http_requests:rate5m')],
    ['sum by (route) (increase(http_requests_total[1h]))', '@record', recording('route:http_requests:increase5m')],
    ['sum by (queue) (queue_depth)', '@record', recording('instance:queue_depth:sum')],
    ['max by (method) (rate(http_requests_total[5m]))', '@record', recording('job:http_requests:rate5m')],
  ],
  [
    [requests, recording('job:http_requests:rate5m')],
    [requests, recording('job:http_requests:rate300s')],
    ['sum by (job, route) (rate(http_requests_total[5m]))', recording('job_route:http_requests:rate5m')],
    ['sum(rate(http_requests_total[5m]))', recording('cluster:http_requests:rate5m')],
    ['sum without (instance) (rate(http_requests_total[5m]))', recording('anything:http_requests:rate5m')],
    [`${requests} / ${requests}`, recording('job:http_requests:ratio_rate5m')],
    ['sum by (queue) (queue_depth)', recording('queue:queue_depth:sum')],
    ['sum by (team) (something_of_others)', recording('team:something:sum')],
  ],
);
