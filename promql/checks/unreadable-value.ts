import type { Expr } from '../syntax/ast.ts';
import { unwrap } from '../syntax/walk.ts';
import { readTemplate } from '../template/references.ts';
import type { Check } from './check.ts';

const computed = new Set([
  'rate',
  'irate',
  'increase',
  'delta',
  'deriv',
  'predict_linear',
  'histogram_quantile',
  'avg_over_time',
  'stddev_over_time',
]);

/** NX535 */
export const unreadableValue: Check = {
  code: 'NX535',
  name: 'unreadable-value',
  severity: 'warning',
  title: 'A computed value in a text as it comes.',
  why: 'A rate is 0.03333333333333333. Whoever is called at night should read "0.033".',
  bad: [
    {
      expr: 'sum(rate(http_requests_total[5m])) > 10',
      usage: { kind: 'alert', annotations: { summary: '{{ $value }} requests per second' } },
      says: 'humanize',
    },
  ],
  good: [
    {
      expr: 'sum(rate(http_requests_total[5m])) > 10',
      usage: { kind: 'alert', annotations: { summary: '{{ $value | humanize }} requests per second' } },
    },
    { expr: 'queue_depth > 10', usage: { kind: 'alert', annotations: { summary: '{{ $value }} wait' } } },
  ],
  *run({ expr, usage }) {
    if (usage.kind !== 'alert' || !isFraction(expr)) return;
    for (const [name, text] of Object.entries(usage.annotations)) {
      if (!text.includes('{{')) continue;
      const bare = readTemplate(text).references.some(({ of, through }) => of === 'value' && through.length === 0);
      if (!bare) continue;
      const fix = 'write {{ $value | humanize }}, humanizePercentage, humanizeDuration, or printf "%.2f"';
      yield { span: expr, at: `annotations.${name}`, message: 'the value is shown with all its digits', fix };
    }
  },
};

/** Whether the value of the result is one that division or a rate made. */
function isFraction(expr: Expr): boolean {
  const inner = unwrap(expr);
  switch (inner.kind) {
    case 'BinaryExpr':
      if (inner.operator === '/') return true;
      return isFraction(inner.left) || (['+', '-', '*', 'or'].includes(inner.operator) && isFraction(inner.right));
    case 'AggregateExpr':
      return (
        inner.operator === 'avg' ||
        inner.operator === 'stddev' ||
        (inner.operator !== 'count' && isFraction(inner.expr))
      );
    case 'UnaryExpr':
      return isFraction(inner.expr);
    case 'Call':
      return computed.has(inner.func);
    default:
      return false;
  }
}
