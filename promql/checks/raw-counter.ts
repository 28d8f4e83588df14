import type { Expr } from '../syntax/ast.ts';
import { unwrap } from '../syntax/walk.ts';
import type { Check, Usage } from './check.ts';
import { list, placed } from './support.ts';

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
    const bare = [...placed(expr)].flatMap(({ expr: selector, within }) => {
      if (selector.kind !== 'VectorSelector' || within[0]?.kind === 'MatrixSelector') return [];
      const { kind } = infer.of(selector);
      if (kind !== 'counter' && kind !== 'bucket') return [];
      return within.some((around, index) => excuses(around, within[index - 1] ?? selector)) ? [] : [selector];
    });
    const [first] = bare;
    if (first === undefined) return;
    const names = [...new Set(bare.map(({ name }) => name ?? 'this'))];
    const said =
      names.length === 1
        ? `${list(names)} is a counter, whose bare value grows until its process restarts`
        : `${list(names)} are counters, whose bare values grow until their process restarts`;
    yield { span: first, message: said, fix: 'take the rate() or increase() over a window' };
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
        around.operator === '-' ||
        (around.operator === 'unless' && isOwnPast(around.left, around.right))
      );
    default:
      return false;
  }
}

/** `x unless x offset 10m`: series that were not there before, whatever their value. */
function isOwnPast(left: Expr, right: Expr): boolean {
  const [now, before] = [unwrap(left), unwrap(right)];
  return (
    now.kind === 'VectorSelector' &&
    before.kind === 'VectorSelector' &&
    now.name !== undefined &&
    now.name === before.name &&
    before.offset !== undefined
  );
}
