import { walk } from '../syntax/walk.ts';
import type { Check } from './check.ts';
import { list } from './support.ts';

const sampling = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);

/** NX522 */
export const fragileAlert: Check = {
  code: 'NX522',
  name: 'fragile-alert',
  severity: 'warning',
  title: 'An alert whose result jumps between series, or rests on jobs that are not read together.',
  why: 'What `topk` returns changes from one evaluation to the next, so alerts fire and resolve without an end, and `for` is never reached. A quotient of two jobs is wrong for a moment whenever one of them is late: without `for` that moment pages somebody.',
  bad: [
    { expr: 'topk(5, queue_depth) > 100', usage: { kind: 'alert' }, says: 'topk' },
    {
      expr: 'sum(rate(http_requests_total[5m])) / sum(node_load1) > 2',
      usage: { kind: 'alert', for: 0 },
      says: "'api' and 'node'",
    },
  ],
  good: [
    { expr: 'queue_depth > 100', usage: { kind: 'alert' } },
    { expr: 'sum(rate(http_requests_total[5m])) / sum(node_load1) > 2', usage: { kind: 'alert', for: 300 } },
  ],
  *run({ expr, infer, usage }) {
    if (usage.kind !== 'alert') return;
    for (const part of walk(expr)) {
      if (part.kind === 'AggregateExpr' && sampling.has(part.operator)) {
        yield {
          span: part,
          message: `${part.operator}() returns other series at every evaluation, so the alert does not stay`,
          fix: 'alert on all of them; the grouping of Alertmanager keeps the message short',
        };
      }
      if (part.kind !== 'BinaryExpr' || part.operator !== '/' || usage.for > 0) continue;
      const jobs = [part.left, part.right].map(
        (side) =>
          new Set(
            infer
              .of(side)
              .selections.flatMap(({ series }) =>
                series.flatMap(({ source }) => (source.kind === 'scrape' ? [source.job] : [])),
              ),
          ),
      );
      const [left, right] = jobs;
      if (!left?.size || !right?.size || [...left].some((job) => right.has(job))) continue;
      const aggregated = [part.left, part.right].every((side) =>
        [...walk(side)].some(({ kind }) => kind === 'AggregateExpr'),
      );
      if (!aggregated) continue;
      yield {
        span: part.operatorSpan,
        message: `the sides come from ${list([...left, ...right])}, which are not read at the same moment`,
        fix: "give the alert a 'for' of a few scrape intervals",
      };
    }
  },
};
