/**
 * The samples of the client's own metrics, each asked by itself and with a deadline: one collector that throws or never answers
 * takes neither the others nor the scrape with it.
 */
import { instrumentOwn } from '../instrument.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { collectorMetrics } from '../own-metrics.ts';
import type { ClientFamily, ClientMetric, ExposedRegistry } from './registry.ts';

/** By metric, so that a collector that hangs is not started again at every scrape. */
const asked = new WeakMap<ClientMetric, (milliseconds: number) => Promise<ClientFamily | undefined>>();

/** The samples of a metric of the client; none when it failed or took longer than `milliseconds`. */
export async function gather(
  metric: ClientMetric,
  registry: ExposedRegistry,
  milliseconds: number,
): Promise<ClientFamily | undefined> {
  const ask =
    asked.get(metric) ??
    oneAtATime(() => (typeof metric.getForPromString === 'function' ? metric.getForPromString() : metric.get()));
  asked.set(metric, ask);
  const family = await ask(milliseconds);
  note(registry, metric.name, family !== undefined);
  return family;
}

/** From the first failure on, so that metrics that never fail cost no series. */
function note(registry: ExposedRegistry, collector: string, success: boolean): void {
  if (success && registry.getSingleMetric(collectorMetrics.success.name) === undefined) return;
  const known = failed.get(registry) ?? new Set();
  failed.set(registry, known);
  if (!success) known.add(collector);
  if (known.has(collector)) instrumentOwn(collectorMetrics, registry).success.set({ collector }, success ? 1 : 0);
}

const failed = new WeakMap<ExposedRegistry, Set<string>>();
