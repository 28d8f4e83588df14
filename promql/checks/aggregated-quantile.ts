import { walk } from '../syntax/walk.ts';
import type { Check } from './check.ts';

/** NX524 */
export const aggregatedQuantile: Check = {
  code: 'NX524',
  name: 'aggregated-quantile',
  severity: 'error',
  title: 'A sum or an average of quantiles.',
  why: 'The average of two 99th percentiles is the 99th percentile of nothing: an instance with one slow request weighs as much as one with a million fast ones. Only buckets can be added.',
  bad: [
    {
      expr: 'avg(histogram_quantile(0.99, rate(http_request_duration_seconds_bucket[5m])))',
      says: 'sum by (le)',
    },
  ],
  good: [
    { expr: 'histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))' },
    { expr: 'max(histogram_quantile(0.99, rate(http_request_duration_seconds_bucket[5m])))' },
  ],
  *run({ expr, infer }) {
    for (const part of walk(expr)) {
      if (part.kind !== 'AggregateExpr' || (part.operator !== 'sum' && part.operator !== 'avg')) continue;
      const inner = part.expr;
      const call = inner.kind === 'ParenExpr' ? inner.expr : inner;
      const computed = call.kind === 'Call' && call.func === 'histogram_quantile';
      const summary =
        call.kind === 'VectorSelector' && infer.of(call).labels.has('quantile') && infer.of(call).kind === 'gauge';
      if (!computed && !summary) continue;
      yield {
        span: part,
        message: `${part.operator}() of quantiles is no quantile`,
        fix: computed
          ? 'add the buckets first: histogram_quantile(0.99, sum by (le) (rate(…_bucket[5m])))'
          : 'a summary cannot be aggregated: use max(), or make the metric a histogram',
      };
    }
  },
};
