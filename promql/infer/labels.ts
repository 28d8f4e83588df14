import type { LabelFacts } from './catalog.ts';

/** What is known of labels by their names. */
export type Labels = ReadonlyMap<string, LabelFacts>;

/** The labels of something, and whether there can be others. */
export interface LabelSet {
  readonly labels: Labels;
  /** No other label can be there. */
  readonly closed: boolean;
}

/** No labels at all. */
export const noLabels: LabelSet = { labels: new Map(), closed: true };
/** Nothing is known. */
export const openLabels: LabelSet = { labels: new Map(), closed: false };

const sometimes: LabelFacts = { always: false };

/** A label that is always there with that value. */
export function constantLabel(value: string): LabelFacts {
  return { always: true, values: new Set([value]) };
}

/** What is known of one label: `undefined` when it can never be there. */
export function factsOf({ labels, closed }: LabelSet, name: string): LabelFacts | undefined {
  return labels.get(name) ?? (closed ? undefined : sometimes);
}

/** The one value that a label always has. */
export function onlyValue(facts: LabelFacts | undefined): string | undefined {
  if (facts?.always !== true || facts.values?.size !== 1) return undefined;
  for (const value of facts.values) return value;
  return undefined;
}

/** Of something that is one of several. */
export function eitherLabels(sets: readonly LabelSet[]): LabelSet {
  const [first = openLabels, ...others] = sets;
  if (others.every((other) => other.labels === first.labels && other.closed === first.closed)) return first;
  const labels = new Map<string, LabelFacts>();
  for (const set of sets) {
    for (const name of set.labels.keys()) {
      if (!labels.has(name)) labels.set(name, eitherFacts(sets.map((one) => factsOf(one, name))));
    }
  }
  return { labels, closed: sets.every(({ closed }) => closed) };
}

function eitherFacts(alternatives: readonly (LabelFacts | undefined)[]): LabelFacts {
  const [first] = alternatives;
  if (first !== undefined && alternatives.every((facts) => facts === first)) return first;
  let always = true;
  let values: Set<string> | undefined = new Set();
  for (const facts of alternatives) {
    if (facts?.always !== true) always = false;
    if (facts === undefined) continue;
    if (facts.values === undefined) values = undefined;
    else for (const value of facts.values) values?.add(value);
  }
  return values === undefined ? { always } : { always, values };
}

/** Of series that have the same value on both sides, where a missing label is an empty value: `never` when they cannot. */
export function bothFacts(
  left: LabelFacts | undefined,
  right: LabelFacts | undefined,
): LabelFacts | undefined | 'never' {
  if (left === right) return left;
  const always = (left?.always ?? false) || (right?.always ?? false);
  if (left === undefined || right === undefined) return always ? 'never' : undefined;
  const values = intersect(left.values, right.values);
  if (values === undefined) return { always };
  if (values.size > 0) return { always, values };
  return always ? 'never' : undefined;
}

function intersect(
  left: ReadonlySet<string> | undefined,
  right: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return new Set([...left].filter((value) => right.has(value)));
}

/** Only those labels. */
export function keepLabels(set: LabelSet, names: readonly string[]): LabelSet {
  const labels = new Map<string, LabelFacts>();
  for (const name of names) {
    const facts = name === '__name__' ? undefined : factsOf(set, name);
    if (facts !== undefined) labels.set(name, facts);
  }
  return { labels, closed: true };
}

/** All but those. Of labels nobody knows of, others may be there still. */
export function dropLabels(set: LabelSet, names: readonly string[]): LabelSet {
  if (!names.some((name) => set.labels.has(name))) return set;
  const labels = new Map(set.labels);
  for (const name of names) labels.delete(name);
  return { labels, closed: set.closed };
}

/** With that label; `undefined`: without it. */
export function setLabel(set: LabelSet, name: string, facts: LabelFacts | undefined): LabelSet {
  if (facts === undefined) return dropLabels(set, [name]);
  return { labels: new Map(set.labels).set(name, facts), closed: set.closed };
}
