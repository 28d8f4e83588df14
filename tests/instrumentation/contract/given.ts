import {
  bounded,
  counter,
  defineMetrics,
  type Exposed,
  expose,
  gauge,
  histogram,
  instrument,
  open,
  summary,
  wholeBody,
} from '@narthex/instrumentation';
import { parseExposition, type Samples } from '../exposition.ts';

/** A client under test: prom-client 15, or @prometheus-io/client, whose types differ only in what is not used here. */
export type Client = typeof import('prom-client');

/** Metrics of every kind. */
export const set = defineMetrics({
  requests: counter('requests_total', 'Requests.', { labels: { method: ['GET', 'POST'], route: bounded(50) } }),
  restarts: counter('restarts_total', 'Restarts.'),
  depth: gauge('depth', 'Depth.', { labels: { queue: open() } }),
  duration: histogram('duration_seconds', 'Duration.', {
    unit: 'seconds',
    labels: { kind: open() },
    buckets: [0.1, 1],
  }),
  size: summary('size_bytes', 'Size.', { unit: 'bytes', quantiles: [0.5] }),
});

/** A registry of the client with these metrics, and what it was warned of. */
export function started(client: Client) {
  const registry = new client.Registry();
  const warnings: string[] = [];
  const metrics = instrument(set, { registry, warn: (message) => warnings.push(message) });
  return {
    registry,
    metrics,
    warnings,
    /** As the client itself writes it. */
    theirs: async (): Promise<Samples> => parseExposition(await registry.metrics()),
    /** As `expose` writes it. */
    ours: async (): Promise<Samples> => samplesOf(await expose(registry)),
  };
}

/** The samples of an answer. */
export async function samplesOf(exposed: Exposed): Promise<Samples> {
  return parseExposition(await textOf(exposed));
}

/** The text of an answer. */
export async function textOf(exposed: Exposed): Promise<string> {
  return (await wholeBody(exposed)).toString('utf8');
}
