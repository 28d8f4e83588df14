import { ensurePrograms, ProgramError } from '../../local/index.ts';
import type { HistorySettings } from '../../scripts/replay/history.ts';
import { openMetricsFile } from '../../scripts/replay/open-metrics.ts';
import { couldNotRun } from '../support/could-not-run.ts';

/** The real Prometheus and promtool; `undefined` where they cannot be had, which is noted for the summary. */
export async function realPrograms(what: string): Promise<HistorySettings['programs'] | undefined> {
  try {
    const found = await ensurePrograms(['prometheus', 'promtool']);
    const [prometheus = '', promtool = ''] = [...found.values()].map(({ path }) => path);
    return { prometheus, promtool };
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    couldNotRun(what, error.message);
    return undefined;
  }
}

/** When the small histories of the tests begin. Milliseconds. */
export const beginning = Date.UTC(2026, 5, 1);

/** Writes series minute by minute: `{ 'up{job="api"}': [1, 1, undefined, 0] }`. */
export async function writeSeries(
  path: string,
  series: Readonly<Record<string, readonly (number | undefined)[]>>,
): Promise<void> {
  const file = openMetricsFile(path);
  for (const [name, values] of Object.entries(series)) {
    for (const [minute, value] of values.entries())
      if (value !== undefined) await file.sample(name, value, beginning + minute * 60_000);
  }
  await file.close();
}

/** A value so many times. */
export function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}
