import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NarthexError, unknownNameFix } from '../../stacks/model/index.ts';

/** A stack file of the project, by the name that commands use. */
export interface StackFile {
  readonly name: string;
  readonly path: string;
}

/** The stack files of a project: `stacks/*.ts` (or `.mts`, `.js`, `.mjs`), without `index`. */
export function findStackFiles(projectFolder: string): StackFile[] {
  let entries: string[];
  try {
    entries = readdirSync(join(projectFolder, 'stacks'));
  } catch {
    throw new NarthexError('There are no stacks here.', [
      {
        code: 'NX801',
        path: [],
        message: `there is no folder 'stacks' in ${projectFolder}`,
        fix: 'run the command in the folder of your project, or write a first stack into stacks/<name>.ts',
      },
    ]);
  }
  const files = entries
    .flatMap((entry): StackFile[] => {
      const name = /^(.+)\.m?[jt]s$/.exec(entry)?.[1];
      return name === undefined || name === 'index' || name.endsWith('.d')
        ? []
        : [{ name, path: join(projectFolder, 'stacks', entry) }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (files.length > 0) return files;
  throw new NarthexError('There are no stacks here.', [
    {
      code: 'NX801',
      path: [],
      message: `the folder 'stacks' in ${projectFolder} holds no stack`,
      fix: 'write a first stack into stacks/<name>.ts',
    },
  ]);
}

/** Those of the stack files that were asked for; all of them if none was named. */
export function selectStackFiles(files: readonly StackFile[], names: readonly string[]): readonly StackFile[] {
  if (names.length === 0) return files;
  const known = files.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new NarthexError(
      'Not every stack that was asked for exists.',
      unknown.map((name) => ({
        code: 'NX802',
        path: [],
        message: `there is no stack '${name}'`,
        fix: unknownNameFix(name, known),
      })),
    );
  }
  return files.filter(({ name }) => names.includes(name));
}
