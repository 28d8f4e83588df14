import { unwrap, walk } from '../../../promql/index.ts';
import { type DashboardRule, eachTarget } from '../rule.ts';
import { groupsByVariable } from '../support.ts';

/** Aggregations that choose series and leave their labels as they are. */
const keepsAll = ['topk', 'bottomk', 'limitk', 'limit_ratio'];

/** `target-quantile-le` */
export const targetQuantileLe: DashboardRule = {
  id: 'target-quantile-le',
  severity: 'error',
  why: 'histogram_quantile reads the label le. An aggregation that drops it leaves nothing to read.',
  sameAs: 'NX509',
  run: eachTarget(({ parsed, expr }) => {
    // A variable among the labels may be le.
    if (parsed === undefined || groupsByVariable(expr)) return undefined;
    return walk(parsed).flatMap((call) => {
      if (call.kind !== 'Call' || call.func !== 'histogram_quantile' || call.args[1] === undefined) return [];
      const inner = unwrap(call.args[1]);
      if (inner.kind !== 'AggregateExpr' || keepsAll.includes(inner.operator)) return [];
      const buckets = walk(inner).some((part) => part.kind === 'VectorSelector' && part.name?.endsWith('_bucket'));
      const keeps = inner.grouping.some(({ name }) => name === 'le') !== inner.without;
      if (keeps || !buckets) return [];
      return [
        {
          at: ['expr'],
          message: 'the aggregation drops the label le',
          fix: 'aggregate by (le), and by what the legend names',
        },
      ];
    });
  }),
};
