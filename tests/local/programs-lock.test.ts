import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readlink, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../local/programs/lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'narthex-lock-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** The id of a process that has just ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid as number;
}

describe('the lock of the cache', () => {
  it('lets one piece of work at a time through, and all of them in the end', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      return 'done';
    };
    const all = Array.from({ length: 4 }, () => withLock(join(folder, 'lock'), () => {}, work));
    expect(await Promise.all(all)).toEqual(['done', 'done', 'done', 'done']);
    expect(most).toBe(1);
  });

  it('tells a waiter once which process it waits for', async () => {
    const path = join(folder, 'lock');
    const waits: number[] = [];
    let second: Promise<void> = Promise.resolve();
    await withLock(
      path,
      () => {},
      () =>
        new Promise<void>((resolve) => {
          const onWait = (pid: number) => {
            waits.push(pid);
            resolve();
          };
          second = withLock(path, onWait, async () => {});
        }),
    );
    await second;
    expect(waits).toEqual([process.pid]);
  });

  it('is free again after work that failed', async () => {
    const path = join(folder, 'lock');
    const failing = withLock(
      path,
      () => {},
      () => Promise.reject(new Error('disk full')),
    );
    await expect(failing).rejects.toThrow('disk full');
    await expect(access(path)).rejects.toThrow();
    expect(
      await withLock(
        path,
        () => {},
        async () => 'next',
      ),
    ).toBe('next');
  });

  it('is taken over, by exactly one of many waiters at a time, when its process is dead', async () => {
    const path = join(folder, 'lock');
    await symlink(`${await deadPid()}@1`, path);
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 3 }, () => withLock(path, () => {}, work)));
    expect(most).toBe(1);
  });

  it('is taken over when its process id now belongs to a younger process', async () => {
    const path = join(folder, 'lock');
    await symlink(`${process.pid}@1`, path);
    const waits: number[] = [];
    await withLock(
      path,
      (pid) => waits.push(pid),
      async () => {
        expect(await readlink(path)).not.toBe(`${process.pid}@1`);
      },
    );
    expect(waits).toEqual([]);
  });

  it('survives a process that was killed while it took a dead lock over', async () => {
    const path = join(folder, 'lock');
    await symlink(`${await deadPid()}@1`, path);
    await symlink(`${await deadPid()}@1`, `${path}.takeover`);
    expect(
      await withLock(
        path,
        () => {},
        async () => 'mine',
      ),
    ).toBe('mine');
  });
});
