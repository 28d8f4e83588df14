/** The base units of a metric. The name of a metric ends in its unit, so that a reader of a query sees it. */
export const UNITS = [
  'seconds',
  'bytes',
  'ratio',
  'celsius',
  'meters',
  'volts',
  'amperes',
  'joules',
  'grams',
  'dollars',
  'euros',
] as const;

/** One of the base units: durations in seconds, sizes in bytes, shares as a ratio from 0 to 1. */
export type Unit = (typeof UNITS)[number];

/** A label that takes any string, of which at most `limit` different ones are kept. */
export interface BoundedLabel {
  readonly kind: 'bounded';
  readonly limit: number;
}

/** A label that takes any string, without a limit of its own. */
export interface OpenLabel {
  readonly kind: 'open';
}

/** What values a label takes: a fixed list, at most n, or any. */
export type LabelSpec = readonly string[] | BoundedLabel | OpenLabel;

/** The labels of a metric by name. */
export type Labels = Readonly<Record<string, LabelSpec>>;

/** No labels at all. */
export type NoLabels = Readonly<Record<never, LabelSpec>>;

interface Definition<L extends Labels> {
  readonly name: string;
  readonly help: string;
  readonly unit?: Unit;
  readonly labels: L;
}

/** A count that only grows. Its name ends in `_total`. */
export interface CounterDefinition<L extends Labels = Labels> extends Definition<L> {
  readonly type: 'counter';
}

/** A value that goes up and down. */
export interface GaugeDefinition<L extends Labels = Labels> extends Definition<L> {
  readonly type: 'gauge';
}

/** Observations counted by upper bound. `buckets` are in the unit of the metric, increasing, without `+Inf`. */
export interface HistogramDefinition<L extends Labels = Labels> extends Definition<L> {
  readonly type: 'histogram';
  readonly buckets: readonly number[];
}

/** Observations with quantiles computed in the process. `quantiles` lie between 0 and 1. */
export interface SummaryDefinition<L extends Labels = Labels> extends Definition<L> {
  readonly type: 'summary';
  readonly quantiles: readonly number[];
}

/** One metric: plain data that survives JSON. As a string it is its name: `${http.requests}` in PromQL. */
export type MetricDefinition<L extends Labels = Labels> =
  | CounterDefinition<L>
  | GaugeDefinition<L>
  | HistogramDefinition<L>
  | SummaryDefinition<L>;

/** Metrics by the name that the code uses for them, as `defineMetrics` takes and returns them. */
export type MetricSet = Readonly<Record<string, MetricDefinition>>;

/** Unit and labels of a metric; both may be left out. */
export interface MetricOptions<L extends Labels> {
  readonly unit?: Unit;
  readonly labels?: L;
}

/**
 * A label that takes any string but keeps at most `limit` different values; later ones are counted under `__other__`.
 * For values from a known but long list: routes, queue names, modules of a CRM.
 */
export function bounded(limit: number): BoundedLabel {
  return { kind: 'bounded', limit };
}

/**
 * A label that takes any string, without a limit. Danger: every new value is a new series that lives until the process
 * ends, so a user id, a URL or an error message here fills the memory of the program and of Prometheus. Only the series
 * limit of `instrument` stands in the way. Prefer a list or `bounded`.
 */
export function open(): OpenLabel {
  return { kind: 'open' };
}

// NoInfer: inside defineMetrics the labels would else be inferred from what the set allows, which is any.

/** Defines a counter, `counter('http_requests_total', 'HTTP requests served.', { labels })`. */
export function counter<const L extends Labels = NoLabels>(
  name: string,
  help: string,
  options: MetricOptions<L> = {},
): CounterDefinition<NoInfer<L>> {
  return definition({ type: 'counter', ...common(name, help, options) });
}

/** Defines a gauge, `gauge('agent_queue_depth', 'Tasks that wait.', { labels })`. */
export function gauge<const L extends Labels = NoLabels>(
  name: string,
  help: string,
  options: MetricOptions<L> = {},
): GaugeDefinition<NoInfer<L>> {
  return definition({ type: 'gauge', ...common(name, help, options) });
}

/** Defines a histogram. `buckets` are upper bounds in the unit of the metric; `+Inf` is added by the client. */
export function histogram<const L extends Labels = NoLabels>(
  name: string,
  help: string,
  options: MetricOptions<L> & { readonly buckets: readonly number[] },
): HistogramDefinition<NoInfer<L>> {
  return definition({ type: 'histogram', ...common(name, help, options), buckets: options.buckets });
}

/**
 * Defines a summary. Its quantiles cannot be aggregated over instances; where that is wanted, use a histogram.
 */
export function summary<const L extends Labels = NoLabels>(
  name: string,
  help: string,
  options: MetricOptions<L> & { readonly quantiles: readonly number[] },
): SummaryDefinition<NoInfer<L>> {
  return definition({ type: 'summary', ...common(name, help, options), quantiles: options.quantiles });
}

/** The names of the series that a metric exposes: `['x_bucket', 'x_sum', 'x_count']` for a histogram `x`. */
export function seriesOf(metric: MetricDefinition): readonly string[] {
  switch (metric.type) {
    case 'histogram':
      return [`${metric.name}_bucket`, `${metric.name}_sum`, `${metric.name}_count`];
    case 'summary':
      return [metric.name, `${metric.name}_sum`, `${metric.name}_count`];
    default:
      return [metric.name];
  }
}

function common<L extends Labels>(name: string, help: string, options: MetricOptions<L>) {
  // Without labels L is inferred as NoLabels, so the empty object has its shape.
  const labels = options.labels ?? ({} as L);
  return options.unit === undefined ? { name, help, labels } : { name, help, unit: options.unit, labels };
}

function definition<D extends MetricDefinition>(fields: D): D {
  return Object.defineProperty(fields, 'toString', { value: () => fields.name, enumerable: false });
}
