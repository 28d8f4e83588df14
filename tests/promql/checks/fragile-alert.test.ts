import { alert, table } from './table.ts';

const quotient = 'sum(rate(http_requests_total[5m])) / sum(node_load1) > 2';

table(
  'fragile-alert',
  [
    ['topk(5, queue_depth) > 100', 'topk(5, queue_depth)', alert()],
    ['bottomk(1, queue_depth) < 5', 'bottomk(1, queue_depth)', alert()],
    ['sum(topk(5, queue_depth)) > 100', 'topk(5, queue_depth)', alert()],
    ['limitk(5, queue_depth) > 100', 'limitk(5, queue_depth)', alert()],
    ['limit_ratio(0.5, queue_depth) > 100', 'limit_ratio(0.5, queue_depth)', alert()],
    [quotient, '/', alert({ for: 0 })],
    ['(max(node_load1) / max(queue_depth)) > 2', '/', alert({ for: 0 })],
  ],
  [
    ['queue_depth > 100', alert()],
    [quotient, alert({ for: 60 })],
    [quotient],
    ['topk(5, queue_depth)', { kind: 'panel' }],
    ['sum(queue_depth) / sum(process_resident_memory_bytes) > 2', alert({ for: 0 })],
    ['sum(queue_depth) / sum(something_of_others) > 2', alert({ for: 0 })],
    ['max(queue_depth) > 2', alert({ for: 0 })],
  ],
);
