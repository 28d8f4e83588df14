import { layout } from './layout.ts';
import { cleanUp } from './orphans.ts';
import { currentOwner } from './owner.ts';
import { type LeftOut, type PartState, type RunState, readState } from './state.ts';

/** One line of the status table. */
export interface PartStatus extends Omit<PartState, 'process' | 'stopWithin'> {
  readonly pid?: number;
  /** Seconds since its process started. */
  readonly uptime?: number;
}

/** What runs in a run folder. */
export interface RunStatus extends Pick<RunState, 'stack' | 'environment' | 'phase' | 'startedAt'> {
  /** Process id of the supervisor, while there is one. */
  readonly supervisor?: number;
  readonly parts: readonly PartStatus[];
  readonly leftOut: readonly LeftOut[];
}

/** What runs in a run folder; undefined when nothing ever did. What a supervisor that died has left is ended first. */
export async function status(runFolder: string): Promise<RunStatus | undefined> {
  const run = layout(runFolder);
  const owner = await currentOwner(run);
  if (owner === undefined) await cleanUp(run);
  const state = readState(run);
  if (state === undefined) return undefined;
  const { stack, environment, phase, startedAt, leftOut } = state;
  const parts = state.parts.map(({ process, stopWithin: _, ...part }) => ({
    ...part,
    ...(process && { pid: process.pid }),
    ...(part.since !== undefined && { uptime: (Date.now() - Date.parse(part.since)) / 1_000 }),
  }));
  return { stack, environment, phase, startedAt, ...(owner && { supervisor: owner.pid }), parts, leftOut };
}
