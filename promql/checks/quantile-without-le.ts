import { unwrap, walk } from '../syntax/walk.ts';
import type { Check } from './check.ts';

/** NX509 */
export const quantileWithoutLe: Check = {
  code: 'NX509',
  name: 'quantile-without-le',
  severity: 'error',
  title: '`histogram_quantile` of something that has no buckets.',
  why: 'The function reads the label `le`. When an aggregation has dropped it, or the series is no histogram, it answers with nothing at all.',
  bad: [
    {
      expr: 'histogram_quantile(0.99, sum by (route) (rate(http_request_duration_seconds_bucket[5m])))',
      says: 'by (le, route)',
    },
    { expr: 'histogram_quantile(0.99, rate(http_request_duration_seconds_count[5m]))', says: '_bucket' },
  ],
  good: [{ expr: 'histogram_quantile(0.99, sum by (le, route) (rate(http_request_duration_seconds_bucket[5m])))' }],
  *run({ expr, infer }) {
    for (const call of walk(expr)) {
      if (call.kind !== 'Call' || call.func !== 'histogram_quantile') continue;
      const [, buckets] = call.args;
      if (buckets === undefined) continue;
      const shape = infer.of(buckets);
      if (
        !shape.closed ||
        shape.empty ||
        shape.kind === 'histogram' ||
        shape.kind === undefined ||
        shape.labels.has('le')
      )
        continue;
      const inner = unwrap(buckets);
      const grouped = inner.kind === 'AggregateExpr' && infer.of(inner.expr).labels.has('le');
      const names = inner.kind === 'AggregateExpr' ? inner.grouping.map(({ name }) => name) : [];
      yield {
        span: buckets,
        message: grouped ? 'the aggregation drops the label le' : 'this has no label le: it is not made of buckets',
        fix: !grouped
          ? 'read the _bucket series of a histogram'
          : inner.kind === 'AggregateExpr' && inner.without
            ? 'take le out of the list of without'
            : `aggregate by (${['le', ...names].join(', ')})`,
      };
    }
  },
};
