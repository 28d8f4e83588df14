import { table } from './table.ts';

const requests = 'rate(http_requests_total[5m])';

table(
  'many-to-many',
  [
    [`${requests} / on (job) up{job="api"}`, '/'],
    [`sum by (job, route) (${requests}) / on (job) sum by (job) (${requests})`, '/'],
    [`sum by (job) (${requests}) / on (job) sum by (job, route) (${requests})`, '/'],
    [`sum by (job) (${requests}) * on (job) group_left () sum by (job, route) (${requests})`, '*'],
    ['queue_depth * on (job) group_left (version) app_build_info', '*'],
    ['queue_depth > on (instance) http_requests_total', '>'],
    [`sum by (job, route) (${requests}) / on () group_left () sum by (job, route) (${requests})`, '/'],
    [`${requests} / ignoring (route) queue_depth`, '/'],
  ],
  [
    [`sum by (job, route) (${requests}) / on (job) group_left () sum by (job) (${requests})`],
    ['queue_depth * on (job, instance) group_left (version) app_build_info'],
    ['queue_depth * on (instance) group_left (version) app_build_info'],
    ['queue_depth and on (job) http_requests_total'],
    ['queue_depth unless on (job) http_requests_total'],
    [`sum by (job) (${requests}) / sum by (job) (${requests})`],
    [`sum by (route) (${requests}) / on () group_left () sum(${requests})`],
    ['something_of_others / on (job) queue_depth'],
    ['queue_depth{queue="mail"} / on (instance) cache_hit_ratio'],
    ['queue_depth * on (host) group_left () label_replace(node_load1, "host", "$1", "instance", "(.*):.*")'],
  ],
);
