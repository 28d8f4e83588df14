import { findStackFiles, selectStackFiles } from '../../scripts/stacks/find.ts';
import { type LoadedStack, loadStacks } from '../../scripts/stacks/load.ts';
import { locateProblems } from '../../scripts/stacks/locate.ts';
import { type EnvironmentName, pathText, resolveStack } from '../../stacks/model/index.ts';
import { planStack } from '../../stacks/synthesize/index.ts';
import { writeTree } from './files.ts';
import { assets, problemsOf } from './stacks.ts';
import { temporaryProject } from './temporary.ts';

/** A project with these files, in which 'narthex' is found by its name. */
export function project(files: Readonly<Record<string, string>>): string {
  const folder = temporaryProject();
  writeTree(folder, files);
  return folder;
}

/** Loads the stacks of a project by name; all if none is named. */
export async function load(folder: string, names: readonly string[] = []): Promise<LoadedStack[]> {
  return loadStacks(selectStackFiles(findStackFiles(folder), names), folder);
}

/** A mistake and where it stands: `NX107 services.api.port stacks/shop.ts:7:5`. */
export async function placesOf(folder: string, environment: EnvironmentName = 'development'): Promise<string[]> {
  const stacks = await load(folder);
  return stacks.flatMap(({ definition, compiled }) => {
    const problems = problemsOf(() => planStack(resolveStack(definition, environment), assets));
    return locateProblems(problems, compiled.text, compiled.path, folder).map(({ code, path, position }) =>
      position === undefined
        ? `${code} ${pathText(path)}`
        : `${code} ${pathText(path)} ${position.file}:${position.line}:${position.column}`,
    );
  });
}
