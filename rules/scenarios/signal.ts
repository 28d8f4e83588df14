/** When a sample is taken; seconds since the first sample of the scenario. */
export interface Moment {
  readonly time: number;
  /** When the phase began. */
  readonly start: number;
  /** Since the last sample of the phase before, or since the start of the first phase. */
  readonly elapsed: number;
  /** That last sample; 0 if there is none. */
  readonly base: number;
}

/** What a series does during a phase of a scenario: its value at a moment, `undefined` where it has no sample. */
export interface Signal {
  (moment: Moment): number | undefined;
  /** It changes by the same step from sample to sample, so that the first two say all. */
  readonly even?: true;
}

/** Series, as promtool writes them (`up{job="api"}`), and what each does. */
export type Signals = Readonly<Record<string, Signal>>;

/** A gauge that stays where it is. */
export function level(value: number): Signal {
  return even(() => value);
}

/** A gauge that moves evenly from a value at the start of the phase. */
export function ramp(from: number, perSecond: number): Signal {
  return even(({ time, start }) => from + perSecond * (time - start));
}

/** A counter that grows evenly from where it was. */
export function counting(perSecond: number): Signal {
  return even(({ base, elapsed }) => base + perSecond * elapsed);
}

/** A counter that grows by one now and then: whenever so many seconds have passed. */
export function onceEvery(seconds: number): Signal {
  return ({ base, elapsed }) => base + Math.floor(elapsed / seconds);
}

/** A point in time that moves along with the clock, so many seconds ahead of it; behind it if negative. */
export function clock(ahead: number): Signal {
  return even(({ time }) => time + ahead);
}

/** A point in time that stands still: the start of the phase, and so many seconds. */
export function since(seconds = 0): Signal {
  return even(({ start }) => start + seconds);
}

/** The series has ended; Prometheus notes that at once. */
export const gone: Signal = () => undefined;

function even(signal: (moment: Moment) => number): Signal {
  return Object.assign(signal, { even: true } as const);
}
