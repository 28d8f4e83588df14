/// <reference lib="esnext.disposable" preserve="true" />
/** Timers of a scope: called in `finally`, or ended by `using` where the language has it. */

/** A series that takes observations, held. */
export interface ObserverCell {
  observe(value: number): void;
  /** Returns the timer that observes the seconds from now. */
  startTimer(): Timer;
}

/**
 * A running timer. Calling it observes the seconds since its start and returns them; only the first call observes.
 * `using timer = metrics.duration.startTimer({ step: 'load' });` ends it with the block, however the block is left.
 */
export interface Timer {
  (): number;
  [Symbol.dispose](): void;
}

/** What takes the seconds of a timer. */
export interface Observer {
  observe(value: number): void;
}

/** Starts a timer for a series. */
export function startTimer(series: Observer): Timer {
  const start = performance.now();
  let seconds: number | undefined;
  const stop = () => {
    if (seconds === undefined) {
      seconds = (performance.now() - start) / 1000;
      series.observe(seconds);
    }
    return seconds;
  };
  // Without the symbol (older than Node.js 20.4) nothing can write `using` either.
  return Object.assign(stop, { [Symbol.dispose]: () => void stop() });
}
