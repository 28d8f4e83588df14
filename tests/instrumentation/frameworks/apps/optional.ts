import { couldNotRun } from '../../../support/could-not-run.ts';

/** A package that not every checkout has, by its name; `undefined` where it is missing, which is noted for the summary. */
export async function optional<Module>(name: string, what: string): Promise<Module | undefined> {
  try {
    return await import(/* @vite-ignore */ name);
  } catch (error) {
    if (!(error instanceof Error && /Cannot find|Failed to (load|resolve)/.test(error.message))) throw error;
    couldNotRun(what, `The package ${name} is not installed.`);
    return undefined;
  }
}
