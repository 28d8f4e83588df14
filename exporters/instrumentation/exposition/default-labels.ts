/** The labels that `registry.setDefaultLabels` gives to every series. No client shows them, but each writes them. */
import type { ExposedRegistry } from './registry.ts';

const PAIR = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/g;

/** Name and escaped value of each, as the client writes them for a metric that has no labels of its own. */
export async function defaultLabels(registry: ExposedRegistry): Promise<ReadonlyMap<string, string>> {
  if (!('getMetricsAsString' in registry) || typeof registry.getMetricsAsString !== 'function') return NONE;
  const answer = { name: 'probe', help: '', type: 'gauge', values: [{ value: 0, labels: {} }], aggregator: 'omit' };
  const text: unknown = await registry.getMetricsAsString({ ...answer, get: () => Promise.resolve(answer) });
  if (typeof text !== 'string' || !text.includes('{')) return NONE;
  return new Map([...text.slice(text.indexOf('{')).matchAll(PAIR)].map(([, name = '', value = '']) => [name, value]));
}

const NONE: ReadonlyMap<string, string> = new Map();
