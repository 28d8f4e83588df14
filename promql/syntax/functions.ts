import type { AggregateOperator, ValueType } from './ast.ts';

/** What a function of PromQL takes and gives. */
export interface FunctionSignature {
  /** Types of the arguments. */
  readonly args: readonly ValueType[];
  /**
   * 0: exactly those arguments. n > 0: the last of them may be left out, and up to n - 1 more of its type may follow.
   * -1: the last may be left out or repeated without end.
   */
  readonly variadic: number;
  readonly returns: ValueType;
  /** Needs the feature `promql-experimental-functions`. */
  readonly experimental?: true;
  /** The version of Prometheus that has it first, where that is newer than 3.0. */
  readonly since?: readonly [major: number, minor: number];
  /** The version from which on it needs no feature, where that is newer than 3.0. */
  readonly stable?: readonly [major: number, minor: number];
}

/** What an aggregation takes besides its vector. */
export interface AggregationSignature {
  /** The type of its parameter; none: it takes no parameter. */
  readonly param?: ValueType;
  /** Needs the feature `promql-experimental-functions`. */
  readonly experimental?: true;
}

const experimental = { experimental: true } as const;

const ofVector: FunctionSignature = { args: ['vector'], variadic: 0, returns: 'vector' };
const ofRange: FunctionSignature = { args: ['matrix'], variadic: 0, returns: 'vector' };
/** Of the time of evaluation, unless a vector of times is given. */
const ofTime: FunctionSignature = { args: ['vector'], variadic: 1, returns: 'vector' };
const constant: FunctionSignature = { args: [], variadic: 0, returns: 'scalar' };
const ofTwoScalars: FunctionSignature = { args: ['scalar', 'scalar'], variadic: 0, returns: 'scalar' };
const sortByLabel: FunctionSignature = { args: ['vector', 'string'], variadic: -1, returns: 'vector', ...experimental };

/** Every function of Prometheus 3.14, by name. Source: promql/parser/functions.go and the release notes of 3.0 to 3.14. */
export const functions: Readonly<Record<string, FunctionSignature>> = {
  abs: ofVector,
  absent: ofVector,
  absent_over_time: ofRange,
  acos: ofVector,
  acosh: ofVector,
  asin: ofVector,
  asinh: ofVector,
  atan: ofVector,
  atanh: ofVector,
  avg_over_time: ofRange,
  ceil: ofVector,
  changes: ofRange,
  clamp: { args: ['vector', 'scalar', 'scalar'], variadic: 0, returns: 'vector' },
  clamp_max: { args: ['vector', 'scalar'], variadic: 0, returns: 'vector' },
  clamp_min: { args: ['vector', 'scalar'], variadic: 0, returns: 'vector' },
  cos: ofVector,
  cosh: ofVector,
  count_over_time: ofRange,
  day_of_month: ofTime,
  day_of_week: ofTime,
  day_of_year: ofTime,
  days_in_month: ofTime,
  deg: ofVector,
  delta: ofRange,
  deriv: ofRange,
  double_exponential_smoothing: {
    args: ['matrix', 'scalar', 'scalar'],
    variadic: 0,
    returns: 'vector',
    ...experimental,
  },
  end: { ...constant, ...experimental, since: [3, 12] },
  exp: ofVector,
  first_over_time: { ...ofRange, since: [3, 7], stable: [3, 14] },
  floor: ofVector,
  histogram_avg: ofVector,
  histogram_count: ofVector,
  histogram_fraction: { args: ['scalar', 'scalar', 'vector'], variadic: 0, returns: 'vector' },
  histogram_quantile: { args: ['scalar', 'vector'], variadic: 0, returns: 'vector' },
  histogram_quantiles: {
    args: ['vector', 'string', 'scalar', 'scalar'],
    variadic: 9,
    returns: 'vector',
    ...experimental,
    since: [3, 11],
  },
  histogram_stddev: ofVector,
  histogram_stdvar: ofVector,
  histogram_sum: ofVector,
  hour: ofTime,
  idelta: ofRange,
  increase: ofRange,
  info: { args: ['vector', 'vector'], variadic: 1, returns: 'vector', ...experimental },
  irate: ofRange,
  label_join: { args: ['vector', 'string', 'string', 'string'], variadic: -1, returns: 'vector' },
  label_replace: { args: ['vector', 'string', 'string', 'string', 'string'], variadic: 0, returns: 'vector' },
  last_over_time: ofRange,
  ln: ofVector,
  log10: ofVector,
  log2: ofVector,
  mad_over_time: { ...ofRange, ...experimental },
  max_of: { ...ofTwoScalars, ...experimental, since: [3, 13] },
  max_over_time: ofRange,
  min_of: { ...ofTwoScalars, ...experimental, since: [3, 13] },
  min_over_time: ofRange,
  minute: ofTime,
  month: ofTime,
  pi: constant,
  predict_linear: { args: ['matrix', 'scalar'], variadic: 0, returns: 'vector' },
  present_over_time: ofRange,
  quantile_over_time: { args: ['scalar', 'matrix'], variadic: 0, returns: 'vector' },
  rad: ofVector,
  range: { ...constant, ...experimental, since: [3, 12] },
  rate: ofRange,
  resets: ofRange,
  round: { args: ['vector', 'scalar'], variadic: 1, returns: 'vector' },
  scalar: { args: ['vector'], variadic: 0, returns: 'scalar' },
  sgn: ofVector,
  sin: ofVector,
  sinh: ofVector,
  sort: ofVector,
  sort_by_label: sortByLabel,
  sort_by_label_desc: sortByLabel,
  sort_desc: ofVector,
  sqrt: ofVector,
  start: { ...constant, ...experimental, since: [3, 12] },
  start_timestamp: { ...ofVector, ...experimental, since: [3, 14] },
  stddev_over_time: ofRange,
  stdvar_over_time: ofRange,
  step: { ...constant, ...experimental, since: [3, 12] },
  sum_over_time: ofRange,
  tan: ofVector,
  tanh: ofVector,
  time: constant,
  timestamp: ofVector,
  ts_of_first_over_time: { ...ofRange, ...experimental, since: [3, 7] },
  ts_of_last_over_time: { ...ofRange, ...experimental, since: [3, 5] },
  ts_of_max_over_time: { ...ofRange, ...experimental, since: [3, 5] },
  ts_of_min_over_time: { ...ofRange, ...experimental, since: [3, 5] },
  vector: { args: ['scalar'], variadic: 0, returns: 'vector' },
  year: ofTime,
};

/** Every aggregation of Prometheus 3.14. Source: promql/parser/generated_parser.y. */
export const aggregations: Readonly<Record<AggregateOperator, AggregationSignature>> = {
  avg: {},
  bottomk: { param: 'scalar' },
  count: {},
  count_values: { param: 'string' },
  group: {},
  limit_ratio: { param: 'scalar', ...experimental },
  limitk: { param: 'scalar', ...experimental },
  max: {},
  min: {},
  quantile: { param: 'scalar' },
  stddev: {},
  stdvar: {},
  sum: {},
  topk: { param: 'scalar' },
};
