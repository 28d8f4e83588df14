import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Layout, layout } from '../../local/supervisor/layout.ts';
import { currentOwner, giveUpOwnership, takeOwnership } from '../../local/supervisor/owner.ts';
import { identify } from '../../local/supervisor/process-id.ts';

let run: Layout;
beforeEach(() => {
  run = layout(mkdtempSync(join(tmpdir(), 'narthex-owner-')));
});
afterEach(() => rmSync(run.folder, { recursive: true, force: true }));

describe('who supervises a run folder', () => {
  it('is nobody at first, then whoever took it, until it is given up', async () => {
    expect(await currentOwner(run)).toBeUndefined();
    const me = await takeOwnership(run);
    expect(me.pid).toBe(process.pid);
    expect(await currentOwner(run)).toEqual(me);
    giveUpOwnership(run);
    expect(await currentOwner(run)).toBeUndefined();
    giveUpOwnership(run);
  });

  it('cannot be two: the second is told the process of the first', async () => {
    await takeOwnership(run);
    await expect(takeOwnership(run)).rejects.toThrow(new RegExp(`NX401.*process ${process.pid} `, 's'));
  });

  it('is one among many that try at the same moment', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => takeOwnership(run)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(existsSync(`${run.owner}.lock`)).toBe(false);
  });

  it('is not a process that died', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    writeFileSync(run.owner, JSON.stringify(await identify(child.pid ?? 0)));
    await expect(takeOwnership(run)).rejects.toThrow(`process ${child.pid} `);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await takeOwnership(run)).pid).toBe(process.pid);
  });

  it('is not a process that got the number of one that died', async () => {
    writeFileSync(run.owner, JSON.stringify({ pid: process.pid, started: 'long ago' }));
    expect((await takeOwnership(run)).started).not.toBe('long ago');
  });
});
