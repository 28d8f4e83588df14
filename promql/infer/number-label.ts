/** Labels whose values are numbers: bounds of buckets, quantiles. */
const numbers = new Set(['le', 'quantile']);

/**
 * Another spelling of a number that is known: Prometheus 3 writes `1.0` into `le` and `quantile`, Prometheus 2 keeps what a program
 * writes, mostly `1`. `undefined` where there is none.
 */
export function otherSpelling(label: string, value: string, known: Iterable<string>): string | undefined {
  if (!numbers.has(label) || value.trim() === '') return undefined;
  for (const each of known) if (each !== value && Number(each) === Number(value)) return each;
  return undefined;
}

/** Whether it is known to be a Prometheus that writes `1.0` and never `1`. */
export function writesFloats([major]: readonly [major: number, minor: number]): boolean {
  return major >= 3 && Number.isFinite(major);
}
