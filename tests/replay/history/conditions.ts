import { random } from './random.ts';

/** Everything that is the case in Sergas at one time; what is measured follows from it. */
export interface Conditions {
  /** Unix time in seconds. */
  readonly time: number;
  /** Requests per second, both instances together. */
  readonly traffic: number;
  /** Share of the requests that fail. */
  readonly failing: number;
  /** Share of the requests that take more than a second. */
  readonly slow: number;
  /** Which instances of the API answer. */
  readonly api: readonly [boolean, boolean];
  /** Whether Prometheus can read the exporter of Redis. */
  readonly redisExporter: boolean;
  readonly redis: boolean;
  /** Share of the lookups that the cache answers. */
  readonly hits: number;
  /** Share of the connections of the pool that are in use. */
  readonly pool: number;
  /** Share of the disk that is free. */
  readonly diskFree: number;
  /** When the certificate expires, as Unix time. */
  readonly certificate: number;
  /** When the synchronisation with Zoho last ended well, as Unix time. */
  readonly synced: number;
}

/** Something that goes wrong: the conditions while it lasts. `progress` rises from 0 to 1. */
export type Change = (normal: Conditions, progress: number) => Partial<Conditions>;

/** The first minute: a Monday. Unix time in seconds. */
export const start = Date.UTC(2026, 5, 1) / 1000;

/** Days that the history lasts. */
export const days = 30;

/** Seconds between two samples. */
export const step = 60;

const day = 86_400;

/** A point in time of the history: the day from 0 on, and the time in UTC. */
export function at(dayNumber: number, time: `${number}:${number}`): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return start + dayNumber * day + hours * 3600 + minutes * 60;
}

/** A day at work: little at night, most before and after noon; a fifth of it at weekends. */
function season(time: number): number {
  const hour = ((time - start) % day) / 3600;
  const weekday = Math.floor((time - start) / day) % 7;
  const shape = 0.05 + 0.95 * Math.exp(-(((hour - 13) / 4.5) ** 4));
  return weekday < 5 ? shape : shape / 5;
}

/** What is the case when nothing is wrong, minute by minute. The noise is the same in every run. */
export function normalConditions(seed: number): Conditions[] {
  const noise = random(seed);
  // Around 1, with so much to either side.
  const around = (spread: number) => 1 + spread * (2 * noise() - 1);
  return Array.from({ length: (days * day) / step }, (_, index) => {
    const time = start + index * step;
    const load = season(time) * around(0.1);
    return {
      time,
      traffic: 40 * load,
      failing: 0.0002 * around(0.9),
      slow: 0.002 * around(0.5),
      api: [true, true],
      redisExporter: true,
      redis: true,
      hits: 0.92 * around(0.02),
      pool: 0.1 + 0.4 * load,
      diskFree: 0.45 * around(0.002),
      certificate: start + 200 * day,
      // Every five minutes.
      synced: time - ((time - start) % 300),
    };
  });
}
