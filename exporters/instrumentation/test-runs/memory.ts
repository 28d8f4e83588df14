import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Watches how much more memory is in use than at the start. */
export interface MemoryWatch {
  /** Stops, and returns the most bytes that were seen in use above the start. */
  end(): number;
}

/** How often it looks, in milliseconds, while the test waits for something. */
const INTERVAL = 20;

/**
 * Starts to watch. Garbage that nobody has collected yet is no use of memory, but only a collection can tell; it is made
 * when the limit seems to be exceeded, so that a test within its budget is not slowed down.
 */
export function memoryWatch(limit: number): MemoryWatch {
  const collect = collector();
  collect();
  const start = inUse();
  let most = 0;
  const look = () => {
    let used = inUse() - start;
    if (used > limit) {
      collect();
      used = inUse() - start;
    }
    most = Math.max(most, used);
  };
  const timer = setInterval(look, INTERVAL);
  // A test that never ends must not keep its process alive.
  timer.unref();
  return {
    end() {
      clearInterval(timer);
      look();
      return most;
    },
  };
}

/** Objects, and what buffers hold outside of the heap. */
function inUse(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

let found: (() => void) | undefined;

/** The collector of garbage, also in a process that was started without `--expose-gc`. */
function collector(): () => void {
  if (found !== undefined) return found;
  setFlagsFromString('--expose-gc');
  const exposed: unknown = runInNewContext('gc');
  found = typeof exposed === 'function' ? () => void exposed() : () => {};
  return found;
}
