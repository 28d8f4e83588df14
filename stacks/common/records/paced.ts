import { type Duration, type Signal, type Signals, seconds } from 'narthex';

/** A past in which no window gives the same as another one: how often things happen changes before it and in its middle. */
export interface Paced {
  /** The distance of the samples. */
  readonly step: Duration;
  /** The moment at which the window is looked at. */
  readonly at: Duration;
  /** Counters that count at their pace. */
  readonly counters: (signals: Signals) => Signals;
  /** How much a second of the window counts for, of a counter that counts one a second. */
  readonly rate: number;
  /** How much the whole window counts for, of such a counter. */
  readonly increase: number;
  /** A gauge that moves in the window, around this value. */
  readonly gauge: (value: number) => Signal;
  /** The samples of that gauge that lie in the window. */
  readonly samples: (value: number) => readonly number[];
}

/** Such a past for a window of whole minutes. It has at most some hundred samples, however long the window is. */
export function paced(window: Duration): Paced {
  const length = seconds(window);
  const step = length <= 600 ? 30 : 60 * Math.ceil(length / 3600);
  const end = Math.max(3 * length, length + 10 * step);
  const first = end - length + step;
  const lived = (time: number) => {
    const before = Math.min(time, end - length);
    const early = Math.min(Math.max(time - (end - length), 0), length / 2);
    const late = Math.max(time - (end - length / 2), 0);
    return 7 * before + early + 3 * late;
  };
  // The least and the greatest of the window are its oldest samples, and before it there are lesser and greater ones.
  const swing = (value: number, time: number) => {
    const place = Math.round((time - first) / step);
    if (place < 0) return value * (place % 3 === 0 ? 0.1 : 9);
    return value * ([0.5, 4][place] ?? 1 + place / 100);
  };
  const rate = (lived(end) - lived(first)) / (end - first);
  const times = Array.from({ length: length / step }, (_, index) => first + index * step);
  return {
    step: `${step}s`,
    at: `${end}s`,
    counters: (signals) =>
      Object.fromEntries(
        Object.entries(signals).map(([name, signal]): [string, Signal] => [
          name,
          (moment) => signal({ ...moment, base: 0, elapsed: lived(moment.time) }),
        ]),
      ),
    rate,
    increase: rate * length,
    gauge:
      (value) =>
      ({ time }) =>
        swing(value, time),
    samples: (value) => times.map((time) => swing(value, time)),
  };
}
