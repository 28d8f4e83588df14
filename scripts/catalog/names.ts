/** `node_memory_MemTotal_bytes` without `node_` as a name in a program: `memoryMemTotalBytes`. */
function camelCase(name: string): string {
  const words = name.split(/[_:.\W]+/).filter((word) => word !== '');
  const [first = '', ...others] = words;
  const joined = lowered(first) + others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[0-9]/.test(joined) ? `_${joined}` : joined;
}

/** The first letter small; of a word that is all capitals, such as ALERTS, every letter. */
function lowered(word: string): string {
  return /^[A-Z0-9]+$/.test(word) ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1);
}

/**
 * A key for each metric, from its name without the prefix and without the `_total` of counters. Where two would be the same,
 * the later one keeps its whole name.
 */
export function keysOf(metrics: readonly string[], prefix: string): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const keys = new Map<string, string>();
  for (const name of metrics) {
    const rest = prefix !== '' && name.startsWith(prefix) && name !== prefix ? name.slice(prefix.length) : name;
    const candidates = [camelCase(rest.replace(/_total$/, '')), camelCase(rest), camelCase(name)];
    let key = candidates.find((each) => each !== '' && !taken.has(each)) ?? camelCase(name);
    while (taken.has(key)) key = `${key}_`;
    taken.add(key);
    keys.set(name, key);
  }
  return keys;
}
