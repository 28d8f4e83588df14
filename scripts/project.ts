import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compose } from '../compose/index.ts';
import {
  type Artifacts,
  type AssetName,
  environmentNames,
  NarthexError,
  type Plan,
  type Problem,
  problemText,
  resolveStack,
  type Target,
  unknownNameFix,
} from '../stacks/model/index.ts';
import { planStack, synthesize } from '../stacks/synthesize/index.ts';
import { findStackFiles, selectStackFiles } from './stacks/find.ts';
import { type LoadedStack, loadStacks } from './stacks/load.ts';

/** The names of the targets. */
export const targetNames = ['compose', 'kubernetes', 'local'] as const satisfies readonly Target['name'][];

/** What a command works on. */
export interface Selection {
  /** Folder of the project; its `stacks/` holds the definitions. */
  readonly projectFolder: string;
  /** Folder of Narthex's own bundled programs. */
  readonly assetsFolder: string;
  /** All stacks if empty. */
  readonly stacks: readonly string[];
  /** All environments if empty. */
  readonly environments: readonly string[];
  /** All targets if empty. */
  readonly targets: readonly string[];
  /** Added to every port of the local target, so that two stacks fit on one machine. */
  readonly portOffset?: number;
}

/** One stack in one environment with its files. */
export interface Synthesized {
  readonly plan: Plan;
  /** Paths relative to `<stack>/<environment>/`. */
  readonly artifacts: Artifacts;
  /** The file that defines it. */
  readonly loaded: LoadedStack;
}

/** The folder of a stack in the output: `sergas/production`. */
export function stackFolder({ stack }: Plan): string {
  return `${stack.name}/${stack.environment}`;
}

/**
 * Loads, resolves and synthesises what was selected. Writes nothing.
 * Throws a `NarthexError` with every mistake of every stack, each with its place in the author's file.
 */
export async function synthesizeSelection(selection: Selection): Promise<Synthesized[]> {
  const environments = select(selection.environments, environmentNames, 'environment');
  const [loaded, targets] = await Promise.all([
    loadStacks(selectStackFiles(findStackFiles(selection.projectFolder), selection.stacks), selection.projectFolder),
    loadTargets(selection.targets, selection.portOffset),
  ]);
  refuseEqualNames(loaded);
  const assets = readAssets(selection.assetsFolder);
  const problems: Problem[] = [];
  const results: Synthesized[] = [];
  for (const stack of loaded) {
    const mistakes = new Map<string, Problem>();
    for (const environment of environments) {
      try {
        const plan = planStack(resolveStack(stack.definition, environment), assets);
        results.push({ plan, artifacts: synthesize(plan, targets), loaded: stack });
      } catch (error) {
        if (!(error instanceof NarthexError)) throw error;
        // Mistakes of the definition itself show in every environment.
        for (const problem of error.problems) mistakes.set(problemText(problem), problem);
      }
    }
    // What finds places is a parser; nobody waits for it where there is nothing to find.
    if (mistakes.size > 0) problems.push(...(await withPlaces([...mistakes.values()], stack, selection.projectFolder)));
  }
  if (problems.length > 0)
    throw new NarthexError(`Nothing was done: ${count(problems.length, 'mistake')} in the definition.`, problems);
  return results;
}

/** Two files with one stack name would write into one folder. */
function refuseEqualNames(loaded: readonly LoadedStack[]): void {
  const files = new Map<string, string>();
  const problems = loaded.flatMap(({ file, definition: { stack } }): Problem[] => {
    const other = files.get(stack.name);
    files.set(stack.name, file.name);
    if (other === undefined) return [];
    const message = `stacks/${other} and stacks/${file.name} both define the stack '${stack.name}'`;
    return [{ code: 'NX806', path: [], message, fix: 'give one of them another name' }];
  });
  if (problems.length > 0) throw new NarthexError('Two stacks have one name.', problems);
}

/** Loads only the rooms that are asked for: the libraries behind Kubernetes take longer to load than all the rest. */
export async function loadTargets(names: readonly string[], portOffset = 0): Promise<Target[]> {
  return Promise.all(
    select(names, targetNames, 'target').map(async (name): Promise<Target> => {
      switch (name) {
        case 'compose':
          return compose;
        case 'kubernetes':
          return (await import('../kubernetes/index.ts')).kubernetes;
        case 'local':
          return (await import('../local/index.ts')).localTarget({ portOffset });
      }
    }),
  );
}

function select<T extends string>(wanted: readonly string[], known: readonly T[], what: string): readonly T[] {
  const unknown = wanted.filter((name) => !(known as readonly string[]).includes(name));
  if (unknown.length > 0) {
    throw new NarthexError(
      `Not every ${what} that was asked for exists.`,
      unknown.map((name) => ({
        code: 'NX802',
        path: [],
        message: `there is no ${what} '${name}'`,
        fix: unknownNameFix(name, known),
      })),
    );
  }
  return wanted.length === 0 ? known : known.filter((name) => wanted.includes(name));
}

async function withPlaces(
  problems: readonly Problem[],
  { compiled, definition }: LoadedStack,
  projectFolder: string,
): Promise<Problem[]> {
  const { locateProblems } = await import('./stacks/locate.ts');
  const located = locateProblems(problems, compiled.text, compiled.path, projectFolder);
  return located.map((problem) =>
    problem.position ? problem : { ...problem, message: `${problem.message} (stack '${definition.stack.name}')` },
  );
}

function readAssets(folder: string): Plan['assets'] {
  const read = (name: AssetName) => readFileSync(join(folder, name), 'utf8');
  return {
    'simulator.mjs': read('simulator.mjs'),
    'inbox.mjs': read('inbox.mjs'),
    'runbooks.mjs': read('runbooks.mjs'),
    'preview.mjs': read('preview.mjs'),
    'preview.js': read('preview.js'),
    'preview.css': read('preview.css'),
  };
}

/** `1 mistake`, `2 mistakes`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
