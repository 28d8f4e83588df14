import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { NarthexError, type Problem } from '../../stacks/model/index.ts';
import type { Files } from './documents.ts';

/** One environment of a stack in a folder of artifacts. */
export interface EnvironmentFolder {
  readonly stack: string;
  readonly environment: string;
  /** The folder, as it was given and further. */
  readonly folder: string;
  readonly files: Files;
}

/** A folder of artifacts. */
export interface ArtifactFolder {
  /** How deep it was given: a folder of stacks, of one stack, or of one environment. Names above that say nothing. */
  readonly level: 'stacks' | 'stack' | 'environment';
  readonly environments: readonly EnvironmentFolder[];
}

/**
 * Reads what `narthex synth` wrote: a folder of stacks, of one stack, or of one environment. Throws a `NarthexError`: NX921 for a folder that
 * is none, NX922 for one without a stack.
 */
export async function readFolder(folder: string): Promise<ArtifactFolder> {
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => refuse(folder, reason(error)));
  if (!found.isDirectory()) refuse(folder, 'it is a file');
  if (await isEnvironment(folder)) return { level: 'environment', environments: [await environment(folder)] };
  const below = await foldersIn(folder);
  const own = await areEnvironments(below);
  if (own.length > 0) return { level: 'stack', environments: await Promise.all(own.map(environment)) };
  const further = (await Promise.all(below.map(foldersIn))).flat();
  const environments = await Promise.all((await areEnvironments(further)).map(environment));
  if (environments.length > 0) return { level: 'stacks', environments };
  const message = `${folder}: there is no stack in it`;
  throw refusal({ code: 'NX922', path: [], message, fix: 'give a folder that narthex synth wrote, such as dist' });
}

function reason(error: NodeJS.ErrnoException): string {
  return error.code === 'ENOENT' ? 'there is no such folder' : error.message;
}

function refuse(folder: string, why: string): never {
  const fix = 'give two folders that narthex synth wrote: narthex diff before after';
  throw refusal({ code: 'NX921', path: [], message: `${folder}: ${why}`, fix });
}

function refusal(problem: Problem): NarthexError {
  return new NarthexError('There is nothing to compare.', [problem]);
}

/** What the folder of an environment has: rules, whatever the target. */
async function isEnvironment(folder: string): Promise<boolean> {
  const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  return names.some(({ name }) => name === 'rules');
}

async function areEnvironments(folders: readonly string[]): Promise<string[]> {
  const are = await Promise.all(folders.map(isEnvironment));
  return folders.filter((_, index) => are[index]);
}

/** Hidden folders are nobody's stack: `.narthex` holds what synth needs to know about its own files. */
async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => join(folder, name))
    .sort();
}

async function environment(folder: string): Promise<EnvironmentFolder> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  const within = (path: string) => relative(folder, path).split(sep).join('/');
  const files = new Map(paths.map((path, index) => [within(path), texts[index] ?? ''] as const));
  const whole = resolve(folder);
  return { stack: basename(dirname(whole)), environment: basename(whole), folder, files };
}
