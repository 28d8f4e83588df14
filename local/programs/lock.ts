import { readFile, readlink, symlink, unlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between two looks at a lock that somebody else holds. */
const pollInterval = 150;

/**
 * Runs `work` while holding the lock at `path`, so that two processes never do it at once. A second process waits; the
 * lock of a process that no longer lives is taken over. The lock is a symbolic link whose target names its owner:
 * creating it is atomic and it is never seen half-written. `onWait` is called once, with the owner's process id.
 */
export async function withLock<T>(path: string, onWait: (pid: number) => void, work: () => Promise<T>): Promise<T> {
  const me = await ownerName(process.pid);
  let waiting = false;
  while (!(await tryCreate(path, me))) {
    const owner = await readOwner(path);
    if (owner === undefined) continue;
    if (await isAlive(owner)) {
      if (!waiting) onWait(pidOf(owner));
      waiting = true;
      await sleep(pollInterval);
    } else {
      await removeDead(path, owner, me);
    }
  }
  try {
    return await work();
  } finally {
    await unlink(path).catch(ignoreMissing);
  }
}

/**
 * Removes the lock of a dead owner. A second lock guards the removal: without it, two waiters that saw the same dead
 * owner could remove the lock that one of them has just taken.
 */
async function removeDead(path: string, owner: string, me: string): Promise<void> {
  const guard = `${path}.takeover`;
  if (!(await tryCreate(guard, me))) {
    const other = await readOwner(guard);
    if (other !== undefined && !(await isAlive(other))) await unlink(guard).catch(ignoreMissing);
    await sleep(pollInterval);
    return;
  }
  try {
    if ((await readOwner(path)) === owner) await unlink(path).catch(ignoreMissing);
  } finally {
    await unlink(guard).catch(ignoreMissing);
  }
}

/** The link's target: the process id, and when that process started, because ids are used again. */
async function ownerName(pid: number): Promise<string> {
  return `${pid}@${(await startTime(pid)) ?? ''}`;
}

function pidOf(owner: string): number {
  return Number(owner.slice(0, owner.indexOf('@')));
}

async function isAlive(owner: string): Promise<boolean> {
  const pid = pidOf(owner);
  // Within one process the event loop keeps the order; our own id with our own start time is a live owner.
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return (await ownerName(pid)) === owner;
}

/** Field 22 of /proc/<pid>/stat (see proc(5)): clock ticks since boot; undefined where there is no /proc. */
async function startTime(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The second field is the program's name in brackets and may itself hold spaces and brackets.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

async function tryCreate(path: string, owner: string): Promise<boolean> {
  try {
    await symlink(owner, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readOwner(path: string): Promise<string | undefined> {
  return readlink(path).catch(ignoreMissing);
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
