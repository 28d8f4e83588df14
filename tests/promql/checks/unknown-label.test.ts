import { table } from './table.ts';

table(
  'unknown-label',
  [
    ['http_requests_total{status="5xx"}', 'status="5xx"'],
    ['sum by (path) (rate(http_requests_total[5m]))', 'path'],
    ['sum without (path) (rate(http_requests_total[5m]))', 'path'],
    ['queue_depth * on (job, instance) group_left (release) app_build_info', 'release'],
    ['queue_depth * on (jop) group_left () app_build_info', 'jop'],
    ['sum by (queue) (sum by (job) (queue_depth))', 'queue'],
    ['up{region!~"a|b"}', 'region!~"a|b"'],
    ['sum by (le) (queue_depth)', 'le'],
    ['max by (job) (queue_depth) / ignoring (zone) max by (job) (queue_depth)', 'zone'],
  ],
  [
    ['sum by (route) (rate(http_requests_total{status_code="5xx"}[5m]))'],
    ['queue_depth * on (job, instance) group_left (version) app_build_info'],
    ['sum by (anything) (something_of_others)'],
    ['something_of_others{anything="x"}'],
    ['sum by (dst) (label_replace(up, "dst", "$1", "job", "(.+)"))'],
    ['histogram_quantile(0.9, sum by (le) (rate(http_request_duration_seconds_count[5m])))'],
    ['sum by (value) (count_values("value", queue_depth))'],
    ['sum without (instance) (queue_depth)'],
  ],
);
