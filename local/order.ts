import type { Edge, Purpose } from '../stacks/model/index.ts';

/** The stronger the need, the earlier it is heard: a part without its data fails, a scraper without its target only says so. */
const byNeed: readonly Purpose[] = ['data', 'alert', 'deliver', 'query', 'probe', 'ask', 'scrape'];

/**
 * For each part, the parts that must be healthy before it starts: those that it connects to. Where parts need each other in a
 * circle, the weaker need gives way, so an order always exists.
 */
export function startOrder(parts: readonly string[], edges: readonly Edge[]): ReadonlyMap<string, readonly string[]> {
  const needs = new Map<string, string[]>(parts.map((part) => [part, []]));
  const reaches = (from: string, to: string): boolean =>
    from === to || (needs.get(from) ?? []).some((next) => reaches(next, to));
  for (const purpose of byNeed) {
    for (const { from, to } of edges.filter((edge) => edge.purpose === purpose)) {
      const known = needs.get(from);
      if (known === undefined || !needs.has(to) || known.includes(to) || reaches(to, from)) continue;
      known.push(to);
    }
  }
  return needs;
}
