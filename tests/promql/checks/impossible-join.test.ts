import { table } from './table.ts';

const requests = 'rate(http_requests_total[5m])';

table(
  'impossible-join',
  [
    [`sum by (job) (${requests}) / sum by (instance) (up)`, '/'],
    ['http_requests_total{status_code="5xx"} / http_requests_total{status_code="2xx"}', '/'],
    ['queue_depth and node_load1', 'and'],
    ['queue_depth * on (job) group_left () node_load1', '*'],
    [`sum by (job) (${requests}) / sum(${requests})`, '/'],
    ['queue_depth{queue="mail"} > queue_depth{queue="invoices"}', '>'],
    [`1 + (sum by (route) (${requests}) - sum by (method) (${requests}))`, '-'],
    ['http_request_duration_seconds_bucket{le="0.5"} / http_request_duration_seconds_count', '/'],
  ],
  [
    [`sum by (job) (${requests}) / sum by (job) (up)`],
    [`sum by (job) (${requests}) / on () group_left () sum(${requests})`],
    ['queue_depth unless node_load1'],
    ['queue_depth or node_load1'],
    ['queue_depth and on () node_load1'],
    ['queue_depth{queue="mail"} > ignoring (queue) queue_depth{queue="invoices"}'],
    ['http_request_duration_seconds_bucket{le="0.5"} / ignoring (le) http_request_duration_seconds_count'],
    ['something_of_others * queue_depth'],
    [`sum by (jop) (${requests}) / sum by (job) (${requests})`],
  ],
);
