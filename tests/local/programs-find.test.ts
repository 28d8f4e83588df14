import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensurePrograms } from '../../local/programs/ensure.ts';
import { findProgram } from '../../local/programs/find.ts';

let folder: string;
let notes: string[];
const onProgress = (message: string) => notes.push(message);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'narthex-find-'));
  notes = [];
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A program that does nothing but print its version; its interpreter needs no PATH. */
async function script(path: string, output: string, exitCode = 0): Promise<string> {
  const file = join(folder, path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, `#!/bin/sh\necho '${output}'\nexit ${exitCode}\n`);
  await chmod(file, 0o755);
  return file;
}

function machine(
  path: string[],
  more: NodeJS.ProcessEnv = {},
): { environment: NodeJS.ProcessEnv; onProgress: typeof onProgress } {
  const folders = path.map((name) => join(folder, name)).join(':');
  return { environment: { PATH: folders, NARTHEX_CACHE: join(folder, 'cache'), ...more }, onProgress };
}

describe('finding a program', () => {
  it('takes the first one on PATH that is new enough, and says why it passes over another', async () => {
    const old = await script('old/prometheus', 'prometheus, version 2.42.0+ds (branch: debian/sid)');
    const good = await script('new/prometheus', 'prometheus, version 3.6.1 (branch: HEAD)');
    const found = await findProgram('prometheus', machine(['old', 'new']));
    expect(found).toEqual({ name: 'prometheus', path: good, version: '3.6.1', from: 'path' });
    expect(notes).toEqual([`${old} is not used: 2.42.0, prometheus 3.5.0 or newer is needed`]);
  });

  it("knows a distribution's name for it", async () => {
    const path = await script('bin/prometheus-alertmanager', 'alertmanager, version 0.33.1');
    expect(await findProgram('alertmanager', machine(['bin']))).toMatchObject({ path, version: '0.33.1' });
  });

  it('passes over one that does not run', async () => {
    await script('bin/amtool', 'Illegal instruction', 132);
    expect(await findProgram('amtool', machine(['bin']))).toBeUndefined();
    expect(notes.join()).toContain('it does not run');
  });

  it('prefers the file that its variable names to everything else', async () => {
    await script('bin/promtool', 'promtool, version 3.9.0');
    const own = await script('mine/tool', 'promtool, version 3.7.0');
    const found = await findProgram('promtool', machine(['bin'], { NARTHEX_PROMTOOL: own }));
    expect(found).toEqual({ name: 'promtool', path: own, version: '3.7.0', from: 'override' });
    expect(notes).toEqual([]);
  });

  it('obeys its variable even for an old release, and says so', async () => {
    const own = await script('mine/tool', 'promtool, version 2.42.0');
    const found = await findProgram('promtool', machine([], { NARTHEX_PROMTOOL: own }));
    expect(found).toMatchObject({ version: '2.42.0', from: 'override' });
    expect(notes.join()).toContain('older than 3.5.0');
  });

  it('refuses a variable that names nothing that runs, and says how to set it', async () => {
    const finding = findProgram('promtool', machine([], { NARTHEX_PROMTOOL: join(folder, 'nowhere') }));
    await expect(finding).rejects.toMatchObject({ code: 'E_PROGRAM_UNFIT' });
    const relative = findProgram('promtool', machine([], { NARTHEX_PROMTOOL: 'promtool' }));
    await expect(relative).rejects.toThrow(/NARTHEX_PROMTOOL=promtool.*absolute path/);
  });

  it("takes a server's programs from one folder only, so that they are of one release", async () => {
    await script('half/initdb', 'initdb (PostgreSQL) 16.1');
    await script('half/pg_ctl', 'pg_ctl (PostgreSQL) 16.1');
    const found = await findProgram('initdb', machine(['half']));
    expect(found?.path.startsWith(folder) ?? false).toBe(false);
    await script('half/postgres', 'postgres (PostgreSQL) 16.1');
    expect(await findProgram('initdb', machine(['half']))).toMatchObject({ version: '16.1', from: 'path' });
  });
});

describe('ensuring programs on a machine that cannot fetch them', () => {
  it('lists all that is missing in one error and leaves nothing behind', async () => {
    await script('bin/amtool', 'amtool, version 0.33.1');
    const ensuring = ensurePrograms(['amtool', 'prometheus', 'promtool'], machine(['bin']));
    await expect(ensuring).rejects.toMatchObject({
      code: 'E_PROGRAM_MISSING',
      message: expect.stringMatching(/^Not found: prometheus, promtool\.[\s\S]*NARTHEX_PROMETHEUS/),
    });
    expect(await readdir(folder)).toEqual(['bin']);
  });

  it('is content when everything is on PATH', async () => {
    await script('bin/amtool', 'amtool, version 0.33.1');
    const programs = await ensurePrograms(['amtool', 'amtool'], machine(['bin']));
    expect([...programs.keys()]).toEqual(['amtool']);
  });
});
