import { ensurePrograms, type FindOptions, findProgram, ProgramError, type ProgramName } from '../../local/index.ts';
import type { CheckContext } from './gate.ts';

/**
 * Finds the programs that gates need, and fetches at once all that are missing. The gates wait for them; a gate whose program
 * cannot be had gets the `ProgramError` that says why.
 */
export function openTools(names: readonly ProgramName[], options: FindOptions): CheckContext['tool'] {
  const all = ensurePrograms(names, options);
  // Handled by whoever asks; without this, a failure before that moment would end the process.
  all.catch(() => {});
  return async (name) => {
    const programs = await all.catch((error: unknown) => {
      if (error instanceof ProgramError) return error;
      throw error;
    });
    // One that is missing must not hide those that are there.
    const found = programs instanceof ProgramError ? await findProgram(name, options) : programs.get(name);
    if (found !== undefined) return { path: found.path };
    throw programs instanceof ProgramError ? programs : new ProgramError('E_PROGRAM_MISSING', `${name} is not here.`);
  };
}
