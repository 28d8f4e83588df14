/** A deadline for what others do, without starting it a second time while it is under way. */
import { type Clock, whileAwaited } from './clock.ts';

/**
 * Returns what calls `start` and answers with its value, or with `undefined` when it fails or takes longer than the milliseconds that
 * are given. Whoever asks while it is under way waits for the same call; one that never ends keeps nobody who has left.
 */
export function oneAtATime<T>(
  start: () => T | Promise<T>,
  after: Clock['after'] = whileAwaited,
): (milliseconds: number) => Promise<T | undefined> {
  let underWay: Set<(value: T | undefined) => void> | undefined;
  const begin = () => {
    const waiting = new Set<(value: T | undefined) => void>();
    const end = (value: T | undefined) => {
      underWay = undefined;
      for (const answer of waiting) answer(value);
    };
    const call = async () => start();
    call().then(end, () => end(undefined));
    return waiting;
  };
  return (milliseconds) =>
    new Promise((resolve) => {
      underWay ??= begin();
      const waiting = underWay;
      const answer = (value: T | undefined) => {
        cancel();
        waiting.delete(answer);
        resolve(value);
      };
      const cancel = after(milliseconds, () => answer(undefined));
      waiting.add(answer);
    });
}
