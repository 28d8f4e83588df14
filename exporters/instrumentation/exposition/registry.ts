/**
 * What is read of a client's registry. Only the shape counts: `Registry` of prom-client 15 and of @prometheus-io/client both fit,
 * also merged ones.
 */
import type { ClientRegistry } from '../client.ts';

/** A registry that can be exposed. */
export interface ExposedRegistry extends ClientRegistry {
  /** The format that is answered where a request has no wish of its own. */
  readonly contentType: string;
  /** Every metric object, those of the client and ours. */
  getMetricsAsArray(): readonly object[];
}

/** A metric object of the client, as both clients have it. */
export interface ClientMetric {
  readonly name: string;
  get(): Promise<ClientFamily> | ClientFamily;
  /** Like `get`, but the labels that samples share are not copied to each. */
  getForPromString?(): Promise<ClientFamily> | ClientFamily;
  readonly collect?: unknown;
}

/** What a metric object of the client answers. */
export interface ClientFamily {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly values: readonly ClientSample[];
}

/** One sample of it. */
export interface ClientSample {
  readonly value: number;
  readonly labels?: Readonly<Record<string, unknown>>;
  readonly sharedLabels?: Readonly<Record<string, unknown>>;
  readonly metricName?: string;
  readonly exemplar?: ClientExemplar | null;
}

/** The exemplar of a sample. `timestamp` is in seconds since 1970. */
export interface ClientExemplar {
  readonly labelSet: Readonly<Record<string, unknown>>;
  readonly value: number;
  readonly timestamp?: number;
}

/** Whether a thing in a registry is a metric that can be asked for its samples. */
export function isClientMetric(metric: object): metric is ClientMetric {
  return 'name' in metric && typeof metric.name === 'string' && 'get' in metric && typeof metric.get === 'function';
}
