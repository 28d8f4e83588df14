/** Warnings: to the log of the application, or else to that of the process. */

/** Takes a sentence for a log, and behind it the facts for who wants more than the words. What it throws is dropped. */
export type Warn<F extends readonly unknown[] = []> = (message: string, ...facts: F) => void;

/** Tells `warn`, where there is one and it does not throw; otherwise the process, as `<kind>Warning` with the code `NARTHEX_<KIND>`. */
export function tell<F extends readonly unknown[]>(
  kind: 'Metric' | 'Audit' | 'Push',
  warn: Warn<F> | undefined,
  ...[message, ...facts]: readonly [message: string, ...F]
): void {
  try {
    if (warn !== undefined) {
      warn(message, ...facts);
      return;
    }
  } catch {
    // A log that fails must not end what the application does, and its warning must not be lost with it.
  }
  process.emitWarning(message, { type: `${kind}Warning`, code: `NARTHEX_${kind.toUpperCase()}` });
}
