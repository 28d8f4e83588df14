import type { Call } from '../syntax/ast.ts';
import { unwrap } from '../syntax/walk.ts';
import type { FunctionShape } from './call.ts';
import type { LabelFacts } from './catalog.ts';
import { factsOf, type LabelSet, onlyValue, setLabel } from './labels.ts';
import { derive, unknownShape } from './make.ts';
import { anchored } from './regexp.ts';
import type { Shape } from './shape.ts';

/** More combinations of values than this are not worth working out. */
const mostValues = 1000;

function textOf({ args }: Call, index: number): string | undefined {
  const arg = args[index];
  const inner = arg && unwrap(arg);
  return inner?.kind === 'StringLiteral' ? inner.value : undefined;
}

/** Every value that a label can have, the empty text where it may be missing; `undefined` where nobody knows. */
function possible(set: LabelSet, name: string): readonly string[] | undefined {
  if (name === '__name__') return undefined;
  const facts = factsOf(set, name);
  if (facts === undefined) return [''];
  return facts.values && [...facts.values, ...(facts.always ? [] : [''])];
}

/** A label of which these are the values; an empty one is none. */
function labelWith(values: ReadonlySet<string>): LabelFacts | undefined {
  const named = new Set(values);
  const always = !named.delete('');
  return named.size === 0 ? undefined : { always, values: named };
}

/** With that label; what it told apart before, it may tell apart no more. */
function written(vector: Shape, name: string, facts: LabelFacts | undefined): Shape {
  if (name === '__name__') return derive(vector, { named: true });
  const set = setLabel(vector, name, facts);
  // Of labels nobody knows of, one that is taken away is not there for certain; that cannot be said, and so it may be.
  const overwrites = vector.key?.includes(name) === true && onlyValue(vector.labels.get(name)) === undefined;
  // A copy of a label tells series apart as well as that one did, alone or in its place.
  const tells = facts !== undefined && facts.values === undefined && vector.key?.includes(name) !== true;
  const key = overwrites || (tells && vector.key?.length !== 0) ? undefined : vector.key;
  return derive(vector, { labels: set.labels, closed: set.closed, key });
}

const replace: FunctionShape = ([vector = unknownShape('vector')], call) => {
  const [target, replacement, source, pattern] = [1, 2, 3, 4].map((index) => textOf(call, index));
  if (target === undefined || replacement === undefined || source === undefined || pattern === undefined) {
    return derive(vector, { closed: false, key: undefined });
  }
  if (target === '__name__') return derive(vector, { named: true });
  const regexp = anchored(pattern);
  const values = possible(vector, source);
  const before = factsOf(vector, target);
  if (regexp === undefined || values === undefined)
    return written(vector, target, unknownReplacement(regexp, replacement, before));
  const results = new Set<string>();
  let untouched = false;
  for (const value of values) {
    const match = regexp.exec(value);
    if (match !== null) results.add(expand(replacement, match));
    else if (source === target) results.add(value);
    else untouched = true;
  }
  if (results.size === 0) return derive(vector, {});
  return written(vector, target, untouched ? mixed(labelWith(results), before) : labelWith(results));
};

/** Some series get the new label, others keep what they had. */
function mixed(after: LabelFacts | undefined, before: LabelFacts | undefined): LabelFacts | undefined {
  if (after === undefined || before === undefined) {
    const facts = after ?? before;
    return facts && { ...facts, always: false };
  }
  const always = after.always && before.always;
  if (after.values === undefined || before.values === undefined) return { always };
  return { always, values: new Set([...after.values, ...before.values]) };
}

/** Of a source that nobody knows all values of. */
function unknownReplacement(
  regexp: RegExp | undefined,
  replacement: string,
  before: LabelFacts | undefined,
): LabelFacts | undefined {
  const fixed = replacement.includes('$') ? undefined : replacement;
  const after: LabelFacts | undefined = fixed === undefined ? { always: false } : labelWith(new Set([fixed]));
  // This one matches everything; of others nobody knows whether they do.
  return regexp?.source === '^(?:.*)$' ? after : mixed(after, before);
}

/** The template language of Go's `Regexp.Expand`: `$1`, `${1}`, `$name`, `$$`. */
function expand(template: string, match: RegExpExecArray): string {
  return template.replace(/\$(?:\$|\{(\w+)\}|(\w+))?/g, (whole, braced?: string, bare?: string) => {
    if (whole === '$$') return '$';
    const name = braced ?? bare;
    if (name === undefined) return whole;
    return (/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? '';
  });
}

const join: FunctionShape = ([vector = unknownShape('vector')], call) => {
  const [target, separator, ...sources] = call.args.slice(1).map((_, index) => textOf(call, index + 1));
  if (target === undefined || separator === undefined || sources.includes(undefined)) {
    return derive(vector, { closed: false, key: undefined });
  }
  if (target === '__name__') return derive(vector, { named: true });
  const parts = sources.map((source) => possible(vector, source ?? ''));
  const always =
    (separator !== '' && sources.length > 1) || sources.some((source) => factsOf(vector, source ?? '')?.always);
  let joined: readonly string[] | undefined = parts.length === 0 ? [''] : parts[0];
  for (const part of parts.slice(1)) {
    if (joined === undefined || part === undefined || joined.length * part.length > mostValues) joined = undefined;
    else joined = joined.flatMap((text) => part.map((next) => text + separator + next));
  }
  return written(vector, target, joined === undefined ? { always } : labelWith(new Set(joined)));
};

/** Functions that write labels. */
export const labelFunctions: Readonly<Record<string, FunctionShape>> = { label_replace: replace, label_join: join };
