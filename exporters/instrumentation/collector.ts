/**
 * Metrics that are read when somebody scrapes, such as the length of a queue: each collector by itself and with a deadline, so that
 * one that fails or hangs takes neither the others nor the scrape with it.
 */
import type { ClientRegistry, SeriesLabels } from './client.ts';
import type { MetricDefinition, MetricSet } from './definition.ts';
import { type Duration, durationOf } from './duration.ts';
import { asFamily, type Refresh } from './family.ts';
import type { Handles } from './handles.ts';
import { instrument, instrumentOwn } from './instrument.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { collectorMetrics } from './own-metrics.ts';

/** What a collector is made of. */
export interface CollectorOptions<S extends MetricSet> {
  readonly registry: ClientRegistry;
  /** Its name in `narthex_collector_success`. */
  readonly name: string;
  /** What it gives values to. */
  readonly metrics: S;
  /** Labels with one value each for every series. */
  readonly labels?: SeriesLabels;
  /** How long it may take; `2s` when absent. Afterwards the values of before are served. */
  readonly deadline?: Duration;
}

const DEADLINE = '2s';

/**
 * Has `read` called before every scrape to bring the metrics up to date, and returns a function that ends that:
 *
 * ```ts
 * collectOnScrape({ registry, name: 'queue', metrics: queueMetrics }, async ({ depth }) => depth.set(await queue.length()));
 * ```
 *
 * A `read` that is still under way is not called again. One that throws or is late shows as 0 in `narthex_collector_success`. Throws what
 * `instrument` throws, and for a deadline that is no duration.
 */
export function collectOnScrape<S extends MetricSet>(
  options: CollectorOptions<S>,
  read: (handles: Handles<S>) => void | Promise<void>,
): () => void {
  const { registry, metrics, labels = {} } = options;
  const handles = instrument(metrics, { registry, labels });
  return isolate({ ...options, metrics: Object.values(metrics) }, () => read(handles));
}

/** What is read before a scrape, and where. */
export interface Isolated {
  readonly registry: ClientRegistry;
  readonly name: string;
  /** Metrics of the registry that wait for it. */
  readonly metrics: readonly MetricDefinition[];
  readonly deadline?: Duration;
}

/** Has `read` called before every scrape of metrics that stand in the registry, as `collectOnScrape` does. */
export function isolate(
  { registry, name, metrics, deadline = DEADLINE }: Isolated,
  read: () => void | Promise<void>,
): () => void {
  const patience = durationOf('deadline', deadline);
  const success = instrumentOwn(collectorMetrics, registry).success.with({ collector: name });
  success.set(1);
  const attempt = oneAtATime(async () => {
    await read();
    return true;
  });
  const run: Refresh = async () => success.set((await attempt(patience)) === true ? 1 : 0);
  // What tells of the success waits for it too, wherever it stands in the scrape.
  const waiting = [...metrics, collectorMetrics.success];
  const families = waiting.flatMap((definition) => asFamily(registry.getSingleMetric(definition.name)) ?? []);
  for (const family of families) family.refreshes.add(run);
  return () => {
    for (const family of families) family.refreshes.delete(run);
    // Nobody waits for it any more: a failure that stood there for ever would keep an alert firing.
    success.set(1);
  };
}
