/** Which items of two lists are the same thing before and after. */
export interface Pairs<T> {
  readonly both: readonly (readonly [before: T, after: T])[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/**
 * Finds for each item the one that it became: first by the first key, those that are left by the next one. Items with the same key are
 * taken in their order. Pairs stand in the order of `after`.
 */
export function pair<T>(before: readonly T[], after: readonly T[], keys: readonly ((item: T) => string)[]): Pairs<T> {
  const found = new Map<T, T>();
  let [old, now] = [[...before], [...after]];
  for (const key of keys) {
    const waiting = groupBy(old, key);
    for (const item of now) {
      const partner = waiting.get(key(item))?.shift();
      if (partner !== undefined) found.set(item, partner);
    }
    const taken = new Set(found.values());
    old = old.filter((item) => !taken.has(item));
    now = now.filter((item) => !found.has(item));
  }
  const both = after.flatMap((item) => {
    const partner = found.get(item);
    return partner === undefined ? [] : [[partner, item] as const];
  });
  return { both, removed: old, added: now };
}

/** The items by a key, each in its order. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
