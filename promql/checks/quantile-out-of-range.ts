import type { Expr } from '../syntax/ast.ts';
import { unwrap, walk } from '../syntax/walk.ts';
import type { Check } from './check.ts';

/** Functions whose first argument is a quantile. */
const functions = new Set(['histogram_quantile', 'quantile_over_time']);

/** NX525 */
export const quantileOutOfRange: Check = {
  code: 'NX525',
  name: 'quantile-out-of-range',
  severity: 'error',
  title: 'A quantile that does not lie between 0 and 1.',
  why: 'The 99th percentile is the quantile 0.99. For anything above 1 Prometheus answers with +Inf, below 0 with -Inf: an alert on it fires always or never.',
  bad: [
    { expr: 'histogram_quantile(99, rate(http_request_duration_seconds_bucket[5m]))', says: '0.99' },
    { expr: 'quantile_over_time(95, queue_depth[1h])', says: '0.95' },
    { expr: 'quantile by (job) (50, queue_depth)', says: '0.5' },
  ],
  good: [{ expr: 'histogram_quantile(0.99, rate(http_request_duration_seconds_bucket[5m]))' }],
  *run({ expr, infer }) {
    for (const part of walk(expr)) {
      const quantile = quantileOf(part);
      const { min, max } = quantile === undefined ? { min: 0, max: 1 } : infer.of(quantile).bounds;
      if (quantile === undefined || min !== max || (min >= 0 && min <= 1)) continue;
      yield {
        span: quantile,
        message: `${min} is no quantile: the answer is always infinite`,
        fix: min > 1 && min <= 100 ? `write ${min / 100} for the percentile ${min}` : 'write a number from 0 to 1',
      };
    }
  },
};

function quantileOf(part: Expr): Expr | undefined {
  if (part.kind === 'AggregateExpr' && part.operator === 'quantile') return part.param && unwrap(part.param);
  const [first] = part.kind === 'Call' && functions.has(part.func) ? part.args : [];
  return first && unwrap(first);
}
