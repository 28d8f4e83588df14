import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../local/programs/cache.ts';

const run = promisify(execFile);

/** The Node.js that is fetched where the tests need a newer one than they run on. */
const version = '22.23.3';

/** The path of Node.js 22: this one when it is new enough, else one from the package registry, kept in the cache. */
export async function node22(): Promise<string> {
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const programs = join(cacheFolder(process.env), 'programs');
  const folder = join(programs, `node@${version}`);
  const program = join(folder, 'bin', 'node');
  if (existsSync(program)) return program;
  await mkdir(programs, { recursive: true });
  const staging = await mkdtemp(join(programs, '.node-'));
  try {
    // npm compares the package with the digest that the registry has for it.
    await run('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', staging]);
    await run('tar', ['-xzf', join(staging, `${name}-${version}.tgz`), '-C', staging]);
    // Whoever was faster has put the same there.
    await rename(join(staging, 'package'), folder).catch((error: unknown) => {
      if (!existsSync(program)) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return program;
}
