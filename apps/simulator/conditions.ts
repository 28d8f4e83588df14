import { noise, wave } from './random.ts';

/** How a service does at a tick. All of it is 1 in a usual hour, but for the failures. */
export interface Conditions {
  /** How much is asked of it. */
  readonly load: number;
  /** How long everything takes. */
  readonly latency: number;
  /** How much waits. */
  readonly queue: number;
  /** The share of the work that fails because there is too much of it. */
  readonly failures: number;
}

/** So many times the usual load is all that the service can do. */
const CAPACITY = 4;
/** Beyond this share of its capacity it begins to refuse. */
const STRAINED = 0.9;
const FULL = 0.95;
const MOST_FAILURES = 0.3;

const DAY = 86_400;

/** What the hour and the day of the week make of the load: at 15:00 UTC twice that of the night, on weekends two thirds. */
export function season(time: number): number {
  const daily = 1 + 0.35 * Math.cos((2 * Math.PI * (time - 15 * 3_600)) / DAY);
  // The first of January 1970 was a Thursday.
  const weekday = (Math.floor(time / DAY) + 4) % 7;
  return daily * (weekday === 0 || weekday === 6 ? 0.67 : 1);
}

/**
 * How a service does at a tick: load moves latency and queue as in a queue with one server, 1 / (1 - utilisation), and where there is too
 * much of it, some of it fails. `time` is in seconds since 1970, `factor` how many times as much is asked as usual: more than usual is more
 * than in a usual hour, also at night, so that too much is too much whenever somebody tries it.
 */
export function conditionsAt(key: number, tick: number, time: number, factor = 1): Conditions {
  const hour = factor > 1 ? Math.max(1, season(time)) : season(time);
  const load = factor * hour * (1 + 0.1 * wave(key, tick) + 0.1 * (noise(key, tick) - 0.5));
  const utilisation = load / CAPACITY;
  const busy = Math.min(FULL, utilisation);
  const usual = 1 / CAPACITY;
  return {
    load,
    latency: (1 - usual) / (1 - busy),
    queue: busy / (1 - busy) / (usual / (1 - usual)),
    failures: Math.min(MOST_FAILURES, Math.max(0, utilisation - STRAINED)),
  };
}
