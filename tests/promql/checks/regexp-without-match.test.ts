import { table } from './table.ts';

table(
  'regexp-without-match',
  [
    ['http_requests_total{status_code=~"5[0-9]{2}"}', '"5[0-9]{2}"'],
    ['http_requests_total{method=~"GET|PUT"}', '"GET|PUT"'],
    ['up{job!~"nodes?_exporter"}', '"nodes?_exporter"'],
    ['rate(http_requests_total{method=~"get.*"}[5m])', '"get.*"'],
    ['queue_depth{queue=~"mai"}', '"mai"'],
    ['queue_depth{queue=~"mail|invoice"} > 5', '"mail|invoice"'],
    ['http_request_duration_seconds_bucket{le=~"0.1|1"}', '"0.1|1"'],
  ],
  [
    ['http_requests_total{status_code=~"4xx|5xx"}'],
    ['http_request_duration_seconds_bucket{le=~"1|1.0"}'],
    ['http_request_duration_seconds_bucket{le=~"1|0.5"}', { kind: 'query' }, { environment: { version: [2, 53] } }],
    ['http_requests_total{status_code=~"5.."}'],
    ['http_requests_total{route=~"/api/.*"}'],
    ['http_requests_total{method!~"GET"}'],
    ['something_of_others{method=~"nothing"}'],
    ['queue_depth{queue=~".+"}'],
    ['up{job=~"(api|unknown)"}'],
    ['queue_depth{queue=~"x"}', { kind: 'query' }, { variables: [{ from: 19, to: 20 }] }],
  ],
);
