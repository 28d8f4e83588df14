import { type Expr, unwrap } from '../../promql/index.ts';

const keeping = ['sum', 'avg', 'max', 'min', 'topk', 'bottomk', 'quantile', 'limitk'];
const counting = ['count', 'group', 'count_values'];
const growing = ['rate', 'irate', 'increase', 'resets', 'changes', 'count_over_time', 'histogram_count'];
const wrapping = ['sort', 'sort_desc', 'round', 'ceil', 'floor', 'sqrt', 'label_replace', 'label_join'];

/** Whether an expression counts or rates something, whatever the metrics are: it is never below zero. */
export function isNeverNegative(expr: Expr): boolean {
  const outer = unwrap(expr);
  switch (outer.kind) {
    case 'AggregateExpr':
      return counting.includes(outer.operator) || (keeping.includes(outer.operator) && isNeverNegative(outer.expr));
    case 'Call': {
      const [first] = outer.args;
      return (
        growing.includes(outer.func) || (wrapping.includes(outer.func) && first !== undefined && isNeverNegative(first))
      );
    }
    case 'BinaryExpr':
      return ['+', '*', '/', 'or'].includes(outer.operator) && [outer.left, outer.right].every(isNeverNegative);
    case 'NumberLiteral':
      return outer.value >= 0;
    default:
      return false;
  }
}
