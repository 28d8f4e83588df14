import { accepts, type Expr, type LabelMatcher, walk } from '../../promql/index.ts';
import type { StackExpression } from './expressions.ts';
import { parseExpression } from './parsed.ts';

/** The names of the series that an expression reads, where it names them exactly. */
export function readNames(expr: Expr): string[] {
  const names = new Set<string>();
  for (const matcher of nameMatchers(expr)) if (matcher.operator === '=') names.add(matcher.value);
  return [...names];
}

/** Every condition on the name of a metric in an expression: `http_requests_total`, `{__name__=~"http_.+"}`. */
export function nameMatchers(expr: Expr) {
  return [...walk(expr)].flatMap((part) =>
    part.kind === 'VectorSelector' ? part.matchers.filter(({ name }) => name === '__name__') : [],
  );
}

/** Whether somebody reads the series of a name that a job brings. */
export type IsRead = (name: string, job: string) => boolean;

/**
 * Says which series these expressions read. A selector that names other jobs does not read those of this one. What does not parse reads
 * what its author named by reference.
 */
export function readsAny(expressions: readonly StackExpression[]): IsRead {
  const byName = new Map<string, ((job: string) => boolean)[]>();
  const patterns: { readonly name: (name: string) => boolean; readonly job: (job: string) => boolean }[] = [];
  const add = (name: string, job: (job: string) => boolean) => {
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [job]);
    else known.push(job);
  };
  for (const each of expressions) {
    const parsed = parseExpression(each);
    if (parsed === undefined || 'error' in parsed.result) {
      for (const { name } of each.expression.metrics) add(name, () => true);
      continue;
    }
    for (const part of walk(parsed.result.expr)) {
      if (part.kind !== 'VectorSelector') continue;
      const job = accepting(part.matchers.filter(({ name }) => name === 'job'));
      const names = part.matchers.filter(({ name }) => name === '__name__');
      const exact = names.find(({ operator }) => operator === '=');
      if (exact !== undefined) add(exact.value, job);
      else if (names.length > 0) patterns.push({ name: accepting(names), job });
    }
  }
  return (name, job) =>
    byName.get(name)?.some((accepts) => accepts(job)) === true ||
    patterns.some((pattern) => pattern.name(name) && pattern.job(job));
}

/** Whether a value meets all of these conditions; one that cannot be judged here lets everything through. */
function accepting(matchers: readonly LabelMatcher[]): (value: string) => boolean {
  const tests = matchers.flatMap((matcher) => accepts(matcher) ?? []);
  return (value) => tests.every((test) => test(value));
}
