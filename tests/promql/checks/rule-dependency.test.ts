import { alert, recording, table } from './table.ts';

const requests = 'sum by (job) (rate(http_requests_total[5m]))';
const now = { group: 'other', interval: 15, for: 0 } as const;
const read = 'job:http_requests:rate5m';

table(
  'rule-dependency',
  [
    [`${requests} / ${read} > 2`, read, alert(now)],
    [`${read} > 2`, read, alert(now)],
    [`${read} > 2`, read, alert({ ...now, for: 10 })],
    [`max_over_time(${read}[1h])`, read, recording('job:http_requests:max1h', { group: 'other' })],
    [
      `sum(${requests}) - sum(${read}{job="api"})`,
      `${read}{job="api"}`,
      recording('job:http_requests:x', { group: 'other' }),
    ],
    [`${read} and on (job) queue_depth > 5`, read, alert(now)],
  ],
  [
    [`${requests} / ${read} > 2`, alert({ ...now, group: 'http' })],
    [`${read} > 100`, alert({ ...now, for: 300 })],
    [`max_over_time(${read}[1h])`, recording('job:http_requests:max1h', { group: 'http' })],
    [`${requests} > 2`, alert(now)],
    [`${requests} / ${read}`, { kind: 'panel' }],
    [`${read} > 2`],
    ['something:of:others > 2', alert(now)],
  ],
);
