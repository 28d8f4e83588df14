import { type Duration, milliseconds } from './duration.ts';

/** A scrape timeout that leaves a third of the interval spare, and never waits longer than 10 s. */
export function defaultTimeout(interval: Duration): Duration {
  const ms = Math.min(10_000, Math.floor(((milliseconds(interval) ?? 0) * 2) / 3));
  return ms >= 1_000 ? `${Math.floor(ms / 1_000)}s` : `${ms}ms`;
}
