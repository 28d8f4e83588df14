/** A deadline for what others do. */
import { type Clock, whileAwaited } from './clock.ts';

/** The value of a promise; `undefined` when it has none within the milliseconds. */
export async function within<T>(
  promise: Promise<T>,
  milliseconds: number,
  after: Clock['after'] = whileAwaited,
): Promise<T | undefined> {
  let cancel = () => {};
  const late = new Promise<undefined>((resolve) => {
    cancel = after(milliseconds, () => resolve(undefined));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    cancel();
  }
}
