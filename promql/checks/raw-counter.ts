import type { Expr } from '../syntax/ast.ts';
import type { Check, Usage } from './check.ts';
import { placed } from './support.ts';

/** What only asks whether there is a series, or works on its own on what a counter did. */
const harmless = new Set(['absent', 'absent_over_time', 'present_over_time', 'timestamp', 'info', 'scalar']);
const counting = new Set(['count', 'group', 'count_values']);

/** NX507 */
export const rawCounter: Check = {
  code: 'NX507',
  name: 'raw-counter',
  severity: 'error',
  title: 'The bare value of a counter, compared or drawn.',
  why: 'A counter says how much has happened since its process started, which depends on the last deployment more than on anything else. A threshold on it fires once and for ever; a graph of it shows a ramp.',
  bad: [
    { expr: 'http_requests_total > 1000', usage: { kind: 'alert' }, says: 'rate' },
    { expr: 'sum by (route) (http_requests_total)', usage: { kind: 'panel' }, says: 'rate' },
    { expr: 'histogram_quantile(0.99, http_request_duration_seconds_bucket)', usage: { kind: 'panel' }, says: 'rate' },
  ],
  good: [
    { expr: 'rate(http_requests_total[5m]) > 10', usage: { kind: 'alert' } },
    { expr: 'count(http_requests_total)', usage: { kind: 'panel' } },
    { expr: 'absent(http_requests_total)', usage: { kind: 'alert' } },
  ],
  *run({ expr, infer, usage }) {
    if (!judged(usage)) return;
    for (const { expr: selector, within } of placed(expr)) {
      if (selector.kind !== 'VectorSelector' || within[0]?.kind === 'MatrixSelector') continue;
      const { kind } = infer.of(selector);
      if (
        (kind !== 'counter' && kind !== 'bucket') ||
        within.some((around, index) => excuses(around, within[index - 1] ?? selector))
      )
        continue;
      yield {
        span: selector,
        message: `'${selector.name ?? 'this'}' is a counter, whose bare value grows until its process restarts`,
        fix: 'take its rate() or increase() over a window',
      };
    }
  },
};

/** A number on a panel may well be "so many since the start"; a line over time, an alert may not. */
function judged(usage: Usage): boolean {
  return usage.kind === 'alert' || (usage.kind === 'panel' && usage.overTime);
}

/** Whether a node asks for no more than the existence of what stands in its child, or takes a difference. */
function excuses(around: Expr, child: Expr): boolean {
  switch (around.kind) {
    case 'Call':
      return harmless.has(around.func);
    case 'AggregateExpr':
      return counting.has(around.operator);
    case 'SubqueryExpr':
      return true;
    case 'BinaryExpr':
      // The right side of `and` and `unless` only says which series stay; a counter minus itself is an increase.
      return (
        ((around.operator === 'and' || around.operator === 'unless') && around.right === child) ||
        around.operator === '-'
      );
    default:
      return false;
  }
}
