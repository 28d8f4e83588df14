import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { endProcess, identify, isGone, isRunning, type ProcessId, signal } from '../../local/supervisor/process-id.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function child(script: string): Promise<{ process: ChildProcess; id: ProcessId }> {
  const started = spawn(process.execPath, ['-e', `${script}; console.log('ready'); setInterval(() => {}, 1000)`]);
  children.push(started);
  await once(started.stdout, 'data');
  const id = await identify(started.pid ?? 0);
  if (id === undefined) throw new Error('the child is not there');
  return { process: started, id };
}

describe('the identity of a process', () => {
  it('stays the same while it runs, and is gone with it', async () => {
    const { process: running, id } = await child('');
    expect(await identify(id.pid)).toEqual(id);
    expect(await isRunning(id)).toBe(true);
    running.kill('SIGKILL');
    await once(running, 'exit');
    expect(await isRunning(id)).toBe(false);
    expect(await identify(id.pid)).toBeUndefined();
  });

  it('is not that of another process with the same number', async () => {
    const { id } = await child('');
    const other = { ...id, started: '1' };
    expect(await isRunning(other)).toBe(false);
    await signal(other, 'SIGKILL');
    await endProcess(other, 100);
    expect(await isRunning(id)).toBe(true);
  });
});

describe('ending a process', () => {
  it('asks first', async () => {
    const { process: running, id } = await child("process.on('SIGTERM', () => process.exit(7))");
    const exit = once(running, 'exit');
    await endProcess(id, 10_000);
    expect(await exit).toEqual([7, null]);
  });

  it('kills a process that does not listen', async () => {
    const { process: running, id } = await child("process.on('SIGTERM', () => {})");
    const exit = once(running, 'exit');
    await endProcess(id, 100);
    expect(await exit).toEqual([null, 'SIGKILL']);
  });

  it('does not wait for ever', async () => {
    const { id } = await child('');
    expect(await isGone(id, 50)).toBe(false);
  });
});
