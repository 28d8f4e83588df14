import { factsOf, type LabelSet, onlyValue } from './labels.ts';

/** Labels that tell series apart, see `Shape.key`. */
export type Key = readonly string[] | undefined;

/** Without labels that are never there or always the same: those tell nothing apart. */
export function telling(key: readonly string[], set: LabelSet): readonly string[] {
  const tells = (name: string): boolean => {
    if (name === '__name__') return true;
    const facts = factsOf(set, name);
    return facts !== undefined && onlyValue(facts) === undefined;
  };
  return key.every(tells) ? key : key.filter(tells);
}

/** Of groups that have these labels in common. `set`: the labels of what is grouped. */
export function keyWithin(key: Key, kept: readonly string[], set: LabelSet): Key {
  if (key?.every((name) => kept.includes(name))) return key;
  const own = telling(kept, set);
  // One of the labels may follow from another, as the node of a pod does; which, nobody says.
  return own.length <= 1 || own.every((name) => key?.includes(name)) ? own : undefined;
}

/** Of groups that have all labels but these in common. */
export function keyWithout(key: Key, dropped: readonly string[], set: LabelSet): Key {
  if (key === undefined || !key.some((name) => dropped.includes(name))) return key;
  if (!set.closed) return undefined;
  const kept = [...set.labels.keys()].filter((name) => !dropped.includes(name));
  return keyWithin(key, kept, set);
}

/** Of series that are one of several: by the keys of each, and by what tells the several apart. */
export function eitherKey(alternatives: readonly (LabelSet & { readonly key: Key })[], merged: LabelSet): Key {
  const [first] = alternatives;
  if (first === undefined) return undefined;
  const names = new Set<string>();
  for (const { key } of alternatives) {
    if (key === undefined) return undefined;
    for (const name of key) names.add(name);
  }
  const separator = [...names, ...merged.labels.keys()].find((name) => separates(name, alternatives, merged));
  if (separator !== undefined) return telling([...names.add(separator)], merged);
  for (const name of merged.labels.keys()) {
    if (names.has(name)) continue;
    const facts = alternatives.map((one) => factsOf(one, name));
    if (facts.every((one) => alike(one, facts[0]))) continue;
    // Of equal or unknown values nobody knows whether the same ones stand on the same series.
    if (facts.every((one) => one?.values === undefined || sameValues(one, facts[0]))) return undefined;
    names.add(name);
  }
  return telling([...names], merged);
}

/** Whether no value of a label is found on two of the alternatives. At most one of them may be without it. */
function separates(name: string, alternatives: readonly LabelSet[], merged: LabelSet): boolean {
  const facts = alternatives.map((one) => factsOf(one, name));
  const there = facts.filter((one) => one !== undefined);
  if (facts.length - there.length > 1 || !there.every(({ always }) => always)) return false;
  if (there.length === 1) return true;
  const values = merged.labels.get(name)?.values?.size;
  return values === there.reduce((sum, one) => sum + (one.values?.size ?? Number.NaN), 0);
}

type Facts = ReturnType<typeof factsOf>;

/** Known from the same source, or one and the same value: such a label follows from the same others on both sides. */
function alike(left: Facts, right: Facts): boolean {
  if (left === right) return true;
  return onlyValue(left) !== undefined && onlyValue(left) === onlyValue(right);
}

function sameValues(left: Facts, right: Facts): boolean {
  if (left?.values === undefined || right?.values === undefined) return left === right;
  if (left.always !== right.always || left.values.size !== right.values.size) return false;
  for (const value of left.values) if (!right.values.has(value)) return false;
  return true;
}
