import type { Catalog } from '../infer/catalog.ts';
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
    { expr: 'vector(1)', usage: { kind: 'alert', name: 'DeadMansSwitch' } },
    { expr: 'app_build_info{version=~"0[.].+"}', usage: { kind: 'alert' } },
  ],
  *run({ expr, usage, catalog }) {
    if (usage.kind !== 'alert' || hasCondition(expr)) return;
    const inner = unwrap(expr);
    if (isHeartbeat(inner) || isPresence(inner, catalog)) return;
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

/** `vector(1)`: nobody writes that but to hear whether alerts arrive at all. */
function isHeartbeat(expr: Expr): boolean {
  return (
    expr.kind === 'Call' && expr.func === 'vector' && expr.args.every((arg) => unwrap(arg).kind === 'NumberLiteral')
  );
}

/** The labels that say where something was read rather than what it says. */
const whereabouts = new Set(['__name__', 'job', 'instance']);

/**
 * Series that are picked by what their labels say, of an info metric or of one that nobody knows: it may well be that they are only there
 * while something is wrong.
 */
function isPresence(expr: Expr, catalog: Catalog): boolean {
  if (expr.kind !== 'VectorSelector' || !expr.matchers.some(({ name }) => !whereabouts.has(name))) return false;
  const series = expr.name === undefined ? [] : catalog.find(expr.name);
  // True of none: nobody knows what it is, or nothing exposes it, which another check says.
  return series.every(({ kind }) => kind === 'info');
}

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
