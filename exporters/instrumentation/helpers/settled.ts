/** The end of a call that answers by a promise or by a callback. */

/** How a call ended. */
export type Outcome = 'ok' | 'error';

/**
 * Calls a function and says once how it ended: by its promise, by the callback that is its last argument, or at once when it throws.
 * What it returns and throws passes through unchanged.
 */
export function settled(
  run: (...args: unknown[]) => unknown,
  self: unknown,
  args: readonly unknown[],
  done: (outcome: Outcome) => void,
): unknown {
  const last = args.at(-1);
  const callback = typeof last === 'function' ? last : undefined;
  const watched =
    callback === undefined
      ? args
      : [
          ...args.slice(0, -1),
          function (this: unknown, ...answer: unknown[]) {
            done(answer[0] ? 'error' : 'ok');
            return callback.apply(this, answer);
          },
        ];
  try {
    const result = run.apply(self, [...watched]);
    if (callback === undefined && result instanceof Promise) {
      // The caller gets this one: had it the other, an error that nobody catches would count as caught here.
      return result.then(
        (value) => {
          done('ok');
          return value;
        },
        (error) => {
          done('error');
          throw error;
        },
      );
    }
    return result;
  } catch (error) {
    done('error');
    throw error;
  }
}
