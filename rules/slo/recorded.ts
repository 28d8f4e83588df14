import { type Duration, seconds } from '../../stacks/model/index.ts';

/** So long something goes on: so many events a minute, of which so many are bad. */
export interface Stretch {
  readonly minutes: number;
  readonly all: number;
  readonly bad: number;
}

/** What the two base series of an SLO hold at each minute; undefined where they are not there yet. */
export interface Base {
  readonly events: readonly (number | undefined)[];
  readonly errors: readonly (number | undefined)[];
}

/** What goes on at each minute, from 0 to the end of the last stretch: a stretch begins where the one before it ends. */
export function minuteByMinute<T>(stretches: readonly Stretch[], of: (stretch: Stretch, minute: number) => T): T[] {
  const all = stretches.flatMap((stretch) => Array.from({ length: stretch.minutes }, () => stretch));
  const last = all.at(-1);
  return [...all, ...(last ? [last] : [])].map(of);
}

/** The value of a counter at each minute, from 0. */
export function countsOf(stretches: readonly Stretch[], perMinute: (stretch: Stretch) => number): number[] {
  let value = 0;
  return minuteByMinute(stretches, (stretch, minute) => {
    if (minute > 0) value += perMinute(stretch);
    return value;
  });
}

/** How much a counter has grown within a window, and what its rate makes of that. */
export interface Growth {
  readonly from: number;
  readonly grown: number;
  /** Times what it has grown is its rate. */
  readonly factor: number;
}

/**
 * What `rate()` looks at, of a counter that is scraped once a minute, in the steps in which Prometheus computes it, so that the result is
 * the same double (Prometheus 3.5, `extrapolatedRate`): a counter is not taken to have begun below zero, a native histogram (not
 * `limited`) is. Undefined with fewer than two samples.
 */
export function growthAt(
  values: readonly number[],
  minute: number,
  window: Duration,
  limited = true,
): Growth | undefined {
  const reach = seconds(window) / 60;
  const from = Math.max(0, minute - reach + 1);
  const first = values[from];
  const last = values[minute];
  if (minute <= from || first === undefined || last === undefined) return undefined;
  const sampled = (minute - from) * 60;
  const average = sampled / (minute - from);
  let before = (from - (minute - reach)) * 60;
  if (before >= average * 1.1) before = average / 2;
  const grown = last - first;
  if (limited && grown > 0 && first >= 0) before = Math.min(before, sampled * (first / grown));
  return { from, grown, factor: (sampled + before) / sampled / seconds(window) };
}

/** `rate()` of a counter that is scraped once a minute, at a minute. */
export function rateAt(values: readonly number[], minute: number, window: Duration): number | undefined {
  const growth = growthAt(values, minute, window);
  return growth && growth.grown * growth.factor;
}

/** The share of bad events over a window that ends at a minute, as the rules record it; undefined where there were no events. */
export function shareAt({ events, errors }: Base, minute: number, window: Duration): number | undefined {
  const all = total(events, minute, window);
  const bad = total(errors, minute, window);
  return all === undefined || bad === undefined || !(all > 0) ? undefined : bad / all;
}

/** `sum_over_time` of a series that has a sample every minute. */
export function total(values: readonly (number | undefined)[], minute: number, window: Duration): number | undefined {
  const reach = seconds(window) / 60;
  const inside = values.slice(Math.max(0, minute - reach + 1), minute + 1).filter((value) => value !== undefined);
  return inside.length === 0 ? undefined : exactSum(inside);
}

/** The sum of doubles with what rounding lost (Kahan and Neumaier), as Prometheus adds up. */
export function exactSum(values: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
