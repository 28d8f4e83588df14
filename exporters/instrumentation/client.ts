/**
 * What is asked of a Prometheus client library. Only the shape counts, so the registries of prom-client 15 and of
 * @prometheus-io/client both fit, and this package imports neither: the application passes the one registry that it serves.
 */

/** The registry of a client, as far as metrics are put into it and found in it. */
export interface ClientRegistry {
  getSingleMetric(name: string): object | undefined;
  registerMetric(metric: object): void;
}

/** The labels of one series, complete, each a string. */
export type SeriesLabels = Readonly<Record<string, string>>;
