import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultRunFolder } from '../../local/index.ts';
import { closedFolder, identityOf, nobody, ownFolder } from '../../local/supervisor/user.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'narthex-user-'));
  mkdirSync(join(folder, 'inner'));
  file = join(folder, 'inner', 'program');
  mkdirSync(join(folder, 'inner', 'stacks'), { recursive: true });
  writeFileSync(file, '');
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const root = process.getuid?.() === 0;

describe('the way to a file', () => {
  it('is open where every folder lets others pass', () => {
    expect(closedFolder(file, nobody)).toBeUndefined();
  });

  it('ends at the first folder that does not', () => {
    chmodSync(folder, 0o700);
    expect(closedFolder(file, nobody)).toBe(folder);
    const { uid, gid } = statSync(folder);
    expect(closedFolder(file, { uid, gid })).toBeUndefined();
  });
});

describe('as whom a process runs', () => {
  it.runIf(root)('is nobody when root starts it', () => {
    expect(identityOf('nobody', [file])).toEqual({ user: nobody });
  });

  it.runIf(root)('is root where the process needs it, or where nobody could not read its files', () => {
    expect(identityOf('root', [file])).toEqual({});
    chmodSync(folder, 0o700);
    expect(identityOf('nobody', [file])).toEqual({ note: expect.stringContaining(folder) });
  });

  it.skipIf(root)('is whoever starts it', () => {
    expect(identityOf('nobody', [file])).toEqual({});
  });

  it.runIf(root)('comes with folders that it owns, with all that is in them', () => {
    ownFolder(folder, nobody);
    expect([statSync(folder).uid, statSync(file).uid]).toEqual([nobody.uid, nobody.uid]);
    ownFolder(folder, undefined);
    expect(statSync(file).uid).toBe(0);
  });

  it('comes with folders that others cannot look into', () => {
    const made = join(folder, 'data');
    ownFolder(made, undefined);
    expect(statSync(made).mode & 0o777).toBe(0o700);
  });
});

describe('the run folder of a stack', () => {
  it('stands in the project', () => {
    expect(defaultRunFolder(join(folder, 'inner'), 'sergas-development')).toBe(
      join(folder, 'inner', '.narthex', 'run', 'sergas-development'),
    );
  });

  it.runIf(root)('stands outside a project that is closed to the users of the parts, one for each project', () => {
    chmodSync(folder, 0o700);
    const here = defaultRunFolder(join(folder, 'inner'), 'sergas-development');
    expect(here).toMatch(/^\/var\/lib\/narthex\/sergas-development-[0-9a-f]{8}$/);
    mkdirSync(join(folder, 'other', 'stacks'), { recursive: true });
    expect(defaultRunFolder(join(folder, 'other'), 'sergas-development')).not.toBe(here);
  });
});
