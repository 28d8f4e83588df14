import { describe, expect, it } from 'vitest';
import { limitsSeries } from '../../../dashboards/lint/series-limit.ts';
import { parse } from '../../../promql/index.ts';

describe('an expression says itself how many series it has', () => {
  it.each([
    'topk(10, up)',
    'sort_desc(topk(10, sum by (pod) (up)))',
    'sum(up)',
    'sum by (severity, team) (ALERTS)',
    'sum by (pod) (topk(5, up))',
    'topk(5, up) > 0',
    '100 * bottomk(3, up)',
    'topk(5, up) / on (job) group_left job:up:count',
    'job:up:count * on (job) group_right topk(5, up)',
    'up * on (instance) topk(3, load)',
    'topk(5, up) unless down',
    'topk(5, up) or bottomk(5, up)',
    'label_replace(topk(5, up), "a", "$1", "b", "(.*)")',
    'scalar(sum(up))',
    'vector(1)',
  ])('%s', (expr) => expect(limitsSeries(parse(expr))).toBe(true));
});

describe('an expression may have any number of series', () => {
  it.each([
    'up',
    'rate(requests_total[5m])',
    'sum by (pod) (up)',
    'sum without (instance) (up)',
    'sort_desc(sum by (path) (up))',
    'count_values("version", build_info)',
    'limit_ratio(0.5, up)',
    'up > 0',
    'topk(5, up) or up',
    'up / on (job) group_left topk(5, job:up:count)',
  ])('%s', (expr) => expect(limitsSeries(parse(expr))).toBe(false));
});
