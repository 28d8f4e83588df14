import type { BinaryExpr, VectorMatching } from '../syntax/ast.ts';
import { describe } from './describe.ts';
import { type Key, keyWithin } from './key.ts';
import {
  bothFacts,
  dropLabels,
  eitherLabels,
  factsOf,
  keepLabels,
  type LabelSet,
  onlyValue,
  setLabel,
} from './labels.ts';
import type { Shape } from './shape.ts';

/** What comes of matching two sides: labels, key, or why no series of one ever finds one of the other. */
export type Joined = (LabelSet & { readonly key: Key }) | { readonly never: string };

/** Whether series are matched on these labels. */
function matchesOn({ on, labels }: VectorMatching, name: string): boolean {
  return name !== '__name__' && labels.some((label) => label.name === name) === on;
}

/** The left side's labels, as far as the right side has a series that matches: of `and`. */
export function narrowByMatch(expr: BinaryExpr, matching: VectorMatching, left: Shape, right: Shape): Joined {
  const set = meet(expr, matching, left, right);
  return 'never' in set ? set : { labels: set.labels, closed: set.closed, key: left.key };
}

/** The labels of the result of arithmetic and comparisons between two vectors. */
export function joinLabels(expr: BinaryExpr, matching: VectorMatching, left: Shape, right: Shape): Joined {
  const flipped = matching.card === 'one-to-many';
  const [many, one] = flipped ? [right, left] : [left, right];
  const met = meet(expr, matching, many, one, flipped);
  const fill = flipped ? swap(matching.fill) : matching.fill;
  if (fill === undefined) return 'never' in met ? met : matched(matching, met, many, one);
  const alternatives: (LabelSet & { readonly key: Key })[] = 'never' in met ? [] : [matched(matching, met, many, one)];
  // A series without its match stands alone: its labels are all there are.
  if (fill.right !== undefined) alternatives.push(matched(matching, many, many, matchedOnly(matching, many)));
  if (fill.left !== undefined) alternatives.push(matched(matching, matchedOnly(matching, one), many, one));
  const [first] = alternatives;
  if (first === undefined) return { never: 'never' in met ? met.never : '' };
  return { ...eitherLabels(alternatives), key: fill.left === undefined ? first.key : undefined };
}

function swap(fill: VectorMatching['fill']): VectorMatching['fill'] {
  if (fill === undefined) return undefined;
  return {
    ...(fill.right === undefined ? {} : { left: fill.right }),
    ...(fill.left === undefined ? {} : { right: fill.left }),
  };
}

/** The labels that a side is matched by, and no others. */
function matchedOnly({ on, labels }: VectorMatching, side: LabelSet): LabelSet {
  const names = labels.map(({ name }) => name);
  return on ? keepLabels(side, names) : dropLabels(side, names);
}

/** What the result carries, of what is left of the many side. */
function matched(
  matching: VectorMatching,
  met: LabelSet,
  many: Pick<Shape, 'labels' | 'closed' | 'key'>,
  one: LabelSet & { readonly key?: Key },
): LabelSet & { readonly key: Key } {
  const names = matching.labels.map(({ name }) => name);
  if (matching.card === 'one-to-one') {
    const set = matchedOnly(matching, met);
    return { ...set, key: pairKey(matching, set, many, one.key) };
  }
  let set = met;
  for (const { name } of matching.include) if (name !== '__name__') set = setLabel(set, name, factsOf(one, name));
  const overwritten = matching.include.some(
    ({ name }) => many.key?.includes(name) && !(matching.on && names.includes(name)),
  );
  return { ...set, key: overwritten ? undefined : many.key };
}

/** Of pairs: each side's own key tells them apart, if it survives. */
function pairKey(matching: VectorMatching, set: LabelSet, left: Pick<Shape, 'key'>, right: Key): Key {
  const names = matching.labels.map(({ name }) => name);
  for (const key of [left.key, right]) {
    if (key?.every((name) => name !== '__name__' && names.includes(name) === matching.on)) return key;
  }
  return matching.on ? keyWithin(undefined, names, set) : undefined;
}

/** The many side's labels where the one side has the same; both must agree on every label that they are matched by. */
function meet(
  expr: BinaryExpr,
  matching: VectorMatching,
  many: Shape,
  one: Shape,
  flipped = false,
): LabelSet | { readonly never: string } {
  if (many.labels === one.labels && many.closed === one.closed) return many;
  const names = matching.on
    ? matching.labels.map(({ name }) => name)
    : new Set([...many.labels.keys(), ...one.labels.keys()]);
  let set: LabelSet = many;
  for (const name of names) {
    if (!matchesOn(matching, name)) continue;
    const mine = factsOf(many, name);
    const theirs = factsOf(one, name);
    const both = bothFacts(mine, theirs);
    if (both === 'never') return { never: disagreement(expr, name, flipped ? [one, many] : [many, one]) };
    if (both !== mine && !same(both, mine)) set = setLabel(set, name, both);
  }
  return set;
}

function same(left: ReturnType<typeof factsOf>, right: ReturnType<typeof factsOf>): boolean {
  return left?.always === right?.always && left?.values?.size === right?.values?.size;
}

function disagreement(expr: BinaryExpr, name: string, [left, right]: readonly [LabelSet, LabelSet]): string {
  const says = (set: LabelSet, other: LabelSet, text: string): string => {
    const facts = factsOf(set, name);
    const value = onlyValue(facts);
    if (facts === undefined) return `${text} never has the label '${name}'`;
    if (value !== undefined) return `${text} always has ${name}=${JSON.stringify(value)}`;
    if (facts.values === undefined || factsOf(other, name) === undefined)
      return `${text} always has the label '${name}'`;
    const values = [...facts.values];
    const shown = values.slice(0, 3).map((each) => JSON.stringify(each));
    return `${text} has ${name} only as ${shown.join(', ')}${values.length > 3 ? ', …' : ''}`;
  };
  const texts = [describe(expr.left, 'the left side'), describe(expr.right, 'the right side')] as const;
  const [mine, theirs] = texts[0] === texts[1] ? (['the left side', 'the right side'] as const) : texts;
  return `${says(left, right, mine)}, and ${says(right, left, theirs)}`;
}
