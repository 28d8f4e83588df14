import type { Catalog, Series } from '../../promql/index.ts';

/** A series as Prometheus names it: its labels, `__name__` among them. */
export type LiveSeries = Readonly<Record<string, string>>;

/**
 * Where the series that a Prometheus really holds differ from what a stack's catalog says of them: names that nobody declared, labels
 * and values that cannot be there, labels that are missing. Each difference once, however many series have it; sorted. Labels of
 * `apart` are not compared.
 */
export function contradictions(catalog: Catalog, live: Iterable<LiveSeries>, apart: readonly string[] = []): string[] {
  const found = new Set<string>();
  for (const labels of live) {
    const name = labels.__name__ ?? '';
    const declared = catalog.find(name);
    if (declared.length === 0) found.add(`'${name}' of job '${labels.job ?? ''}' is in no catalog`);
    // A series has to agree with one of the sources of its name, not with all of them.
    const each = declared.map((series) => differences(series, labels, apart)).sort((a, b) => a.length - b.length);
    for (const difference of each[0] ?? []) found.add(`'${name}' of job '${labels.job ?? ''}' ${difference}`);
  }
  return [...found].sort();
}

function differences(series: Series, live: LiveSeries, apart: readonly string[]): string[] {
  const found: string[] = [];
  for (const [name, value] of Object.entries(live)) {
    if (name === '__name__' || apart.includes(name)) continue;
    const facts = series.labels.get(name);
    if (facts === undefined) {
      if (series.closed)
        found.push(`has a label '${name}' (${JSON.stringify(value)}), which its catalog does not know`);
    } else if (facts.values !== undefined && !facts.values.has(value)) {
      found.push(`has ${name}=${JSON.stringify(value)}, which its catalog does not list`);
    }
  }
  for (const [name, { always }] of series.labels) {
    if (always && live[name] === undefined && !apart.includes(name))
      found.push(`has no label '${name}', which its catalog promises`);
  }
  return found;
}
