/**
 * What is asked of a Prometheus client library. Only the shape counts, so prom-client 15 and @prometheus-io/client both
 * fit, and this package imports neither: the application passes the one it has, and with it the one registry.
 */
export interface MetricClient<R> {
  readonly Counter: new (config: ClientConfig<R>) => ClientCounter;
  readonly Gauge: new (config: ClientConfig<R>) => ClientGauge;
  readonly Histogram: new (config: ClientConfig<R> & { buckets: number[] }) => ClientObserver;
  readonly Summary: new (config: ClientConfig<R> & { percentiles: number[] }) => ClientObserver;
}

/** The registry of a client, as far as it is used here. */
export interface ClientRegistry {
  getSingleMetric(name: string): object | undefined;
}

/** What a client is told about a new metric. */
export interface ClientConfig<R> {
  name: string;
  help: string;
  labelNames: string[];
  registers: R[];
}

/** The labels of one series, complete, each a string. */
export type SeriesLabels = Readonly<Record<string, string>>;

/** A counter of the client. */
export interface ClientCounter {
  inc(labels: SeriesLabels, value: number): void;
}

/** A gauge of the client. */
export interface ClientGauge {
  inc(labels: SeriesLabels, value: number): void;
  dec(labels: SeriesLabels, value: number): void;
  set(labels: SeriesLabels, value: number): void;
}

/** A histogram or summary of the client. */
export interface ClientObserver {
  observe(labels: SeriesLabels, value: number): void;
}
