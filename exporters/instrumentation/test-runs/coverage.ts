import type { COVERED } from './metrics.ts';

/** Shares of the code that were run, from 0 to 1. What has no code of a kind has no share of it. */
export type Coverage = Partial<Record<(typeof COVERED)[number], number>>;

/**
 * Reads the coverage of a run out of the map that Vitest hands to its reporters, for both of its providers. A thing of another
 * shape has none.
 */
export function coverageOf(map: unknown): Coverage {
  if (typeof map !== 'object' || map === null || !('getCoverageSummary' in map)) return {};
  if (typeof map.getCoverageSummary !== 'function') return {};
  const summary: unknown = map.getCoverageSummary();
  if (typeof summary !== 'object' || summary === null) return {};
  const coverage: Coverage = {};
  for (const kind of ['lines', 'statements', 'branches', 'functions'] as const) {
    const share = shareOf(Reflect.get(summary, kind));
    if (share !== undefined) coverage[kind] = share;
  }
  return coverage;
}

function shareOf(totals: unknown): number | undefined {
  if (typeof totals !== 'object' || totals === null) return undefined;
  const share = Number(Reflect.get(totals, 'covered')) / Number(Reflect.get(totals, 'total'));
  return Number.isFinite(share) ? share : undefined;
}
