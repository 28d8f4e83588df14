import type { CheckContext } from '../../promql/checks/check.ts';
import { selectors } from '../../promql/checks/support.ts';
import {
  type Check,
  checks,
  type Expression,
  infer,
  type RuleInContext,
  runChecks,
  type Surroundings,
} from '../../promql/index.ts';
import {
  checkExpressions,
  checkParsed,
  type ExpressionFinding,
  type ParsedExpression,
  parseExpression,
  type StackExpression,
  stackExpressions,
  surroundings,
} from '../../stacks/analysis/index.ts';
import type { Plan } from '../../stacks/model/index.ts';

/** A day on which the suppressions of the corpus hold. */
const today = '2026-01-01';

/** What `narthex check` finds in the expressions of a plan. */
export function findingsIn(plan: Plan): readonly ExpressionFinding[] {
  return checkExpressions(plan, today).findings;
}

/** What `narthex check` finds in a plan that differs by one mistake from a plan in which it finds nothing. */
export type FindingsAfter = (changed: Plan) => readonly ExpressionFinding[];

/**
 * Finds what a mistake brings into a plan that has nothing wrong. An expression is checked anew if it was changed, or if what it is held
 * against can be another. A query of a dashboard or of a runbook is read by nobody. An alert makes only `ALERTS` and `ALERTS_FOR_STATE`; what is recorded
 * is read by its name. All rules are compared with each other by the checks that ask for them.
 */
export function findingsAfter(plan: Plan): FindingsAfter {
  const known = new Map<Expression, { readonly said: string; readonly parsed: ParsedExpression }[]>();
  const all = stackExpressions(plan).flatMap((each) => {
    const parsed = parseExpression(each);
    if (parsed === undefined) return [];
    known.set(each.expression, [...(known.get(each.expression) ?? []), { said: everythingSaid(each), parsed }]);
    return [parsed];
  });
  const around = surroundings(plan, all);
  const comparing = comparingChecks(all.filter(isRule), around);
  const unchanged = (each: StackExpression) => {
    const said = everythingSaid(each);
    return known.get(each.expression)?.filter((one) => one.said === said) ?? [];
  };

  return (changed) => {
    const fresh = new Set<ParsedExpression>();
    const old = new Set<ParsedExpression>();
    const parsed = stackExpressions(changed).flatMap((each) => {
      // A rule that is there twice is one that was there and another.
      const before = unchanged(each).find((one) => !old.has(one.parsed))?.parsed;
      const one = before ?? parseExpression(each);
      if (one !== undefined) (before === undefined ? fresh : old).add(one);
      return one ?? [];
    });
    const kinds = new Set([...fresh].map(({ usage }) => usage.kind));
    const found = (these: readonly ParsedExpression[], against: Surroundings) =>
      checkParsed(these, against, today).findings;
    if (!kinds.has('alert') && !kinds.has('recording')) return found([...fresh], around);
    const rules = parsed.filter(isRule);
    const gone = all.filter((one) => !old.has(one));
    const readers = readersOf([...gone, ...fresh], parsed);
    const after = surroundings(changed, parsed);
    const beside = kinds.has('recording') ? after : { ...around, rules: rules.flatMap(inContext) };
    const others = rules.filter(
      (one) => !readers.includes(one) && (fresh.has(one) || one.ignore.length > 0 || isFound(one, comparing, beside)),
    );
    return [...found(others, beside), ...found(readers, after)];
  };
}

/** The checks that look at the other rules when they look at one of these. */
function comparingChecks(rules: readonly ParsedExpression[], around: Surroundings): readonly Check[] {
  return checks.filter((check) => {
    let asked = false;
    const watched = Object.defineProperty({ ...around }, 'rules', {
      enumerable: true,
      get: () => {
        asked = true;
        return around.rules;
      },
    });
    for (const { result, ...rule } of rules) {
      if ('error' in result) continue;
      const context = { ...rule, expr: result.expr, infer: infer(result.expr, around.catalog) };
      // Not spread into the context, which would ask for everything.
      for (const _ of check.run(Object.setPrototypeOf(context, watched) as CheckContext)) asked = true;
    }
    return asked;
  });
}

function isFound({ result, ...one }: ParsedExpression, those: readonly Check[], around: Surroundings): boolean {
  return 'error' in result || runChecks(those, { ...one, expr: result.expr }, around).length > 0;
}

/** Everything beside the tree that a check can see. */
function everythingSaid({ where, usage, ignore, grafana, expression }: StackExpression): string {
  const names = grafana && [...grafana.names];
  return JSON.stringify([where, usage, ignore, grafana?.scrapeInterval, names, expression.text]);
}

function isRule({ usage }: ParsedExpression): boolean {
  return usage.kind === 'alert' || usage.kind === 'recording';
}

function inContext({ usage, text, result }: ParsedExpression): RuleInContext[] {
  if (usage.kind !== 'alert' && usage.kind !== 'recording') return [];
  return 'expr' in result ? [{ usage, text, expr: result.expr }] : [];
}

/** Whether it may read one of these series, or what Prometheus writes about alerts: it names that, or names nothing. */
function readsOther({ result }: ParsedExpression, series: ReadonlySet<string>): boolean {
  if ('error' in result) return false;
  return selectors(result.expr).some(({ matchers }) => {
    const named = matchers.find(({ name, operator }) => name === '__name__' && operator === '=');
    return named === undefined || named.value.startsWith('ALERTS') || series.has(named.value);
  });
}

/** Those that may read what some rules record, or what is recorded of that. */
function readersOf(rules: readonly ParsedExpression[], all: readonly ParsedExpression[]): ParsedExpression[] {
  const series = new Set(rules.flatMap(({ usage }) => (usage.kind === 'recording' ? usage.name : [])));
  for (let known = -1; known < series.size; ) {
    known = series.size;
    for (const one of all) if (one.usage.kind === 'recording' && readsOther(one, series)) series.add(one.usage.name);
  }
  return all.filter((one) => readsOther(one, series));
}
