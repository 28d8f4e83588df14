import type { Clock } from '../../exporters/instrumentation/clock.ts';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Lets so many milliseconds pass; what is due meanwhile runs in order, with everything that follows from it. */
  advance(milliseconds: number): Promise<void>;
  /** Timers that are set and have neither fired nor been taken back. */
  readonly waiting: number;
}

/** A clock that begins at the given time. */
export function fakeClock(start = '2025-09-21T04:00:00Z'): FakeClock {
  const began = Date.parse(start);
  let elapsed = 0;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => began + elapsed,
    monotonic: () => elapsed,
    after(milliseconds, run) {
      const timer = { at: elapsed + milliseconds, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    async advance(milliseconds) {
      const end = elapsed + milliseconds;
      await settled();
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers = timers.filter((each) => each !== next);
        elapsed = Math.max(elapsed, next.at);
        next.run();
        await settled();
      }
      elapsed = end;
    },
    get waiting() {
      return timers.length;
    },
  };
}

/** Waits until everything that needs no time has happened. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
