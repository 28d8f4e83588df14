import type { ExposedRegistry } from '../exposition/registry.ts';

/**
 * A registry for what is pushed, for programs that have no client library: it only holds metrics. Metrics of the names in
 * `without` are taken and not shown.
 */
export function batchRegistry(without: ReadonlySet<string> = new Set()): ExposedRegistry {
  const metrics = new Map<string, object>();
  return {
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
    getSingleMetric: (name) => metrics.get(name),
    registerMetric(metric) {
      if (!('name' in metric) || typeof metric.name !== 'string') throw new TypeError('a metric has a name');
      metrics.set(metric.name, metric);
    },
    getMetricsAsArray: () => [...metrics].flatMap(([name, metric]) => (without.has(name) ? [] : [metric])),
  };
}
