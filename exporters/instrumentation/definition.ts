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
  'timestamp',
] as const;

/**
 * One of the base units: durations in seconds, sizes in bytes, shares as a ratio from 0 to 1. `timestamp` is a point in time as
 * seconds since 1970, whose name ends in `_timestamp_seconds`.
 */
export type Unit = (typeof UNITS)[number];

/** A label that takes any string, of which at most `limit` different ones are kept. */
export interface BoundedLabel {
  readonly kind: 'bounded';
  readonly limit: number;
  /** How many different values one target usually has, for the estimate of what it costs. */
  readonly typically?: number;
  /** Taken from `withLabels` where a caller does not give it. */
  readonly perRequest?: true;
}

/** A label that takes any string, without a limit of its own. */
export interface OpenLabel {
  readonly kind: 'open';
  /** How many different values one target usually has, for the estimate of what it costs. */
  readonly typically?: number;
  /** Not every series carries it. */
  readonly sometimes?: true;
  /** Taken from `withLabels` where a caller does not give it. */
  readonly perRequest?: true;
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
  readonly key?: readonly string[];
  readonly range?: readonly [min: number, max: number];
  readonly series?: number;
}

/** A count that only grows. Its name ends in `_total`. */
export interface CounterDefinition<L extends Labels = Labels> extends Definition<L> {
  readonly type: 'counter';
}

/** A value that goes up and down. */
export interface GaugeDefinition<L extends Labels = Labels> extends Definition<L> {
  readonly type: 'gauge';
  /** Always 1: what it says is in its labels, and others take them over in a join. */
  readonly info?: true;
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

/** What there is to say about a metric besides its name; all of it may be left out. */
export interface MetricOptions<L extends Labels> {
  readonly unit?: Unit;
  readonly labels?: L;
  /** The labels that tell its series apart, where the others follow from them: a join on these finds one series. Default: all. */
  readonly key?: readonly (keyof NoInfer<L> & string)[];
  /** No value lies outside: `[0, 1]` for yes and no. Known without saying for counters, histograms and ratios. */
  readonly range?: readonly [min: number, max: number];
  /** About how many series one target has, where that is not the product of what its key labels take. */
  readonly series?: number;
}

/**
 * A label that takes any string but keeps at most `limit` different values; later ones are counted under `__other__`.
 * For values from a known but long list: routes, queue names, modules of a CRM.
 */
export function bounded(limit: number, facts: Pick<BoundedLabel, 'typically'> = {}): BoundedLabel {
  return { kind: 'bounded', limit, ...facts };
}

/**
 * A label that takes any string, without a limit. Danger: every new value is a new series that lives until the process
 * ends, so a user id, a URL or an error message here fills the memory of the program and of Prometheus. Only the series
 * limit of `instrument` stands in the way. Prefer a list or `bounded`.
 */
export function open(facts: Omit<OpenLabel, 'kind'> = {}): OpenLabel {
  return { kind: 'open', ...facts };
}

/**
 * A label that comes from the request: `labels: { tenant: perRequest(bounded(50)) }`. Code that records need not give it; it is taken
 * from the `withLabels` around it, and is `__none__` where there is none. A series that is held keeps the one of the moment it was held.
 */
export function perRequest<S extends BoundedLabel | OpenLabel>(label: S): S & { readonly perRequest: true } {
  return { ...label, perRequest: true };
}

// NoInfer: inside defineMetrics the labels would else be inferred from what the set allows, which is any.

/** Defines a counter, `counter('http_requests_total', 'HTTP requests served.', { labels })`. */
export function counter<const L extends Labels = NoLabels>(
  name: string,
  help: string,
  options: MetricOptions<L> = {},
): CounterDefinition<NoInfer<L>> {
  return common('counter', name, help, options);
}

/** Defines a gauge, `gauge('agent_queue_depth', 'Tasks that wait.', { labels })`. */
export function gauge<const L extends Labels = NoLabels>(
  name: string,
  help: string,
  options: MetricOptions<L> & { readonly info?: true } = {},
): GaugeDefinition<NoInfer<L>> {
  const fields = common('gauge', name, help, options);
  return options.info ? Object.assign(fields, { info: options.info }) : fields;
}

/** Defines a histogram. `buckets` are upper bounds in the unit of the metric; `+Inf` is added by the client. */
export function histogram<const L extends Labels = NoLabels>(
  name: string,
  help: string,
  options: MetricOptions<L> & { readonly buckets: readonly number[] },
): HistogramDefinition<NoInfer<L>> {
  return Object.assign(common('histogram', name, help, options), { buckets: options.buckets });
}

/**
 * Defines a summary. Its quantiles cannot be aggregated over instances; where that is wanted, use a histogram.
 */
export function summary<const L extends Labels = NoLabels>(
  name: string,
  help: string,
  options: MetricOptions<L> & { readonly quantiles: readonly number[] },
): SummaryDefinition<NoInfer<L>> {
  return Object.assign(common('summary', name, help, options), { quantiles: options.quantiles });
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

/** All fields that the four kinds have in common, in the order in which they are written. */
function common<T extends MetricDefinition['type'], L extends Labels>(
  type: T,
  name: string,
  help: string,
  options: MetricOptions<L>,
) {
  const { unit, labels, key, range, series } = options;
  const fields: Common<T, L> = { type, name, help };
  if (unit !== undefined) fields.unit = unit;
  // Without labels L is inferred as NoLabels, so the empty object has its shape.
  fields.labels = labels ?? (none as L);
  if (key !== undefined) fields.key = key;
  if (range !== undefined) fields.range = range;
  if (series !== undefined) fields.series = series;
  return Object.defineProperty(fields, 'toString', asName) as Common<T, L> & { labels: L };
}

const none: NoLabels = Object.freeze({});

interface Common<T, L> {
  readonly type: T;
  readonly name: string;
  readonly help: string;
  unit?: Unit;
  labels?: L;
  key?: readonly string[];
  range?: readonly [min: number, max: number];
  series?: number;
}

/** One for all metrics: there are thousands, and each would make a function of its own. */
const asName = {
  value(this: MetricDefinition) {
    return this.name;
  },
  enumerable: false,
};
