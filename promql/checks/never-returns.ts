import { narrowLabels } from '../infer/matcher.ts';
import type { VectorSelector } from '../syntax/ast.ts';
import type { Check, CheckContext } from './check.ts';
import { faults } from './emptiness.ts';
import { list } from './support.ts';

/** NX515 */
export const neverReturns: Check = {
  code: 'NX515',
  name: 'never-returns',
  severity: 'error',
  title: 'Conditions that exclude each other.',
  why: 'Each condition is fine by itself, but no series meets all of them. The query answers with nothing, for ever.',
  bad: [
    { expr: 'queue_depth{queue="mail", queue!="mail"}', says: 'queue' },
    { expr: 'http_requests_total{method="GET", method="POST"}', says: 'method' },
  ],
  good: [{ expr: 'queue_depth{queue!="mail"}' }],
  *run(context) {
    for (const { expr: part, empty } of faults(context.expr, context.infer)) {
      if (part.kind !== 'VectorSelector' || !eachCanMatch(part, context)) continue;
      const names = part.matchers.filter(({ name }) => name !== '__name__').map(({ name }) => name);
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      yield {
        span: part,
        message: empty.reason,
        fix:
          twice === undefined
            ? `look at which job has which labels: ${list(names)} never occur together like this`
            : `leave one of the conditions on '${twice}' out`,
      };
    }
  },
};

/** A condition that nothing meets by itself has a check of its own. */
function eachCanMatch({ name, matchers }: VectorSelector, { catalog }: CheckContext): boolean {
  const series = name === undefined ? [] : catalog.find(name);
  return (
    series.length > 0 &&
    matchers.every(
      (matcher) => matcher.name === '__name__' || series.some((each) => narrowLabels(each, matcher) !== undefined),
    )
  );
}
