/** What the primary and the workers of a cluster say to each other. Other messages of the application pass by. */
import type { Snapshot } from './aggregate.ts';

/** The primary asks a worker. */
export interface Ask {
  readonly type: 'narthex:ask';
  readonly id: number;
}

/** A worker answers; `id` 0 is its last word, which nobody asked for. */
export interface Answer {
  readonly type: 'narthex:answer';
  readonly id: number;
  readonly snapshot: Snapshot;
}

/** Whether a message asks for metrics. */
export function isAsk(message: unknown): message is Ask {
  return isOf(message, 'narthex:ask');
}

/** Whether a message brings metrics. */
export function isAnswer(message: unknown): message is Answer {
  return isOf(message, 'narthex:answer') && 'snapshot' in message && Array.isArray(message.snapshot);
}

function isOf(message: unknown, type: string): message is { readonly type: string; readonly id: number } {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === type &&
    'id' in message &&
    typeof message.id === 'number'
  );
}
