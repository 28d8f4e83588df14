import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuildFailure } from 'esbuild';
import { type Definition, NarthexError, type Problem } from '../../stacks/model/index.ts';
import type { StackFile } from './find.ts';

/** A stack file, what it defines, and the compiled text that it was loaded from, for finding places in it. */
export interface LoadedStack {
  readonly file: StackFile;
  readonly definition: Definition;
  /** The bundle with its inline source map. */
  readonly compiled: string;
}

/**
 * Compiles stack files on the fly and loads them. Packages are not bundled: they come from the project's own node_modules.
 * Throws a `NarthexError` for files that do not compile, do not run, or define no stack.
 */
export async function loadStacks(files: readonly StackFile[], projectFolder: string): Promise<LoadedStack[]> {
  // Inside the project, so that the compiled file finds the project's packages.
  const folder = join(projectFolder, '.narthex', 'cache', `stacks-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const outputs = await compile(files, folder);
    const problems: Problem[] = [];
    const loaded: LoadedStack[] = [];
    for (const file of files) {
      const definition = await importDefinition(file, join(folder, `${file.name}.mjs`), projectFolder);
      if ('code' in definition) problems.push(definition);
      else loaded.push({ file, definition, compiled: outputs.get(file.name) ?? '' });
    }
    if (problems.length > 0) throw new NarthexError('Not every stack file could be loaded.', problems);
    return loaded;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compile(files: readonly StackFile[], outdir: string): Promise<ReadonlyMap<string, string>> {
  const { build } = await import('esbuild');
  const { writeFileSync } = await import('node:fs');
  try {
    const { outputFiles } = await build({
      entryPoints: files.map(({ name, path }) => ({ in: path, out: name })),
      outdir,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      target: 'node20',
      sourcemap: 'inline',
      logLevel: 'silent',
      write: false,
    });
    const texts = new Map<string, string>();
    for (const output of outputFiles) {
      writeFileSync(output.path, output.contents);
      texts.set(relative(outdir, output.path).replace(/\.mjs$/, ''), output.text);
    }
    return texts;
  } catch (error) {
    throw compileError(error);
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

async function importDefinition(
  file: StackFile,
  compiled: string,
  projectFolder: string,
): Promise<Definition | Problem> {
  const path = relative(projectFolder, file.path);
  try {
    const module = (await import(pathToFileURL(compiled).href)) as { readonly default?: unknown };
    if (isDefinition(module.default)) return module.default;
    return {
      code: 'NX804',
      path: [],
      message: `${path} defines no stack`,
      fix: 'end it with: export default defineStack({ … })',
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      code: 'NX805',
      path: [],
      message: `${path} fails when it is loaded: ${reason}`,
      fix: 'correct what the message names',
    };
  }
}

function isDefinition(value: unknown): value is Definition {
  return typeof value === 'object' && value !== null && (value as { readonly kind?: unknown }).kind === 'narthex-stack';
}
