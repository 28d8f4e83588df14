import type { Expr } from '../syntax/ast.ts';
import { secondsOf } from '../syntax/length.ts';
import { durationText } from '../syntax/print-parts.ts';
import { children } from '../syntax/walk.ts';
import type { Check } from './check.ts';

/** NX518 */
export const beyondRetention: Check = {
  code: 'NX518',
  name: 'beyond-retention',
  severity: 'error',
  title: 'Samples that are older than what is kept.',
  why: 'Prometheus deletes what is older than its retention. A window that reaches further silently computes with less; an `offset` that does finds nothing.',
  bad: [
    { expr: 'avg_over_time(queue_depth[60d])', says: '30d' },
    { expr: 'rate(http_requests_total[1d] offset 30d)', says: '31d' },
    { expr: 'max_over_time(rate(http_requests_total[5m])[40d:1h])', says: '30d' },
  ],
  good: [{ expr: 'avg_over_time(queue_depth[7d] offset 7d)' }],
  *run({ expr, environment: { retention } }) {
    for (const { part, age } of reaches(expr)) {
      if (age <= retention) continue;
      yield {
        span: part,
        message: `this reads samples that are up to ${durationText(age)} old, and Prometheus keeps them for ${durationText(retention)}`,
        fix: 'shorten the window, keep samples longer (prometheus.retention), or read what a recording rule has boiled down',
      };
    }
  },
};

/** The selectors of an expression, and how far back each reads, in seconds. */
function* reaches(expr: Expr): Generator<{ readonly part: Expr; readonly age: number }> {
  const waiting: { readonly part: Expr; readonly before: number }[] = [{ part: expr, before: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { part, before } = next;
    const offset = 'offset' in part && part.offset !== undefined ? (secondsOf(part.offset) ?? 0) : 0;
    const range = part.kind === 'MatrixSelector' || part.kind === 'SubqueryExpr' ? (secondsOf(part.range) ?? 0) : 0;
    // What is no length of time is another mistake (NX517).
    const window = range > 0 && Number.isFinite(range) ? range : 0;
    // A fixed time is a question about the past that somebody asks on purpose.
    if ('at' in part && part.at !== undefined) continue;
    const age = before + offset + window;
    if (part.kind === 'VectorSelector') yield { part, age };
    for (const child of [...children(part)].reverse()) waiting.push({ part: child, before: age });
  }
}
