import type { Inference, Shape } from '../infer/shape.ts';
import type { BinaryExpr, VectorMatching } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import type { Check } from './check.ts';
import { list } from './support.ts';
import { unknownLabel } from './unknown-label.ts';

const setOperators = new Set(['and', 'or', 'unless']);

/** NX511 */
export const manyToMany: Check = {
  code: 'NX511',
  name: 'many-to-many',
  severity: 'error',
  title: 'A join in which one series meets several.',
  why: 'Prometheus refuses such a query when it runs: the panel shows an error, the rule fails. It often works until a second instance is started.',
  bad: [
    { expr: 'rate(http_requests_total[5m]) / on (job) up{job="api"}', says: 'instance' },
    {
      expr: 'sum by (job, route) (rate(http_requests_total[5m])) / on (job) sum by (job) (rate(http_requests_total[5m]))',
      says: 'group_left',
    },
  ],
  good: [
    {
      expr: 'sum by (job, route) (rate(http_requests_total[5m])) / on (job) group_left () sum by (job) (rate(http_requests_total[5m]))',
    },
    { expr: 'queue_depth * on (job, instance) group_left (version) app_build_info' },
  ],
  *run(context) {
    const { expr, infer } = context;
    for (const part of walk(expr)) {
      if (part.kind !== 'BinaryExpr' || part.matching === undefined || setOperators.has(part.operator)) continue;
      const remarks = [...judge(part, part.matching, infer)];
      // A label that is misspelt on one side is said there.
      if (remarks.length > 0 && [...unknownLabel.run({ ...context, expr: part })].length === 0) yield* remarks;
    }
  },
};

function* judge(expr: BinaryExpr, matching: VectorMatching, infer: Inference) {
  const [left, right] = [infer.of(expr.left), infer.of(expr.right)];
  if (left.empty || right.empty) return;
  const more = { left: untold(left, matching), right: untold(right, matching) };
  const span = expr.operatorSpan;
  if (matching.card === 'one-to-one') {
    if (more.left.length > 0 && more.right.length > 0) {
      const both = [...new Set([...more.left, ...more.right])];
      const fix = `match on ${list(both)} as well, or aggregate one side first`;
      yield { span, message: `on both sides several series have the same labels: they differ in ${list(both)}`, fix };
      return;
    }
    const [side, names] = more.left.length > 0 ? (['left', more.left] as const) : (['right', more.right] as const);
    if (names.length === 0) return;
    const fix = `write group_${side} () if the ${side} side is to keep its series, or aggregate it first`;
    yield {
      span,
      message: `several series of the ${side} side meet one of the other: they differ in ${list(names)}`,
      fix,
    };
    return;
  }
  const side = matching.card === 'many-to-one' ? 'right' : 'left';
  if (more[side].length === 0) return;
  yield {
    span,
    message: `the ${side} side is to have one series for each match, but several differ in ${list(more[side])}`,
    fix: `match on ${list(more[side])} as well, or aggregate the ${side} side first`,
  };
}

/** Labels of kube-state-metrics that no two objects share. */
const identities = new Set(['uid', 'container_id', 'internal_ip', 'provider_id', 'system_uuid', 'volumename']);

/** The labels that tell series of a side apart and that the match does not look at. */
function untold({ key, labels, type }: Shape, { on, labels: matched }: VectorMatching): string[] {
  if (type !== 'vector' || key === undefined) return [];
  const names = matched.map(({ name }) => name);
  // An id that is unique by its very name tells apart what a catalog tells apart by other labels, such as the namespace and name of a pod.
  if (on && names.some((name) => identities.has(name) && labels.has(name) && !key.includes(name))) return [];
  return key.filter((name) => names.includes(name) !== on && varies(labels.get(name)?.values));
}

function varies(values: ReadonlySet<string> | undefined): boolean {
  return values === undefined || values.size > 1;
}
