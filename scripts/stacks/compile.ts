import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BuildFailure, Metafile } from 'esbuild';
import { NarthexError } from '../../stacks/model/index.ts';
import type { StackFile } from './find.ts';

/** A compiled stack file: one ES module with an inline source map. */
export interface CompiledStack {
  readonly path: string;
  readonly text: string;
}

/** A source as it was when it was compiled. */
type Input = readonly [path: string, size: number, mtimeMs: number];

interface CacheEntry {
  readonly inputs: readonly Input[];
  readonly output: string;
}

/** Old compilations are kept for a while: another process may be about to load one. */
const keepMs = 3_600_000;

/**
 * Compiles a stack file and what it imports from the project; packages stay packages. What has not changed since the last
 * time is not compiled again: starting the compiler takes longer than all the rest of a command.
 * Throws a `NarthexError` with every mistake that the compiler found.
 */
export async function compileStack(file: StackFile, projectFolder: string): Promise<CompiledStack> {
  // Inside the project, so that the compiled file finds the project's packages.
  const folder = join(projectFolder, '.narthex', 'cache', 'stacks');
  const entryFile = join(folder, `${file.name}.json`);
  const known = readEntry(entryFile);
  if (known?.inputs.every(isUnchanged)) {
    const text = readText(join(folder, known.output));
    if (text !== undefined) return { path: join(folder, known.output), text };
  }
  const { text, inputs } = await bundle(file, projectFolder, folder);
  const output = `${file.name}.${createHash('sha256').update(text).digest('hex').slice(0, 12)}.mjs`;
  mkdirSync(folder, { recursive: true });
  writeAtomically(join(folder, output), text);
  writeAtomically(entryFile, JSON.stringify({ inputs, output } satisfies CacheEntry));
  removeOld(folder, file.name, output);
  return { path: join(folder, output), text };
}

async function bundle(
  file: StackFile,
  projectFolder: string,
  outdir: string,
): Promise<{ text: string; inputs: Input[] }> {
  const { build } = await import('esbuild');
  try {
    const { outputFiles, metafile } = await build({
      entryPoints: [file.path],
      // The source map's paths are relative to where the output will lie.
      outfile: join(outdir, `${file.name}.mjs`),
      absWorkingDir: projectFolder,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      target: 'node20',
      sourcemap: 'inline',
      logLevel: 'silent',
      metafile: true,
      write: false,
    });
    return { text: outputFiles[0]?.text ?? '', inputs: inputsOf(metafile, projectFolder) };
  } catch (error) {
    throw compileError(error);
  }
}

function inputsOf(metafile: Metafile, projectFolder: string): Input[] {
  return Object.keys(metafile.inputs).map((input) => {
    const path = resolve(projectFolder, input);
    const { size, mtimeMs } = statSync(path);
    return [path, size, mtimeMs];
  });
}

function isUnchanged([path, size, mtimeMs]: Input): boolean {
  const now = statSync(path, { throwIfNoEntry: false });
  return now?.size === size && now.mtimeMs === mtimeMs;
}

function readEntry(path: string): CacheEntry | undefined {
  const text = readText(path);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as CacheEntry;
  } catch {
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function writeAtomically(path: string, text: string): void {
  const staged = `${path}.${process.pid}`;
  writeFileSync(staged, text);
  renameSync(staged, path);
}

function removeOld(folder: string, name: string, current: string): void {
  for (const entry of readdirSync(folder)) {
    if (!entry.startsWith(`${name}.`) || !entry.endsWith('.mjs') || entry === current) continue;
    const path = join(folder, entry);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (age > keepMs) rmSync(path, { force: true });
  }
}

function compileError(error: unknown): unknown {
  const { errors } = error as Partial<BuildFailure>;
  if (errors === undefined) return error;
  return new NarthexError(
    'The stack does not compile.',
    errors.map(({ text, location }) => ({
      code: 'NX803',
      path: [],
      message: text,
      fix: 'correct the line; your editor shows the same mistake',
      ...(location && { position: { file: location.file, line: location.line, column: location.column + 1 } }),
    })),
  );
}
