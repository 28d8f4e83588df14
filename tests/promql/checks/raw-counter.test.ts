import { alert, panel, table } from './table.ts';

table(
  'raw-counter',
  [
    ['http_requests_total > 1000', 'http_requests_total', alert()],
    ['sum by (route) (http_requests_total)', 'http_requests_total', panel()],
    ['histogram_quantile(0.99, http_request_duration_seconds_bucket)', 'http_request_duration_seconds_bucket', panel()],
    ['max(http_requests_total{method="GET"}) / 2', 'http_requests_total{method="GET"}', panel()],
    ['queue_depth > 5 or http_requests_total > 5', 'http_requests_total', alert()],
    ['topk(5, http_requests_total)', 'http_requests_total', panel()],
    ['job:http_requests:sum > 100', 'job:http_requests:sum', alert()],
    ['-http_requests_total', 'http_requests_total', panel()],
  ],
  [
    ['rate(http_requests_total[5m]) > 10', alert()],
    ['count(http_requests_total)', panel()],
    ['absent(http_requests_total)', alert()],
    ['http_requests_total - http_requests_total offset 5m > 10', alert()],
    ['queue_depth > 5 and on (job) http_requests_total', alert()],
    ['queue_depth > 5 unless http_requests_total', alert()],
    ['(http_requests_total unless http_requests_total offset 10m) > 0', alert()],
    ['sum(http_requests_total)', panel({ overTime: false })],
    ['sum(http_requests_total)'],
    ['something_of_others_total > 5', alert()],
    ['timestamp(http_requests_total) > 5', alert()],
  ],
);
