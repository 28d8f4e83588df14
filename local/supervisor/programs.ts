import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { NarthexError } from '../../stacks/model/index.ts';
import type { ProcessDescription } from '../description.ts';
import { ensurePrograms } from '../programs/ensure.ts';
import { type ProgramName, programs } from '../programs/table.ts';
import { reasonOf, runProblem } from './problem.ts';
import type { LeftOut } from './state.ts';

/** Which processes this machine can run, and which not. */
export interface Choice {
  readonly processes: readonly ProcessDescription[];
  readonly leftOut: readonly LeftOut[];
  /** Files of the programs that Narthex does not provide, by the program's name. */
  readonly found: ReadonlyMap<string, string>;
}

/**
 * Leaves out the processes whose program Narthex cannot provide and this machine does not have, and takes those that run in their place.
 * Those that it can provide are required: {@link providePrograms} fails if it cannot get them.
 */
export async function chooseProcesses(processes: readonly ProcessDescription[]): Promise<Choice> {
  const foreign = [...new Set(processes.flatMap(programsOf).filter((name) => !isOwn(name) && !isProvided(name)))];
  const found = new Map<string, string>();
  for (const name of foreign) {
    const path = await onPath(name);
    if (path !== undefined) found.set(name, path);
  }
  const lacks = (process: ProcessDescription) =>
    programsOf(process).find((name) => foreign.includes(name) && !found.has(name));
  const leftOut = processes.flatMap((process) => {
    const program = lacks(process);
    if (program === undefined) return [];
    return [
      { name: process.name, reason: `the program '${program}' is not on PATH, and Narthex has no package of it` },
    ];
  });
  const gone = new Set(leftOut.map(({ name }) => name));
  const kept = processes
    .filter(({ name, insteadOf }) => !gone.has(name) && (insteadOf === undefined || gone.has(insteadOf)))
    .map((process) => ({ ...process, after: process.after.filter((name) => !gone.has(name)) }));
  return { processes: kept, leftOut, found };
}

/** The file of every program that the processes need, fetched where it is not there. Throws NX403 with all that is missing. */
export async function providePrograms(
  { processes, found }: Choice,
  onProgress: (message: string) => void,
): Promise<ReadonlyMap<string, string>> {
  const names = [...new Set(processes.flatMap(programsOf))];
  const provided = await ensurePrograms(names.filter(isProvided), { onProgress }).catch((error: unknown) => {
    throw new NarthexError('Programs of the stack are missing.', [
      runProblem('NX403', 'programs', reasonOf(error), 'the message above names each program and how to bring it here'),
    ]);
  });
  return new Map([
    ...found,
    ['node', process.execPath],
    ...[...provided].map(([name, { path }]) => [name, path] as const),
  ]);
}

function programsOf({ program, prepare }: ProcessDescription): string[] {
  return [program, ...(prepare?.steps ?? []).map((step) => step.program)];
}

function isOwn(name: string): boolean {
  return name === 'node';
}

function isProvided(name: string): name is ProgramName {
  return Object.hasOwn(programs, name);
}

async function onPath(name: string): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(isAbsolute)) {
    const path = join(folder, name);
    const executable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (executable) return path;
  }
  return undefined;
}
