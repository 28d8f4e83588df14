import type { Series } from '../infer/catalog.ts';
import type { Shape } from '../infer/shape.ts';
import { unknownNameFix } from '../nearest.ts';
import type { AggregateExpr, BinaryExpr, Expr, LabelName, VectorSelector } from '../syntax/ast.ts';
import type { Check, CheckContext, Remark } from './check.ts';
import { quantileWithoutLe } from './quantile-without-le.ts';
import { placed, selectorName } from './support.ts';

/** NX502 */
export const unknownLabel: Check = {
  code: 'NX502',
  name: 'unknown-label',
  severity: 'error',
  title: 'A label that the series do not have.',
  why: 'A matcher on a label that is not there matches nothing, so the alert never fires. `by` a label that is not there puts everything into one group without a word.',
  bad: [
    { expr: 'http_requests_total{status="5xx"}', says: "did you mean 'status_code'?" },
    { expr: 'sum by (path) (rate(http_requests_total[5m]))', says: "'path'" },
    { expr: 'queue_depth * on (job, instance) group_left (release) app_build_info', says: "'release'" },
  ],
  good: [
    { expr: 'sum by (route) (rate(http_requests_total{status_code="5xx"}[5m]))' },
    { expr: 'queue_depth * on (job, instance) group_left (version) app_build_info' },
  ],
  *run(context) {
    for (const { expr: part, within } of placed(context.expr)) {
      if (part.kind === 'VectorSelector') yield* inMatchers(part, context);
      if (part.kind === 'AggregateExpr') yield* inGrouping(part, within, context);
      if (part.kind === 'BinaryExpr') yield* inMatching(part, context);
    }
  },
};

function* inMatchers(selector: VectorSelector, { catalog, text }: CheckContext): Generator<Remark> {
  const series = selector.name === undefined ? [] : catalog.find(selector.name);
  if (series.length === 0 || !series.every(({ closed }) => closed)) return;
  const known = labelNames(series);
  for (const matcher of selector.matchers) {
    if (matcher.name === '__name__' || known.has(matcher.name)) continue;
    yield {
      span: matcher,
      message: `'${selectorName(selector, text)}' has no label '${matcher.name}'`,
      fix: unknownNameFix(matcher.name, [...known].sort()),
    };
  }
}

function labelNames(series: readonly Series[]): ReadonlySet<string> {
  return new Set(series.flatMap(({ labels }) => [...labels.keys()]));
}

function* inGrouping(
  { grouping, expr }: AggregateExpr,
  within: readonly Expr[],
  context: CheckContext,
): Generator<Remark> {
  // That something has no buckets is said where a quantile of it is asked for.
  const isSaid = ({ name }: LabelName) =>
    name === 'le' && within.some((around) => [...quantileWithoutLe.run({ ...context, expr: around })].length > 0);
  const named = grouping.filter((label) => !isSaid(label));
  yield* missing(named, [context.infer.of(expr)], 'what is aggregated');
}

function* inMatching({ left, right, matching }: BinaryExpr, { infer }: CheckContext): Generator<Remark> {
  if (matching === undefined) return;
  const sides = [infer.of(left), infer.of(right)];
  yield* missing(matching.labels, sides, 'neither side');
  const one = matching.card === 'one-to-many' ? infer.of(left) : infer.of(right);
  yield* missing(matching.include, [one], 'the one side');
}

/** Names that none of these can have. */
function* missing(names: readonly LabelName[], shapes: readonly Shape[], whose: string): Generator<Remark> {
  // A side that is always empty has no labels either; that is reported where it is empty.
  if (!shapes.every(({ closed, empty }) => closed && empty === undefined)) return;
  const known = new Set(shapes.flatMap(({ labels }) => [...labels.keys()]));
  for (const label of names) {
    if (known.has(label.name) || label.name === '__name__') continue;
    const has = whose === 'neither side' ? 'neither side has' : `${whose} has no`;
    yield {
      span: label,
      message: `${has}${whose === 'neither side' ? ' a' : ''} label '${label.name}'`,
      fix:
        known.size === 0
          ? 'keep the label in the aggregation within, or leave it out here'
          : unknownNameFix(label.name, [...known].sort()),
    };
  }
}
