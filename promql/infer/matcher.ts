import type { LabelMatcher } from '../syntax/ast.ts';
import type { LabelFacts } from './catalog.ts';
import { factsOf, type LabelSet, setLabel } from './labels.ts';
import { anchored, choices } from './regexp.ts';

/** Whether a value passes a condition; `undefined`: its regular expression cannot be judged here. */
export function accepts({ operator, value }: LabelMatcher): ((value: string) => boolean) | undefined {
  if (operator === '=') return (other) => other === value;
  if (operator === '!=') return (other) => other !== value;
  const pattern = anchored(value);
  if (pattern === undefined) return undefined;
  return operator === '=~' ? (other) => pattern.test(other) : (other) => !pattern.test(other);
}

/** A condition as it is written: `job=~"a|b"`. */
export function matcherText({ name, operator, value }: LabelMatcher): string {
  return `${name}${operator}${JSON.stringify(value)}`;
}

/** What is left of labels under a condition; `undefined` when no series with such labels can pass it. */
export function narrowLabels(set: LabelSet, matcher: LabelMatcher): LabelSet | undefined {
  const accept = accepts(matcher);
  if (accept === undefined) return set;
  const facts = factsOf(set, matcher.name);
  const empty = accept('');
  if (facts === undefined) return empty ? set : undefined;
  const narrowed = narrowFacts(facts, matcher, accept);
  if (narrowed === 'never') return undefined;
  // Of labels nobody knows of, one that may be missing is not worth a word.
  if (narrowed === facts || (empty && !set.labels.has(matcher.name))) return set;
  return setLabel(set, matcher.name, narrowed);
}

function narrowFacts(
  facts: LabelFacts,
  matcher: LabelMatcher,
  accept: (value: string) => boolean,
): LabelFacts | undefined | 'never' {
  const always = facts.always || !accept('');
  const values = narrowValues(facts.values, matcher, accept);
  if (values === undefined) return always === facts.always ? facts : { always };
  if (values.size === 0) return always ? 'never' : undefined;
  return always === facts.always && values.size === facts.values?.size ? facts : { always, values };
}

function narrowValues(
  known: ReadonlySet<string> | undefined,
  { operator, value }: LabelMatcher,
  accept: (value: string) => boolean,
): ReadonlySet<string> | undefined {
  if (known !== undefined) return new Set([...known].filter(accept));
  if (operator === '=') return new Set(value === '' ? [] : [value]);
  const texts = operator === '=~' ? choices(value) : undefined;
  return texts && new Set(texts.filter((text) => text !== ''));
}
