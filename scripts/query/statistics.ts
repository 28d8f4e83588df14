/** What is said of many values of one series. */
export interface Statistics {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly median: number;
  /** Of the whole, not estimated from a part of it. */
  readonly stddev: number;
  readonly last: number;
}

/** The statistics of values in the order of time; `undefined` where there is none that is a number. */
export function statisticsOf(values: readonly number[]): Statistics | undefined {
  const known = values.filter(Number.isFinite);
  const last = known.at(-1);
  if (last === undefined) return undefined;
  const sorted = [...known].sort((a, b) => a - b);
  const mean = average(known);
  const middle = (sorted.length - 1) / 2;
  return {
    count: known.length,
    min: sorted[0] ?? last,
    max: sorted.at(-1) ?? last,
    mean,
    median: average([sorted[Math.floor(middle)] ?? last, sorted[Math.ceil(middle)] ?? last]),
    stddev: Math.sqrt(average(known.map((value) => (value - mean) ** 2))),
    last,
  };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
