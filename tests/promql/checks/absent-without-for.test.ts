import { alert, table } from './table.ts';

table(
  'absent-without-for',
  [
    ['absent(up)', 'absent(up)', alert({ for: 0 })],
    ['absent(up)', 'absent(up)', alert({ for: 30, interval: 60 })],
    ['absent(up)', 'absent(up)', alert({ for: 15, interval: 15 })],
    ['up == 0 or absent(up)', 'absent(up)', alert({ for: 0 })],
    ['(absent(up{job="api"}))', 'absent(up{job="api"})', alert({ for: 0 })],
    ['sum(absent(up))', 'absent(up)', alert({ for: 0 })],
    ['absent(up) == 1', 'absent(up)', alert({ for: 0 })],
  ],
  [
    ['absent(up)', alert({ for: 300 })],
    ['absent(up)', alert({ for: 30, interval: 15 })],
    ['absent(up)', alert({ for: 60, interval: 60 })],
    // The interval of its group counts, not that of other groups.
    ['absent(up)', alert({ for: 60, interval: 30 }), { environment: { evaluationInterval: 60 } }],
    ['absent_over_time(up[5m])', alert({ for: 0 })],
    ['up == 0 and on () absent(queue_depth)', alert({ for: 0 })],
    ['absent(up)'],
  ],
);
