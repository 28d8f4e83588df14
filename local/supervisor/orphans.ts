import { NarthexError } from '../../stacks/model/index.ts';
import type { Layout } from './layout.ts';
import { giveUpOwnership, takeOwnership } from './owner.ts';
import { endProcess, isRunning } from './process-id.ts';
import { readState, writeState } from './state.ts';

/**
 * Ends what a supervisor that died has left running, and records it. The run folder must belong to this process.
 * Returns the names of the parts that were ended.
 */
export async function endOrphans(run: Layout): Promise<readonly string[]> {
  const state = readState(run);
  if (state === undefined) return [];
  const ended = await Promise.all(
    state.parts.map(async ({ name, process, stopWithin }) => {
      if (process === undefined || !(await isRunning(process))) return [];
      await endProcess(process, stopWithin);
      return [name];
    }),
  );
  const parts = state.parts.map(({ process: _, since: __, phase, ...part }) => ({
    ...part,
    phase: phase === 'failed' ? phase : ('stopped' as const),
  }));
  writeState(run, { ...state, phase: state.phase === 'failed' ? 'failed' : 'stopped', parts });
  return ended.flat();
}

/** The same for a process that only looks: does nothing when all is in order, or when somebody supervises the folder by now. */
export async function cleanUp(run: Layout): Promise<readonly string[]> {
  const state = readState(run);
  const inOrder = state === undefined || state.phase === 'stopped' || state.phase === 'failed';
  if (inOrder && !state?.parts.some(({ process }) => process !== undefined)) return [];
  try {
    await takeOwnership(run);
  } catch (error) {
    if (error instanceof NarthexError) return [];
    throw error;
  }
  try {
    return await endOrphans(run);
  } finally {
    giveUpOwnership(run);
  }
}
