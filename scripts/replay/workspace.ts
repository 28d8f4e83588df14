import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder and the processes of one piece of work. */
export interface Workspace {
  readonly folder: string;
  /** Starts a program without a shell; what it says on standard error is read line by line. */
  readonly start: (program: string, args: readonly string[], onLine?: (line: string) => void) => ChildProcess;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Works in a folder of its own. Folder and processes are gone when the work ends, fails or is interrupted. */
export async function withWorkspace<T>(work: (space: Workspace) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'narthex-replay-'));
  const children = new Set<ChildProcess>();
  const interrupted = (signal: NodeJS.Signals) => {
    for (const child of children) child.kill('SIGKILL');
    // A process that is just ending may still write.
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
    for (const each of signals) process.removeListener(each, interrupted);
    process.kill(process.pid, signal);
  };
  for (const signal of signals) process.on(signal, interrupted);
  const start: Workspace['start'] = (program, args, onLine = () => {}) => {
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    children.add(child);
    child.once('close', () => children.delete(child));
    eachLine(child, onLine);
    return child;
  };
  try {
    return await work({ folder, start });
  } finally {
    await Promise.all([...children].map(end));
    await rm(folder, { recursive: true, force: true, maxRetries: 20 });
    for (const signal of signals) process.removeListener(signal, interrupted);
  }
}

/** Waits for the end of a program. Returns what it said, and whether it ended well. */
export async function finished(
  space: Workspace,
  program: string,
  args: readonly string[],
): Promise<{ readonly good: boolean; readonly said: string }> {
  const lines: string[] = [];
  const child = space.start(program, args, (line) => lines.push(line));
  const [code] = (await once(child, 'close')) as [number | null];
  return { good: code === 0, said: lines.join('\n') };
}

/** Asks a process to end and waits for it; one that does not is ended after ten seconds. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(late);
}

function eachLine(child: ChildProcess, onLine: (line: string) => void): void {
  let rest = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  child.once('close', () => {
    if (rest !== '') onLine(rest);
  });
}
