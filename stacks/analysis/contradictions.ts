import type { Catalog, Series } from '../../promql/index.ts';

/** A series as Prometheus names it: its labels, `__name__` among them. */
export type LiveSeries = Readonly<Record<string, string>>;

/**
 * Where the series that a Prometheus really holds differ from what a stack's catalog says of them: names that nobody declared, labels
 * and values that cannot be there, labels that are missing. Each difference once, however many series have it; sorted.
 */
export function contradictions(catalog: Catalog, live: Iterable<LiveSeries>): string[] {
  const found = new Set<string>();
  for (const labels of live) {
    const name = labels.__name__ ?? '';
    const declared = catalog.find(name);
    if (declared.length === 0) found.add(`'${name}' of job '${labels.job ?? ''}' is in no catalog`);
    // A series has to agree with one of the sources of its name, not with all of them.
    else if (declared.every((series) => differences(series, labels).length > 0)) {
      const nearest =
        declared.map((series) => differences(series, labels)).sort((a, b) => a.length - b.length)[0] ?? [];
      for (const difference of nearest) found.add(`'${name}' of job '${labels.job ?? ''}' ${difference}`);
    }
  }
  return [...found].sort();
}

function differences(series: Series, live: LiveSeries): string[] {
  const found: string[] = [];
  for (const [name, value] of Object.entries(live)) {
    if (name === '__name__') continue;
    const facts = series.labels.get(name);
    if (facts === undefined) {
      if (series.closed)
        found.push(`has a label '${name}' (${JSON.stringify(value)}), which its catalog does not know`);
    } else if (facts.values !== undefined && !facts.values.has(value)) {
      found.push(`has ${name}=${JSON.stringify(value)}, which its catalog does not list`);
    }
  }
  for (const [name, { always }] of series.labels) {
    if (always && live[name] === undefined) found.push(`has no label '${name}', which its catalog promises`);
  }
  return found;
}
