import { layout } from './layout.ts';
import { cleanUp } from './orphans.ts';
import { currentOwner } from './owner.ts';
import { isGone, signal } from './process-id.ts';
import { readState } from './state.ts';

/** What `down` did. */
export interface DownResult {
  /** Names of the parts that ran and do not run any more. */
  readonly stopped: readonly string[];
}

/** Stops the stack of a run folder, orderly where possible; its data stay. Does nothing when nothing runs. */
export async function down(runFolder: string): Promise<DownResult> {
  const run = layout(runFolder);
  const owner = await currentOwner(run);
  const before = readState(run);
  if (owner === undefined) return { stopped: await cleanUp(run) };
  await signal(owner, 'SIGTERM');
  // One after the other is the longest that an orderly end can take.
  const parts = before?.parts ?? [];
  const longest = parts.reduce((sum, { stopWithin }) => sum + stopWithin, 10_000);
  if (!(await isGone(owner, longest))) {
    await signal(owner, 'SIGKILL');
    await isGone(owner, 5_000);
  }
  await cleanUp(run);
  return { stopped: parts.filter(({ process }) => process !== undefined).map(({ name }) => name) };
}
