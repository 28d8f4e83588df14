/** Pauses of the garbage collector, every one of them: after a busy stretch many are told at once, and each is counted. */
import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';
import type { Handles } from '../handles.ts';
import type { nodejsMetrics } from './metrics.ts';

type Kind = 'major' | 'minor' | 'incremental' | 'weakcb';

const KINDS: ReadonlyMap<number, Kind> = new Map([
  [constants.NODE_PERFORMANCE_GC_MAJOR, 'major'],
  [constants.NODE_PERFORMANCE_GC_MINOR, 'minor'],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, 'incremental'],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, 'weakcb'],
]);

/** Observes the collector from now on. `read` takes what is not yet told, `stop` ends it. */
export function watchGarbage({ gcDuration }: Pick<Handles<typeof nodejsMetrics>, 'gcDuration'>): {
  read(): void;
  stop(): void;
} {
  const cells = new Map([...KINDS].map(([number, kind]) => [number, gcDuration.with({ kind })]));
  const record = (entries: readonly PerformanceEntry[]) => {
    for (const entry of entries) cells.get(kindOf(entry))?.observe(entry.duration / 1000);
  };
  const observer = new PerformanceObserver((list) => record(list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  return {
    read: () => record(takeRecords(observer)),
    stop: () => observer.disconnect(),
  };
}

/** The number of its kind, which the types of Node.js 20 leave out. */
function kindOf(entry: PerformanceEntry & { readonly detail?: unknown }): number {
  const { detail } = entry;
  return typeof detail === 'object' && detail !== null && 'kind' in detail ? Number(detail.kind) : Number.NaN;
}

/** What waits to be told. The types of Node.js 20 leave the method out. */
function takeRecords(observer: PerformanceObserver & { takeRecords?(): PerformanceEntry[] }): PerformanceEntry[] {
  return observer.takeRecords?.() ?? [];
}
