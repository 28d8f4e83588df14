import { describe, expect, it } from 'vitest';
import { groupedLabels, parse } from '../../promql/index.ts';

describe('the labels by which an expression groups', () => {
  it.each([
    ['sum by (job, code) (x)', ['job', 'code']],
    ['sum(count by (job) (x))', []],
    ['(sort_desc(topk(5, max by (pod) (x))))', ['pod']],
    ['-sum by (job) (x)', ['job']],
    ['round(clamp_min(sum by (job) (x), 0), 0.1)', ['job']],
    ['histogram_quantile(0.9, sum by (le, job) (rate(x_bucket[5m])))', ['job']],
    ['100 * sum by (job) (x) / sum by (job) (y)', ['job']],
    ['sum by (a, b) (x) / sum by (b, a) (y)', ['a', 'b']],
    ['sum by (job) (x) > 0 and on (job) y', ['job']],
    ['sum by (job) (x) or 0 * sum by (job) (y)', ['job']],
  ])('%s: %j', (expr, labels) => expect(groupedLabels(parse(expr))).toEqual(labels));

  it.each([
    'x',
    'rate(x[5m])',
    'sum without (job) (x)',
    'count_values("version", x)',
    'label_replace(sum by (job) (x), "a", "$1", "job", "(.*)")',
    'sum by (job) (x) / sum(y)',
    'sum by (job) (x) or sum by (pod) (y)',
    'sum by (job, pod) (x) * on (job) group_left (team) y',
  ])('are not said by the outermost part of: %s', (expr) => expect(groupedLabels(parse(expr))).toBeUndefined());
});
