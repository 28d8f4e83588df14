import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A process for good: its number, and when it started, because numbers are given out again. */
export interface ProcessId {
  readonly pid: number;
  /** Clock ticks since boot where there is /proc, else the time as `ps` prints it; only good for comparison. */
  readonly started: string;
}

/** Milliseconds between two looks at a process that is not ours. */
const lookEvery = 25;

/** The identity of a running process; undefined when there is none, or only its remains. */
export async function identify(pid: number): Promise<ProcessId | undefined> {
  const started = process.platform === 'linux' ? await startedTicks(pid) : await startedText(pid);
  return started === undefined ? undefined : { pid, started };
}

/** Whether this very process still runs. */
export async function isRunning({ pid, started }: ProcessId): Promise<boolean> {
  return (await identify(pid))?.started === started;
}

/** Ends a process that need not be a child of ours: SIGTERM, after `within` milliseconds SIGKILL. Resolves when it is gone. */
export async function endProcess(id: ProcessId, within: number): Promise<void> {
  await signal(id, 'SIGTERM');
  if (await isGone(id, within)) return;
  await signal(id, 'SIGKILL');
  await isGone(id, 5_000);
}

/** Sends a signal to this very process; one that is gone is left in peace. */
export async function signal(id: ProcessId, name: NodeJS.Signals): Promise<void> {
  if (!(await isRunning(id))) return;
  try {
    process.kill(id.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Waits until a process is gone, at most `within` milliseconds; whether it is. */
export async function isGone(id: ProcessId, within: number): Promise<boolean> {
  const end = performance.now() + within;
  while (await isRunning(id)) {
    if (performance.now() > end) return false;
    await sleep(lookEvery);
  }
  return true;
}

/** Fields 3 and 22 of /proc/<pid>/stat, see proc(5). */
async function startedTicks(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The second field is the program's name in brackets and may itself hold spaces and brackets.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie has ended; only its parent has not asked for it.
  return fields === undefined || fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

async function startedText(pid: number): Promise<string | undefined> {
  const said = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => undefined);
  return said?.stdout.trim() || undefined;
}
