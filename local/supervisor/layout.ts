import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runFolderToken } from '../place.ts';
import { runError, runProblem } from './problem.ts';

/** The paths inside a run folder, which holds everything that a stack on this machine reads and writes. */
export interface Layout {
  readonly folder: string;
  /** Copies of the artifacts, replaced at every start. */
  readonly config: string;
  /** What the parts keep: `data/<part>/<volume>`. */
  readonly data: string;
  /** The secrets as they were given or made, one file each. */
  readonly secrets: string;
  /** Each part's own copies of its secrets: `private/<part>/<name>`. */
  readonly private: string;
  readonly logs: string;
  /** A file by the name of each part that was stopped on purpose. */
  readonly held: string;
  /** Which process supervises. */
  readonly owner: string;
  /** What runs, `RunState` as JSON. */
  readonly state: string;
}

/** The layout of a run folder. Throws NX409 for a path whose characters mean something in a configuration file or a pattern. */
export function layout(folder: string): Layout {
  const unfit = /['"\\*?[\]{}$\n]/.exec(folder)?.[0];
  if (unfit !== undefined) {
    throw runError(
      'The stack cannot run in this folder.',
      runProblem(
        'NX409',
        folder,
        `the path holds the character ${JSON.stringify(unfit)}, which configuration files read as something else`,
        'choose a run folder without quotes, brackets, backslashes, dollar signs, asterisks and question marks',
      ),
    );
  }
  return {
    folder,
    config: join(folder, 'config'),
    data: join(folder, 'data'),
    secrets: join(folder, 'secrets'),
    private: join(folder, 'private'),
    logs: join(folder, 'logs'),
    held: join(folder, 'held'),
    owner: join(folder, 'owner.json'),
    state: join(folder, 'run.json'),
  };
}

/** A text of an artifact with the run folder in the place of its token. */
export function inFolder(text: string, folder: string): string {
  return text.replaceAll(runFolderToken, folder);
}

/** Makes the folders of a run, open to the users that its parts run as. What was held before is not held any more. */
export function makeFolders(run: Layout): void {
  for (const folder of [run.folder, run.config, run.data, run.private, run.logs])
    mkdirSync(folder, { recursive: true });
  rmSync(run.held, { recursive: true, force: true });
  mkdirSync(run.held);
}
