import type { Problem } from '../../stacks/model/index.ts';
import type { RunEvent } from './supervisor.ts';

/** What `up` tells the supervisor to run. */
export interface StartMessage {
  readonly runFolder: string;
  readonly artifacts: ReadonlyMap<string, string>;
}

/** What the supervisor tells `up` until all is healthy. */
export type SupervisorMessage =
  | { readonly kind: 'event'; readonly event: RunEvent }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly summary: string; readonly problems: readonly Problem[] };
