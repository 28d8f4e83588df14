import { describe, expect, it } from 'vitest';
import { beyondRetention } from '../../../promql/checks/beyond-retention.ts';
import { findings } from '../../../promql/checks/examples.ts';
import { subqueryResolution } from '../../../promql/checks/subquery-resolution.ts';
import { windowTooShort } from '../../../promql/checks/window-too-short.ts';

describe('window-too-short', () => {
  it.each([
    ['rate(http_requests_total[30s])', '30s', 'holds 2 samples'],
    ['increase(http_requests_total[59s])', '59s', 'holds 3 samples'],
    ['queue_depth[(0)]', '(0)', 'is 0 s'],
    ['avg_over_time(queue_depth[(0)])', '(0)', 'is 0 s'],
    ['rate(http_requests_total[(0)])', '(0)', 'is 0 s'],
    ['avg_over_time(queue_depth[5m - 10m])', '5m - 10m', 'is -300 s'],
    ['avg_over_time(queue_depth[-(5m)])', '-(5m)', 'is -300 s'],
    ['avg_over_time(queue_depth[min_of(0, 5m)])', 'min_of(0, 5m)', 'is 0 s'],
    ['avg_over_time(queue_depth[5m / (0)])', '5m / (0)', 'divides by zero'],
    ['avg_over_time(queue_depth[5m % (0)])', '5m % (0)', 'divides by zero'],
    ['max_over_time(queue_depth[5m - 5m:1m])', '5m - 5m', 'the window 5m - 5m is 0 s'],
    ['max_over_time(queue_depth[1h:(0)])', '(0)', 'the step (0) is 0 s'],
    ['max_over_time(nobody_knows[1h:1m * 0])', '1m * 0', 'the step 1m * 0 is 0 s'],
  ])('finds %s', (expr, where, says) => {
    const found = findings(windowTooShort, expr);
    expect(found).toHaveLength(1);
    const [{ span, message } = { span: { from: 0, to: 0 }, message: '' }] = found;
    expect(expr.slice(span.from, span.to)).toBe(where);
    expect(message).toContain(says);
  });

  it.each([
    'rate(http_requests_total[1m])',
    'rate(nobody_knows[1s])',
    'avg_over_time(queue_depth[1s])',
    'avg_over_time(queue_depth[step()])',
    'avg_over_time(queue_depth[step() - step()])',
    'avg_over_time(queue_depth[max_of(0, 5m)])',
    'queue_depth offset (0)',
    'queue_depth offset -(5m)',
    'max_over_time(queue_depth[1h:5m - 4m])',
  ])('is silent about %s', (expr) => {
    expect(findings(windowTooShort, expr)).toEqual([]);
  });

  it.each([
    'avg_over_time(queue_depth[5m / (0)])',
    'max_over_time(queue_depth[(0):1m])',
    'max_over_time(queue_depth[1h:(0)])',
  ])('alone finds %s', (expr) => {
    expect(findings(subqueryResolution, expr)).toEqual([]);
    expect(findings(beyondRetention, expr)).toEqual([]);
  });

  it('takes a window of a hundred thousand terms', () => {
    expect(findings(windowTooShort, `rate(http_requests_total[1s${' + 1s'.repeat(99_999)}])`)).toEqual([]);
    expect(findings(windowTooShort, `rate(http_requests_total[1s${' - 1s'.repeat(99_999)}])`)).toHaveLength(1);
  });
});
