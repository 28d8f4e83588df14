import type { Series, SeriesKind } from '../infer/catalog.ts';
import type { Expr, LabelMatcher, Span, VectorSelector } from '../syntax/ast.ts';
import { children, unwrap, walk } from '../syntax/walk.ts';
import type { CheckContext, RuleInContext, RulePolicy, Usage } from './check.ts';

/** Whether a span lies in a piece that Grafana fills in: its text is not known. */
export function isVariable(span: Span, variables: readonly Span[]): boolean {
  return variables.some(({ from, to }) => from < span.to && to > span.from);
}

/** The selectors of an expression, in the order of the text. */
export function selectors(expr: Expr): VectorSelector[] {
  return [...walk(expr)].filter((part) => part.kind === 'VectorSelector');
}

/** How a selector is called in a message: its name, else its text. */
export function selectorName(selector: VectorSelector, text: string): string {
  return selector.name ?? text.slice(selector.from, selector.to);
}

/** An expression within another, with those that it stands in, the nearest first. */
export interface Placed {
  readonly expr: Expr;
  readonly within: readonly Expr[];
}

/** A part, and what it stands directly in. */
interface Place {
  readonly expr: Expr;
  readonly outer: Place | undefined;
}

/** Every part of an expression with what it stands in, the outer before the inner, in the order of the text. */
export function* placed(expr: Expr): Generator<Placed> {
  const waiting: Place[] = [{ expr, outer: undefined }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { outer } = place;
    // Listed only when asked for: every part of a long sum stands in as many others as there are terms behind it.
    yield {
      expr: place.expr,
      get within() {
        return around(outer);
      },
    };
    for (const child of [...children(place.expr)].reverse()) waiting.push({ expr: child, outer: place });
  }
}

function around(nearest: Place | undefined): readonly Expr[] {
  const parts: Expr[] = [];
  for (let place = nearest; place !== undefined; place = place.outer) parts.push(place.expr);
  return parts;
}

/** Names in a sentence: `'a', 'b' and 'c'`; of more than `most` only the first, and how many more. */
export function list(names: Iterable<string>, most = 8): string {
  const all = [...names].map((name) => `'${name}'`);
  if (all.length > most) return `${all.slice(0, most).join(', ')} and ${all.length - most} more`;
  const last = all.pop() ?? 'none';
  return all.length === 0 ? last : `${all.join(', ')} and ${last}`;
}

/** A rule for which people have agreed on something. */
export interface Agreed {
  readonly usage: RuleInContext['usage'];
  readonly policy: RulePolicy;
  /** Where the name of the rule stands. */
  readonly at: 'alert' | 'record';
}

/** The policy that holds for what is checked; `undefined` where there is none, or where it is no rule that the policy is about. */
export function agreed({ usage, environment }: Pick<CheckContext, 'usage' | 'environment'>): Agreed | undefined {
  const { policy } = environment;
  if (policy === undefined || !isRule(usage) || policy.groups?.has(usage.group) === false) return undefined;
  return { usage, policy, at: usage.kind === 'alert' ? 'alert' : 'record' };
}

/** Whether an expression belongs to a rule file. */
export function isRule(usage: Usage): usage is RuleInContext['usage'] {
  return usage.kind === 'alert' || usage.kind === 'recording';
}

const grouped = new WeakMap<readonly RuleInContext[], ReadonlyMap<string, readonly RuleInContext[]>>();

/** The rules of a group in their order. */
export function rulesOfGroup(rules: readonly RuleInContext[], group: string): readonly RuleInContext[] {
  let groups = grouped.get(rules);
  if (groups === undefined) {
    groups = byGroup(rules);
    grouped.set(rules, groups);
  }
  return groups.get(group) ?? [];
}

function byGroup(rules: readonly RuleInContext[]): ReadonlyMap<string, readonly RuleInContext[]> {
  const groups = new Map<string, RuleInContext[]>();
  for (const rule of rules) {
    const known = groups.get(rule.usage.group);
    if (known === undefined) groups.set(rule.usage.group, [rule]);
    else known.push(rule);
  }
  return groups;
}

/** A call whose argument is of a kind that its function is not for. */
export interface Misuse {
  readonly func: string;
  readonly argument: Expr;
  /** How the argument is called in a message. */
  readonly what: string;
  /** The function that one wants instead. */
  readonly instead: string;
}

/** The calls of these functions (each with the one that fits) whose argument is of one of these kinds. */
export function* misuses(
  { expr, infer, text }: Pick<CheckContext, 'expr' | 'infer' | 'text'>,
  fitting: Readonly<Record<string, string>>,
  kinds: readonly SeriesKind[],
): Generator<Misuse> {
  for (const call of walk(expr)) {
    if (call.kind !== 'Call') continue;
    const { func } = call;
    const [argument] = call.args;
    const instead = Object.hasOwn(fitting, func) ? fitting[func] : undefined;
    if (instead === undefined || argument === undefined) continue;
    const { kind } = infer.of(argument);
    if (kind === undefined || !kinds.includes(kind)) continue;
    const inner = unwrap(argument);
    const what = inner.kind === 'MatrixSelector' ? (inner.selector.name ?? 'this') : text.slice(inner.from, inner.to);
    yield { func, argument, what, instead };
  }
}

/** A condition on a label by a regular expression, and the series of the catalog that have the name of its selector. */
export interface RegexpMatcher {
  readonly selector: VectorSelector;
  readonly matcher: LabelMatcher;
  readonly series: readonly Series[];
}

/** The regular expressions on labels whose text is known. */
export function* regexpMatchers({
  expr,
  catalog,
  variables,
}: Pick<CheckContext, 'expr' | 'catalog' | 'variables'>): Generator<RegexpMatcher> {
  for (const selector of selectors(expr)) {
    const series = selector.name === undefined ? [] : catalog.find(selector.name);
    for (const matcher of selector.matchers) {
      const { name, operator, valueSpan } = matcher;
      if ((operator !== '=~' && operator !== '!~') || name === '__name__' || isVariable(valueSpan, variables)) continue;
      yield { selector, matcher, series };
    }
  }
}
