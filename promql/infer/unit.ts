/**
 * A unit as the exponents of its base units: `{ seconds: 1 }`, bytes per second `{ bytes: 1, seconds: -1 }`. No exponent at all
 * is a plain number: a count or a ratio.
 */
export interface Unit {
  readonly powers: Readonly<Record<string, number>>;
  /** It is a point in time (seconds since 1970), not a length of time: two of them may be subtracted, not added. */
  readonly instant?: boolean;
}
