import type { AggregateExpr, Expr } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import type { Check } from './check.ts';
import { list, placed } from './support.ts';

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
    {
      expr: 'queue_depth * on (job, instance) group_left (version) topk by (job, instance) (1, app_build_info) > 100',
      usage: { kind: 'alert' },
    },
    { expr: 'queue_depth > 100', usage: { kind: 'alert' } },
    { expr: 'sum(rate(http_requests_total[5m])) / sum(node_load1) > 2', usage: { kind: 'alert', for: 300 } },
  ],
  *run({ expr, infer, usage }) {
    if (usage.kind !== 'alert') return;
    for (const { expr: part, within } of placed(expr)) {
      if (part.kind === 'AggregateExpr' && sampling.has(part.operator) && !isOneForEach(part, within)) {
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

/** `topk by (pod) (1, …)` as the one side of a join only sees to it that there is one: which series the result has, the other side says. */
function isOneForEach(part: AggregateExpr, within: readonly Expr[]): boolean {
  if (!part.grouped || part.param?.kind !== 'NumberLiteral' || part.param.value !== 1) return false;
  const index = within.findIndex(({ kind }) => kind !== 'ParenExpr');
  const join = within[index];
  if (join?.kind !== 'BinaryExpr' || join.matching === undefined) return false;
  const side = within[index - 1] ?? part;
  const { card } = join.matching;
  return (card === 'many-to-one' && join.right === side) || (card === 'one-to-many' && join.left === side);
}
