/** Time, as what runs by itself sees it: health checks, audit trail. Tests hand in one that stands still until it is told to go on. */
export interface Clock {
  /** Milliseconds since 1970, for what people read. */
  now(): number;
  /** Milliseconds since some moment; never goes backwards, for durations. */
  monotonic(): number;
  /** Calls `run` once after so many milliseconds, and returns what takes that back. Keeps no process alive. */
  after(milliseconds: number, run: () => void): () => void;
}

/** Calls `run` as `Clock.after` does, and keeps the process alive until then: for what somebody waits for. */
export const whileAwaited: Clock['after'] = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
