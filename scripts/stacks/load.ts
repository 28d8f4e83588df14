import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Definition, NarthexError, type Problem } from '../../stacks/model/index.ts';
import { type CompiledStack, compileStack } from './compile.ts';
import type { StackFile } from './find.ts';

/** A stack file, what it defines, and what it was compiled to, for finding places in it. */
export interface LoadedStack {
  readonly file: StackFile;
  readonly definition: Definition;
  readonly compiled: CompiledStack;
}

/**
 * Compiles stack files on the fly and loads them.
 * Throws a `NarthexError` for files that do not compile, do not run, or define no stack; all of them at once.
 */
export async function loadStacks(files: readonly StackFile[], projectFolder: string): Promise<LoadedStack[]> {
  const results = await Promise.all(files.map((file) => loadStack(file, projectFolder)));
  const problems = results.flatMap((result) => (Array.isArray(result) ? result : []));
  if (problems.length > 0) throw new NarthexError('Not every stack file could be loaded.', problems);
  return results.filter((result): result is LoadedStack => !Array.isArray(result));
}

async function loadStack(file: StackFile, projectFolder: string): Promise<LoadedStack | Problem[]> {
  let compiled: CompiledStack;
  try {
    compiled = await compileStack(file, projectFolder);
  } catch (error) {
    if (error instanceof NarthexError) return [...error.problems];
    throw error;
  }
  const path = relative(projectFolder, file.path);
  try {
    const module = (await import(pathToFileURL(compiled.path).href)) as { readonly default?: unknown };
    if (isDefinition(module.default)) return { file, definition: module.default, compiled };
  } catch (error) {
    return [await loadProblem(error, path, compiled, projectFolder)];
  }
  const fix = 'end it with: export default defineStack({ … })';
  return [{ code: 'NX804', path: [], message: `${path} defines no stack`, fix }];
}

async function loadProblem(
  error: unknown,
  path: string,
  compiled: CompiledStack,
  projectFolder: string,
): Promise<Problem> {
  const { locateError } = await import('./locate.ts');
  const position = locateError(error, compiled.text, compiled.path, projectFolder);
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: 'NX805',
    path: [],
    message: `${path} fails when it is loaded: ${reason}`,
    fix: 'correct what the message names',
    ...(position && { position }),
  };
}

function isDefinition(value: unknown): value is Definition {
  return typeof value === 'object' && value !== null && (value as { readonly kind?: unknown }).kind === 'narthex-stack';
}
