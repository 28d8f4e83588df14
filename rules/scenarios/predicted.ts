import { type AlertNumbers, seconds } from '../../stacks/model/index.ts';
import type { Signal } from './signal.ts';
import type { Story } from './standard.ts';

/**
 * What `predict_linear` says of a value that is known once a minute: the line of least squares through the samples of a window that ends
 * at a minute, read some minutes ahead.
 */
export function predicted(value: (minute: number) => number, now: number, window: number, ahead: number): number {
  const times = Array.from({ length: Math.ceil(window) }, (_, back) => -back);
  const mean = (of: (time: number) => number) => times.reduce((sum, time) => sum + of(time), 0) / times.length;
  const at = (time: number) => value(now + time);
  const [time, height] = [mean((each) => each), mean(at)];
  const slope = mean((each) => (each - time) * (at(each) - height)) / mean((each) => (each - time) ** 2);
  return height + slope * (ahead - time);
}

/** What a prediction asks, for `easing`. */
export interface Easing {
  /** What it sees in the bad state of a story, and then in the good one: both depend on nothing but the time. */
  readonly bad: Signal;
  readonly good: Signal;
  /** What is predicted to be passed. */
  readonly bound: number;
}

/**
 * The times of a story whose expression is a prediction that holds with the second sample: the bad state stays in its window, and the
 * prediction goes on passing the bound for some time. Without the series it ends at once. Samples stand a minute apart.
 */
export function easing(
  numbers: Pick<AlertNumbers, 'for' | 'window' | 'horizon'>,
  { bad, good, bound }: Easing,
): Pick<Story, 'onset' | 'ease' | 'lingers'> {
  const [pending, window, ahead] = [numbers.for, numbers.window, numbers.horizon].map((each) =>
    Math.ceil(seconds(each) / 60),
  ) as [number, number, number];
  // It holds from the second sample on; once it has fired, the bad state lasts two minutes more.
  const changes = 1 + pending + 2;
  const value = (minute: number) =>
    (minute < changes ? bad : good)({ time: 60 * minute, start: 0, elapsed: 60 * minute, base: 0 }) ?? 0;
  let now = changes;
  while (predicted(value, now, Math.min(window, now + 1), ahead) > bound) now++;
  // A story waits for one evaluation more by itself.
  const eased = Math.max(0, now - changes - 1);
  return { onset: '1m', ease: `${eased}m`, lingers: eased === 0 };
}
