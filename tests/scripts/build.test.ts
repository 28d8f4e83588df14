import { execFile } from 'node:child_process';
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { files } from '../house/sources.ts';
import { repository, temporaryProject } from '../support/temporary.ts';

/** A copy of what is compiled, without anything compiled; packages are found in the repository around it. */
function checkout(): string {
  const folder = temporaryProject();
  for (const path of files.filter((each) => !/^(tests|docs|bench)\//.test(each)))
    cpSync(join(repository, path), join(folder, path));
  return folder;
}

const help = (folder: string) =>
  promisify(execFile)(process.execPath, [join(folder, 'scripts', 'narthex.mjs'), 'synth', '--help'], { cwd: folder });

describe('the command in a checkout', () => {
  it('is compiled when it is first called, by several processes at once without harm', async () => {
    const folder = checkout();
    expect(existsSync(join(folder, 'build'))).toBe(false);
    const answers = await Promise.all([help(folder), help(folder), help(folder)]);
    for (const { stdout } of answers) expect(stdout).toContain('Usage: narthex synth');
    expect(readdirSync(folder).filter((name) => name.startsWith('build'))).toEqual(['build']);
    expect((await help(folder)).stdout).toContain('--out <folder>');
  }, 60_000);
});
