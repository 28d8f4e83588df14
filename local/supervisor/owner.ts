import { readFileSync, rmSync } from 'node:fs';
import { withLock } from '../programs/lock.ts';
import { writeWhole } from './files.ts';
import type { Layout } from './layout.ts';
import { runError, runProblem } from './problem.ts';
import { identify, isRunning, type ProcessId } from './process-id.ts';

/**
 * Makes this process, which is returned, the one that supervises a run folder. What a process that died has left is taken over.
 * Throws NX401 with the id of the process that supervises it already.
 */
export async function takeOwnership(run: Layout): Promise<ProcessId> {
  const me = await identify(process.pid);
  if (me === undefined) throw new Error('this process cannot tell when it started');
  // The lock is held for a moment only; it makes looking and writing one step.
  await withLock(
    `${run.owner}.lock`,
    () => {},
    async () => {
      const owner = await currentOwner(run);
      if (owner !== undefined) throw alreadyOwned(run, owner);
      writeWhole(run.owner, JSON.stringify(me));
    },
  );
  return me;
}

/** Gives a run folder free again. */
export function giveUpOwnership(run: Layout): void {
  rmSync(run.owner, { force: true });
}

/** The process that supervises a run folder right now, if any. */
export async function currentOwner(run: Layout): Promise<ProcessId | undefined> {
  const owner = readOwner(run);
  return owner !== undefined && (await isRunning(owner)) ? owner : undefined;
}

function readOwner(run: Layout): ProcessId | undefined {
  try {
    return JSON.parse(readFileSync(run.owner, 'utf8')) as ProcessId;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function alreadyOwned({ folder }: Layout, { pid }: ProcessId) {
  return runError(
    'The stack already runs on this machine.',
    runProblem(
      'NX401',
      folder,
      `process ${pid} supervises the stack of this folder; it runs, or is just starting or stopping`,
      'use it as it is (`narthex status`), or stop it first: `npm stop`',
    ),
  );
}
