import type { Expr } from '../syntax/ast.ts';
import { durationText } from '../syntax/print-parts.ts';
import type { Check } from './check.ts';

/** NX539 */
export const absentWithoutFor: Check = {
  code: 'NX539',
  name: 'absent-without-for',
  severity: 'error',
  title: 'An alert on `absent` that does not wait.',
  why: 'Whenever Prometheus starts, it evaluates rules before it has read all its targets: everything is absent then. Without a `for` of a few intervals every restart of Prometheus calls somebody.',
  bad: [{ expr: 'absent(up{job="api"})', usage: { kind: 'alert', for: 0 }, says: '30s' }],
  good: [
    { expr: 'absent(up{job="api"})', usage: { kind: 'alert', for: 300 } },
    { expr: 'absent_over_time(up{job="api"}[5m])', usage: { kind: 'alert', for: 0 } },
  ],
  *run({ expr, usage, infer }) {
    if (usage.kind !== 'alert') return;
    for (const call of absences(expr)) {
      const intervals = infer.of(call).selections.flatMap(({ series }) => series.map(({ source }) => source.interval));
      // A `for` of one interval of the group is over at the second evaluation.
      const least = Math.max(usage.interval, ...intervals.map((interval) => 2 * interval));
      if (usage.for >= least) continue;
      yield {
        span: call,
        message: `absent() is true for a moment whenever Prometheus starts, and the alert waits ${usage.for === 0 ? 'not at all' : `only ${durationText(usage.for)}`}`,
        fix: `let two scrapes and two evaluations pass: for: '${durationText(least)}'; better some minutes`,
      };
    }
  },
};

/** Each `absent` of which the result alone decides. Within `and` another condition has to hold as well. */
function* absences(expr: Expr): Generator<Expr> {
  if (expr.kind === 'Call' && expr.func === 'absent') yield expr;
  if (expr.kind === 'ParenExpr' || expr.kind === 'AggregateExpr') yield* absences(expr.expr);
  if (expr.kind !== 'BinaryExpr') return;
  if (expr.operator === 'or') yield* absences(expr.right);
  if (expr.operator !== 'and') yield* absences(expr.left);
}
