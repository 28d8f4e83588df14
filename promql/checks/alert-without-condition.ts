import type { Expr } from '../syntax/ast.ts';
import { children, unwrap } from '../syntax/walk.ts';
import type { Check } from './check.ts';

const comparisons = new Set(['==', '!=', '<', '<=', '>', '>=']);

/** NX530 */
export const alertWithoutCondition: Check = {
  code: 'NX530',
  name: 'alert-without-condition',
  severity: 'error',
  title: 'An alert without a condition.',
  why: 'An alert fires for every series that its expression returns, whatever the value. Without a comparison that is all the time, also for 0. A comparison with `bool` filters nothing either: it returns 0 instead.',
  bad: [
    { expr: 'rate(http_requests_total{status_code="5xx"}[5m])', usage: { kind: 'alert' }, says: '> 0' },
    { expr: 'queue_depth > bool 100', usage: { kind: 'alert' }, says: 'bool' },
  ],
  good: [
    { expr: 'queue_depth > 100', usage: { kind: 'alert' } },
    { expr: 'absent(up{job="api"})', usage: { kind: 'alert' } },
    { expr: 'up == 0 unless on (job) queue_depth', usage: { kind: 'alert' } },
  ],
  *run({ expr, usage }) {
    if (usage.kind !== 'alert' || hasCondition(expr)) return;
    const inner = unwrap(expr);
    const bool = inner.kind === 'BinaryExpr' && inner.returnBool;
    yield {
      span: expr,
      message: bool
        ? 'with bool the comparison returns 0 or 1 and filters nothing: the alert always fires'
        : 'nothing here is a condition: the alert fires as long as there is a series',
      fix: bool ? "leave out 'bool'" : "compare with a threshold, such as '> 0'",
    };
  },
};

/** Whether something within may keep series out of the result. */
function hasCondition(expr: Expr): boolean {
  if (expr.kind === 'BinaryExpr') {
    if (comparisons.has(expr.operator)) return !expr.returnBool || hasCondition(expr.left) || hasCondition(expr.right);
    if (expr.operator === 'and' || expr.operator === 'unless') return true;
    if (expr.operator === 'or') return hasCondition(expr.left) && hasCondition(expr.right);
  }
  if (expr.kind === 'Call' && (expr.func === 'absent' || expr.func === 'absent_over_time')) return true;
  // `ALERTS` is there only while an alert is; a series of it is a condition by itself.
  if (expr.kind === 'VectorSelector') return expr.name === 'ALERTS';
  return children(expr).some(hasCondition);
}
