import type { CounterHandle } from '../handles.ts';
import { tell, type Warn } from '../warn.ts';
import type { pushLossMetrics } from './metrics.ts';
import { PushError } from './send.ts';

/** Who is told of pushes that were given up. */
export interface Losses {
  /** Told of each, with a sentence for a log and the error. Default: a warning of the process. */
  readonly warn?: Warn<[PushError]>;
  /** Counts them, in a program that is scraped: a handle of `pushLossMetrics`. */
  readonly lost?: CounterHandle<typeof pushLossMetrics.lost.labels>;
}

/** Pushes, and tells of what went wrong in such a way that nothing of it reaches the caller. */
export async function unharmed(push: () => Promise<void>, { warn, lost }: Losses): Promise<void> {
  try {
    await push();
  } catch (error) {
    const loss = error instanceof PushError ? error : unexpected(error);
    lost?.inc({ reason: loss.reason });
    tell('Push', warn, `${loss.message} What was to be told is lost; what it tells of is not affected.`, loss);
  }
}

function unexpected(error: unknown): PushError {
  const message = error instanceof Error ? error.message : String(error);
  return new PushError(message, { reason: 'invalid', attempts: 0 });
}
