import type { Expr } from './ast.ts';

/** Where something stands, and how it was written where that changes nothing. */
const meaningless: ReadonlySet<string> = new Set(['from', 'to', 'grouped', 'written', 'number']);

/**
 * Whether two expressions are the same tree, wherever they stand in their texts. What means nothing may differ: the order of matchers,
 * `by ()` and `ignoring ()`, `300` for `5m` as a length of time. Takes trees of any depth.
 */
export function sameExpression(a: Expr, b: Expr): boolean {
  const rest: (readonly [unknown, unknown])[] = [[a, b]];
  for (let pair = rest.pop(); pair !== undefined; pair = rest.pop()) {
    const [left, right] = pair;
    if (Object.is(left, right)) continue;
    if (!isObject(left) || !isObject(right)) return false;
    const keys = Object.keys(left).filter(hasMeaning);
    if (keys.length !== Object.keys(right).filter(hasMeaning).length) return false;
    for (const key of keys) {
      if (!Object.hasOwn(right, key)) return false;
      rest.push(key === 'matchers' ? [sorted(left[key]), sorted(right[key])] : [left[key], right[key]]);
    }
  }
  return true;
}

function hasMeaning(key: string): boolean {
  return !meaningless.has(key) && !key.endsWith('Span');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Matchers by what they say. */
function sorted(matchers: unknown): unknown {
  if (!Array.isArray(matchers)) return matchers;
  return matchers.map(matcherText).sort();
}

function matcherText(matcher: unknown): string {
  if (!isObject(matcher)) return '';
  const { name, operator, value } = matcher;
  return JSON.stringify([name, operator, value]);
}
