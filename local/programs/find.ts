import { access, constants, readdir } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { bundleFolder, cacheFolder, findInCache } from './cache.ts';
import { ProgramError } from './error.ts';
import { machineRelease } from './release.ts';
import { run } from './run.ts';
import { bundleOf, minimum, overrideVariable, type ProgramEntry, type ProgramName, programs } from './table.ts';
import { isAtLeast, readVersion } from './version.ts';

/** A program that can be started as it is: `path` is absolute and needs no further arguments or variables. */
export interface Program {
  name: ProgramName;
  path: string;
  /** As it reports it, without a distribution's suffix: `3.5.3`. */
  version: string;
  /** `override`: named by its environment variable; `path`: installed on the machine; `cache`: fetched by Narthex. */
  from: 'override' | 'path' | 'cache';
}

/** Where to look, and whom to tell. */
export interface FindOptions {
  /** Stands in for the process's environment: PATH, HOME, NARTHEX_CACHE and the overrides are read from it. */
  environment?: NodeJS.ProcessEnv;
  /** Called with one line when something worth knowing happens. */
  onProgress?: (message: string) => void;
}

/**
 * Finds a program without fetching anything: by its environment variable, on PATH when it is new enough, in the cache.
 * Undefined when it is nowhere. Throws `E_PROGRAM_UNFIT` for an override that does not run and `E_PROGRAM_CORRUPT` for a
 * damaged file in the cache.
 */
export async function findProgram(name: ProgramName, options: FindOptions = {}): Promise<Program | undefined> {
  const { environment = process.env, onProgress = () => {} } = options;
  return (
    (await findOverride(name, environment, onProgress)) ??
    (await findInstalled(name, environment, onProgress)) ??
    (await findCached(name, environment))
  );
}

/** Runs a program to learn its version; undefined when it does not run or prints none. */
export async function askVersion(
  path: string,
  entry: ProgramEntry,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const options = { environment, timeout: 20_000 };
  const said = await run(path, entry.versionArguments ?? ['--version'], options).catch(() => undefined);
  return said && readVersion(`${said.stdout}\n${said.stderr}`);
}

type Tell = (message: string) => void;

async function findOverride(name: ProgramName, environment: NodeJS.ProcessEnv, tell: Tell) {
  const variable = overrideVariable(name);
  const path = environment[variable];
  if (!path) return undefined;
  const version = isAbsolute(path) ? await askVersion(path, programs[name], environment) : undefined;
  if (version === undefined) {
    const remedy = `Set it to the absolute path of ${name}, or unset it.`;
    throw new ProgramError('E_PROGRAM_UNFIT', `${variable}=${path} is not a ${name} that runs. ${remedy}`);
  }
  if (!isAtLeast(version, minimum[name])) tell(`${variable}: ${name} ${version} is older than ${minimum[name]}`);
  return { name, path, version, from: 'override' } as const;
}

async function findInstalled(name: ProgramName, environment: NodeJS.ProcessEnv, tell: Tell) {
  const entry: ProgramEntry = programs[name];
  for (const folder of await foldersFor(entry, environment)) {
    for (const command of entry.commands) {
      const path = join(folder, command);
      if (!(await isExecutable(path)) || !(await isComplete(folder, entry))) continue;
      const version = await askVersion(path, entry, environment);
      if (version !== undefined && isAtLeast(version, minimum[name]))
        return { name, path, version, from: 'path' } as const;
      tell(`${path} is not used: ${version ?? 'it does not run'}, ${name} ${minimum[name]} or newer is needed`);
    }
  }
  return undefined;
}

async function findCached(name: ProgramName, environment: NodeJS.ProcessEnv): Promise<Program | undefined> {
  const folder = bundleFolder(cacheFolder(environment), bundleOf(name), (await machineRelease()).codename);
  const found = await findInCache(folder, name);
  // What was fetched for an older Narthex may be too old for this one: then it counts as absent and is fetched anew.
  if (found === undefined || !isAtLeast(found.version, minimum[name])) return undefined;
  return { name, ...found, from: 'cache' };
}

async function foldersFor(entry: ProgramEntry, environment: NodeJS.ProcessEnv): Promise<string[]> {
  const onPath = (environment.PATH ?? '').split(delimiter).filter(isAbsolute);
  const further = await Promise.all((entry.folders ?? []).map(expandStar));
  return [...new Set([...onPath, ...further.flat()])];
}

/** The existing paths that a path with at most one `*` folder stands for, the highest number first. */
export async function expandStar(path: string): Promise<string[]> {
  const at = path.indexOf('/*');
  if (at === -1) return [path];
  const names = await readdir(path.slice(0, at)).catch(() => []);
  names.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return names.map((name) => join(path.slice(0, at), name, path.slice(at + 2)));
}

async function isComplete(folder: string, entry: ProgramEntry): Promise<boolean> {
  const others = await Promise.all((entry.together ?? []).map((name) => isExecutable(join(folder, name))));
  return others.every(Boolean);
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
