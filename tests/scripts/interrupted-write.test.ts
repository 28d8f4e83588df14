import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { commit, makeFolders, recover, stagingFolder, writeDurably } from '../../scripts/write/journal.ts';
import { withOutput, writeArtifacts } from '../../scripts/write/write.ts';
import { trees } from '../fixtures/trees.ts';
import { bundledFixture } from '../support/bundle.ts';
import { readTree, writeTree } from '../support/files.ts';
import { memoryDisk } from '../support/mount.ts';
import { problemsOf } from '../support/stacks.ts';
import { temporaryFolder } from '../support/temporary.ts';

const before = { 'a.yml': 'old', 'gone/b.yml': 'old' };
const after = { 'a.yml': 'new', 'c/d.yml': 'new' };

/** A folder in which the new files are staged and nothing is decided. */
function staged(): { out: string; moves: [string, string][] } {
  const out = temporaryFolder();
  writeTree(out, before);
  const moves = Object.entries(after).map(([path, text]): [string, string] => {
    const from = join(stagingFolder(), path);
    writeDurably(join(out, from), text);
    return [from, path];
  });
  return { out, moves };
}

const leftovers = (out: string) => readdirSync(join(out, '.narthex')).filter((entry) => entry !== 'manifest.json');

describe('a process that died', () => {
  it('before everything was staged has changed nothing', () => {
    const { out } = staged();
    expect(recover(out)).toBe('discarded');
    expect(readTree(out)).toEqual(before);
    expect(leftovers(out)).toEqual([]);
  });

  it('while it wrote its journal has changed nothing', () => {
    const { out } = staged();
    writeDurably(join(out, '.narthex/journal.json.new'), '{"moves":[["');
    expect(recover(out)).toBe('discarded');
    expect(readTree(out)).toEqual(before);
    expect(leftovers(out)).toEqual([]);
  });

  it('after the point of no return is completed', () => {
    const { out, moves } = staged();
    commit(out, { moves, removals: ['gone/b.yml'] });
    expect(readTree(out)).toEqual(before);
    expect(recover(out)).toBe('completed');
    expect(readTree(out)).toEqual(after);
    expect(leftovers(out)).toEqual([]);
    expect(existsSync(join(out, 'gone'))).toBe(false);
  });

  it.each([1, 2])('after %d of its moves is completed', (done) => {
    const { out, moves } = staged();
    commit(out, { moves, removals: ['gone/b.yml'] });
    makeFolders(
      out,
      moves.map(([, to]) => to),
    );
    for (const [from, to] of moves.slice(0, done)) renameSync(join(out, from), join(out, to));
    expect(recover(out)).toBe('completed');
    expect(readTree(out)).toEqual(after);
  });

  it('is completed only once', () => {
    const { out, moves } = staged();
    commit(out, { moves, removals: [] });
    recover(out);
    expect(recover(out)).toBe('nothing to do');
  });

  it('is completed by the next one that writes, before it looks what changed', () => {
    const { out, moves } = staged();
    commit(out, { moves, removals: ['gone/b.yml'] });
    expect(writeArtifacts(out, new Map(Object.entries(after)), [''])).toMatchObject({ unchanged: 2 });
  });

  it('by SIGKILL at any moment leaves one output or the other, never a mixture', async () => {
    const program = await bundledFixture('writer');
    const out = temporaryFolder();
    const expected = [trees.odd, trees.even].map((files) => Object.fromEntries([...files].sort()));
    for (let kill = 0; kill < 15; kill++) {
      const child = spawn(process.execPath, [program, out], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(child.stdout, 'data');
      await sleep(Math.random() * 40);
      child.kill('SIGKILL');
      await once(child, 'exit');
      recover(out);
      expect(expected).toContainEqual(readTree(out));
      expect(leftovers(out).filter((entry) => entry !== 'lock')).toEqual([]);
    }
  }, 60_000);
});

describe('two processes that write', () => {
  it('into one folder at once write one after the other', async () => {
    const program = await bundledFixture('writer');
    const out = temporaryFolder();
    const writers = ['odd', 'even', 'odd', 'even'].map((name) => spawn(process.execPath, [program, out, name]));
    const codes = await Promise.all(writers.map(async (writer) => (await once(writer, 'exit'))[0]));
    expect(codes).toEqual([0, 0, 0, 0]);
    expect([trees.odd, trees.even].map((files) => Object.fromEntries([...files].sort()))).toContainEqual(readTree(out));
    expect(leftovers(out)).toEqual([]);
  });

  it('say whom they wait for', async () => {
    const out = temporaryFolder();
    const owners: number[] = [];
    let enter = () => {};
    let release = () => {};
    const entered = new Promise<void>((resolve) => {
      enter = resolve;
    });
    const first = withOutput(
      out,
      () => {},
      () => {
        enter();
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      },
    );
    await entered;
    const second = withOutput(
      out,
      (pid) => {
        owners.push(pid);
        release();
      },
      () => {},
    );
    await Promise.all([first, second]);
    expect(owners).toEqual([process.pid]);
  });

  it('are told when the folder cannot even be locked', async () => {
    const disk = memoryDisk('a read-only output folder that was never written', 'size=1m');
    if (disk === undefined) return;
    disk.remount('ro');
    const refused = await withOutput(
      join(disk.folder, 'dist'),
      () => {},
      () => {},
    ).catch((error: unknown) => error);
    expect(
      problemsOf(() => {
        throw refused;
      }),
    ).toMatchObject([{ code: 'NX812', message: expect.stringContaining('read-only') }]);
  });
});
