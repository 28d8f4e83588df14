import { openMetricsFile, seriesText } from '../../../scripts/replay/open-metrics.ts';
import type { Plan } from '../../../stacks/model/index.ts';
import { type Conditions, step } from './conditions.ts';
import { type DeclaredIncident, incidents } from './incidents.ts';
import { random } from './random.ts';
import { type DeclaredSeries, declaredSeries } from './series/index.ts';

/** Samples between two of a value that does not change: Prometheus looks back for five minutes. */
const sparse = 4;

/** Conditions as incidents change them. */
export function withIncidents(
  normal: readonly Conditions[],
  all: readonly Pick<DeclaredIncident, 'from' | 'to' | 'change'>[],
): Conditions[] {
  return normal.map((before) => {
    let now = before;
    for (const { from, to, change } of all) {
      if (now.time < from || now.time >= to) continue;
      now = { ...now, ...change(now, (now.time - from) / (to - from)) };
    }
    return now;
  });
}

/** Writes the history of a stack in OpenMetrics format. Returns how many samples it has. */
export async function writeHistory(plan: Plan, path: string, moments: readonly Conditions[]): Promise<number> {
  const file = openMetricsFile(path);
  let count = 0;
  for (const series of declaredSeries(plan)) {
    const text = seriesText(series.name, series.labels);
    for (const [time, value] of samples(series, moments)) {
      await file.sample(text, value, time * 1000);
      count += 1;
    }
  }
  await file.close();
  return count;
}

/**
 * Time in seconds and value. A counter begins anew where its series has had a gap, as a process does. It counts whole things, more or
 * less of them by chance, and all counters of one instance alike: a bucket never has more than the next one.
 */
function* samples(
  { name, labels, kind, of, every = 1 }: DeclaredSeries,
  moments: readonly Conditions[],
): Generator<[number, number]> {
  const chance = random(seedOf(labels.instance ?? ''));
  let total = 0;
  let last: { readonly value: number; readonly index: number } | undefined;
  for (const [index, now] of moments.entries()) {
    const value = of(now);
    const luck = chance();
    if (value === undefined) {
      total = 0;
      last = undefined;
      continue;
    }
    if (kind === 'rate') total += ofTime.has(name) ? value * step : Math.floor(value * step + luck);
    const shown = kind === 'rate' ? total : value;
    // How fresh a target is can be asked of `up`; of everything else only what it is.
    if (index % every !== 0) continue;
    if (name !== 'up' && last?.value === shown && index - last.index < sparse) continue;
    last = { value: shown, index };
    yield [now.time, shown];
  }
}

/** Counters of time, which is no number of things. */
const ofTime = new Set(['node_cpu_seconds_total', 'process_cpu_seconds_total']);

function seedOf(text: string): number {
  return [...text].reduce((sum, char) => (Math.imul(sum, 31) + (char.codePointAt(0) ?? 0)) | 0, 7);
}

/** The incidents as the command reads them. */
export function incidentsFile(all: readonly DeclaredIncident[] = incidents): string {
  return JSON.stringify(all.map(({ change: _, ...rest }) => rest));
}
