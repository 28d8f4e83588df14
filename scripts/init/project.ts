import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { NarthexError, type Problem, serverNames } from '../../stacks/model/index.ts';
import { type FrameworkName, frameworksIn } from './frameworks.ts';

/** What a folder holds before `narthex init`, and what follows from it. */
export interface InitProject {
  readonly folder: string;
  /** Of the stack and of the service: a DNS label. */
  readonly name: string;
  readonly framework: FrameworkName;
  /** Whether the service is still to be written; otherwise its author adds the instrumentation to it. */
  readonly start: boolean;
  /** The text of package.json; absent where there is none. */
  readonly manifest?: string;
  /** Whether there is a tsconfig.json of the project's own. */
  readonly configured: boolean;
  /** Where the sources of the service are: `src/`, or nothing for the folder itself. */
  readonly base: '' | 'src/';
  /** The ending of its sources. */
  readonly source: 'ts' | 'mts' | 'js' | 'mjs';
  /** The ending by which they import each other. */
  readonly imported: string;
  /** The ending of the stack file, which is always an ES module. */
  readonly stack: 'ts' | 'mts';
  /** The folder of what `synth` writes. */
  readonly out: string;
}

/** What the command was told. */
export interface InitWishes {
  readonly name?: string;
  readonly framework?: FrameworkName;
}

interface Manifest {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly main?: unknown;
  readonly scripts?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, unknown>>;
  readonly devDependencies?: Readonly<Record<string, unknown>>;
}

/** Looks at a folder, which need not exist. Throws a `NarthexError` for a package.json that is none, and for what cannot be told from it. */
export function inspect(folder: string, wishes: InitWishes): InitProject {
  const manifest = read(folder, 'package.json');
  const parsed = manifest === undefined ? {} : parseManifest(manifest);
  const { dependencies = {}, devDependencies = {} } = parsed;
  const detected = frameworksIn(Object.keys(dependencies));
  const name = wishes.name ?? nameOf(parsed, folder);
  const problems = [...nameProblems(name), ...(wishes.framework === undefined ? ambiguity(detected) : [])];
  if (problems.length > 0) throw new NarthexError('Nothing was written.', problems);

  const start = detected.length === 0 && !hasProgram(folder, parsed);
  const configuration = read(folder, 'tsconfig.json');
  const typed = start || configuration !== undefined || 'typescript' in { ...dependencies, ...devDependencies };
  // Where nothing is written yet, nobody has decided for CommonJS by saying nothing.
  const module = parsed.type === 'module' || (start && parsed.type === undefined);
  const source = sourceEnding({ typed, module, start });
  return {
    folder,
    name,
    framework: wishes.framework ?? detected[0] ?? 'node',
    start,
    ...(manifest !== undefined && { manifest }),
    configured: configuration !== undefined,
    base: start || existsSync(join(folder, 'src')) ? 'src/' : '',
    source,
    imported: importedEnding(source, start && configuration === undefined, configuration),
    stack: module ? 'ts' : 'mts',
    // Somebody else's output is in the way of ours, and would be swept away with it.
    out: usesDist(folder, manifest, configuration) ? 'observability' : 'dist',
  };
}

function read(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw refusal(`${name} cannot be read: ${(error as Error).message}`, 'make it a file that you may read');
  }
}

function parseManifest(text: string): Manifest {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw refusal(`package.json is no JSON: ${(error as Error).message}`, 'correct it; npm cannot read it either');
  }
  if (!isObject(parsed)) throw refusal('package.json is no JSON object', 'correct it; npm cannot read it either');
  for (const key of ['scripts', 'dependencies', 'devDependencies']) {
    const value = parsed[key];
    if (value !== undefined && !isObject(value))
      throw refusal(`'${key}' in package.json is no object`, 'make it an object, or remove it');
  }
  return parsed;
}

function refusal(message: string, fix: string): NarthexError {
  return new NarthexError('Nothing was written.', [{ code: 'NX832', path: [], message, fix }]);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The name of the package without its scope, or of the folder, in letters that a DNS label may have. */
function nameOf({ name }: Manifest, folder: string): string {
  const given = typeof name === 'string' && name !== '' ? name : basename(folder);
  return given
    .replace(/^@[^/]*\//, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 63)
    .replace(/-+$/, '');
}

/** The parts of the stack that a start has: a service has another name. */
const taken = [...serverNames, 'node-exporter', 'blackbox-exporter'];

function nameProblems(name: string): Problem[] {
  const rule = 'lower-case letters, digits and hyphens, at most 63, starting with a letter';
  const fix = `give one with --name: ${rule}, like 'orders-api'`;
  if (taken.includes(name))
    return [{ code: 'NX834', path: [], message: `'${name}' is the name of a part of every stack`, fix }];
  if (/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) return [];
  const message = name === '' ? 'there is no name to call it by' : `'${name}' is not a valid name`;
  return [{ code: 'NX834', path: [], message, fix }];
}

function ambiguity(detected: readonly FrameworkName[]): Problem[] {
  if (detected.length < 2) return [];
  const message = `package.json has several web frameworks: ${detected.join(', ')}`;
  return [{ code: 'NX833', path: [], message, fix: 'say which one answers the requests, with --framework' }];
}

/** Whether somebody has begun to write the service: `npm init` names a file and writes none. */
function hasProgram(folder: string, { main, scripts = {} }: Manifest): boolean {
  const file = typeof main === 'string' ? main : 'index.js';
  return existsSync(join(folder, 'src')) || existsSync(join(folder, file)) || 'start' in scripts;
}

function sourceEnding({ typed, module, start }: { typed: boolean; module: boolean; start: boolean }) {
  // A CommonJS program in TypeScript is compiled to what it is; one in JavaScript can load an ES module.
  if (typed) return start && !module ? 'mts' : 'ts';
  return module ? 'js' : 'mjs';
}

function importedEnding(source: InitProject['source'], ours: boolean, configuration = ''): string {
  const withTs =
    ours || /"(?:allowImportingTsExtensions|rewriteRelativeImportExtensions)"\s*:\s*true/.test(configuration);
  // Every resolution of TypeScript knows that `.js` may be a `.ts` file; only some allow to say so.
  return withTs ? source : source.replace('ts', 'js');
}

function usesDist(folder: string, ...texts: readonly (string | undefined)[]): boolean {
  return existsSync(join(folder, 'dist')) || texts.some((text) => text !== undefined && /["/ ]dist\b/.test(text));
}
