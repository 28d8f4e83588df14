import { homedir } from 'node:os';
import { join } from 'node:path';
import { ProgramError } from './error.ts';
import { type Manifest, readManifest, verifyFiles } from './manifest.ts';
import { type Bundle, type ProgramName, upstreamSuite } from './table.ts';

/**
 * The folder that keeps what was fetched: `$NARTHEX_CACHE`, else `$XDG_CACHE_HOME/narthex`, else `~/.cache/narthex`;
 * for root `/var/cache/narthex`, because root's home is closed to the unprivileged users that PostgreSQL must run as.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const { NARTHEX_CACHE: own, XDG_CACHE_HOME: xdg, HOME: home } = environment;
  if (own) return own;
  if (xdg) return join(xdg, 'narthex');
  if (process.getuid?.() === 0) return '/var/cache/narthex';
  return join(home || homedir(), '.cache', 'narthex');
}

/** The folder of one bundle in the cache; `release` is the code name of this machine's Debian release. */
export function bundleFolder(cache: string, bundle: Bundle, release: string): string {
  return join(cache, 'programs', `${bundle.package}@${bundle.suite === 'upstream' ? upstreamSuite : release}`);
}

/** Folders whose files were compared with their manifest in this process. */
const verified = new Map<string, Promise<void>>();

/**
 * A program of a bundle in the cache; undefined when it is not there.
 * The first time in a process its files are verified: throws `E_PROGRAM_CORRUPT` when one of them is damaged.
 */
export async function findInCache(
  folder: string,
  name: ProgramName,
): Promise<{ path: string; version: string } | undefined> {
  const manifest = await readManifest(folder);
  if (manifest === undefined) return undefined;
  const program = manifest.programs[name];
  if (program === undefined) {
    throw new ProgramError('E_PROGRAM_CORRUPT', `${folder} should hold ${name}, and its manifest does not name it.`);
  }
  await verifyOnce(folder, manifest);
  return { path: join(folder, program.path), version: program.version };
}

/** Forgets that a folder was verified; for whoever replaces it. */
export function forgetVerified(folder: string): void {
  verified.delete(folder);
}

function verifyOnce(folder: string, manifest: Manifest): Promise<void> {
  const known = verified.get(folder);
  if (known !== undefined) return known;
  const verifying = verifyFiles(folder, manifest);
  verified.set(folder, verifying);
  return verifying;
}
