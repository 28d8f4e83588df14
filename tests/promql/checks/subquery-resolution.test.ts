import { recording, table } from './table.ts';

const ofGroup = recording('job:up:max', { interval: 300 });

table(
  'subquery-resolution',
  [
    ['max_over_time(up[10m:10m])', 'up[10m:10m]'],
    ['max_over_time(up[5m:1h])', 'up[5m:1h]'],
    ['max_over_time(up[20s:])', 'up[20s:]'],
    ['max_over_time(up[30d:15s])', 'up[30d:15s]'],
    ['max_over_time(up[30d:])', 'up[30d:]'],
    ['max_over_time(up[30d:])', 'up[30d:]', ofGroup],
  ],
  [
    ['max_over_time(up[1d:5m])'],
    ['max_over_time(up[1h:])'],
    // Without a step Prometheus takes its global interval, not that of the group.
    ['max_over_time(up[5m:])', ofGroup],
    ['max_over_time(up[1h:1m])', ofGroup],
    ['max_over_time(up[10m])'],
    ['rate(http_requests_total[5m])'],
  ],
);
