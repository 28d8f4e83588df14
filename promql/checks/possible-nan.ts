import type { Inference } from '../infer/shape.ts';
import type { Expr } from '../syntax/ast.ts';
import { unwrap, walk } from '../syntax/walk.ts';
import type { Check } from './check.ts';

/** Aggregations that one NaN makes NaN as a whole. */
const spoilt = new Set(['sum', 'avg', 'stddev', 'stdvar']);
const overTime = new Set(['sum_over_time', 'avg_over_time', 'stddev_over_time', 'stdvar_over_time']);

/** NX521 */
export const possibleNan: Check = {
  code: 'NX521',
  name: 'possible-nan',
  severity: 'warning',
  title: 'A quotient within a sum or an average: one division by zero spoils all of it.',
  why: 'Zero divided by zero is NaN. One instance without traffic makes the sum or average over all of them NaN, which no comparison with a threshold ever matches: the alert is silent until traffic is back everywhere.',
  bad: [
    {
      expr: 'avg(rate(http_request_duration_seconds_sum[5m]) / rate(http_request_duration_seconds_count[5m]))',
      says: 'sum',
    },
  ],
  good: [
    { expr: 'sum(rate(http_request_duration_seconds_sum[5m])) / sum(rate(http_request_duration_seconds_count[5m]))' },
    { expr: 'avg(rate(http_request_duration_seconds_sum[5m]) / (rate(http_request_duration_seconds_count[5m]) > 0))' },
  ],
  *run({ expr, infer }) {
    for (const part of walk(expr)) {
      const inner =
        part.kind === 'AggregateExpr' && spoilt.has(part.operator)
          ? part.expr
          : part.kind === 'Call' && overTime.has(part.func) && part.args[0]?.kind === 'SubqueryExpr'
            ? part.args[0].expr
            : undefined;
      const quotient = inner && division(inner, infer);
      if (quotient === undefined) continue;
      yield {
        span: quotient.operatorSpan,
        message: 'the divisor can be zero, and one NaN makes the whole NaN',
        fix: 'divide the sums instead of summing the quotients, or keep only divisors that are > 0',
      };
    }
  },
};

/** A division by something that may be zero, whose quotient reaches the value as it is. */
function division(expr: Expr, infer: Inference): Extract<Expr, { readonly kind: 'BinaryExpr' }> | undefined {
  const inner = unwrap(expr);
  if (inner.kind === 'UnaryExpr') return division(inner.expr, infer);
  if (inner.kind !== 'BinaryExpr') return undefined;
  if (inner.operator === '/' || inner.operator === '%') {
    const divisor = infer.of(inner.right);
    const { min, max } = divisor.bounds;
    // A gauge of which nothing is known is rarely zero where somebody divides by it; a rate is, in every quiet night.
    const maybe =
      divisor.kind !== undefined && min === 0 && max > 0 && isRate(inner.right) && !filtersZero(inner.right);
    if (maybe && divisor.type === 'vector') return inner;
  }
  if (['+', '-', '*', '/'].includes(inner.operator)) return division(inner.left, infer) ?? division(inner.right, infer);
  return undefined;
}

function isRate(expr: Expr): boolean {
  return [...walk(expr)].some((part) => part.kind === 'Call' && ['rate', 'irate', 'increase'].includes(part.func));
}

function filtersZero(expr: Expr): boolean {
  const inner = unwrap(expr);
  return inner.kind === 'BinaryExpr' && ['>', '>=', '!='].includes(inner.operator) && !inner.returnBool;
}
