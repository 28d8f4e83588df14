import { ensurePrograms, findProgram, ProgramError, type ProgramName } from '../../local/index.ts';
import type { ComposeTool, Tool } from '../../local/tools/index.ts';
import { couldNotRun } from '../support/could-not-run.ts';

/** The programs that judge artifacts. */
export interface RealTools {
  readonly promtool: Tool;
  readonly amtool: Tool;
  readonly blackbox_exporter: Tool;
}

/** The real programs, fetched if this machine has none; `undefined` where that is not possible, noted for the summary. */
export async function realTools(what: string): Promise<RealTools | undefined> {
  try {
    const programs = await ensurePrograms(['promtool', 'amtool', 'blackbox_exporter']);
    const tool = (name: ProgramName): Tool => ({ path: programs.get(name)?.path ?? name });
    return { promtool: tool('promtool'), amtool: tool('amtool'), blackbox_exporter: tool('blackbox_exporter') };
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    couldNotRun(what, error.message);
    return undefined;
  }
}

/** The real Docker Compose; `undefined` where there is none, noted for the summary. No engine has to run. */
export async function realCompose(what: string): Promise<ComposeTool | undefined> {
  try {
    const program =
      (await findProgram('docker-compose')) ?? (await ensurePrograms(['docker-compose'])).get('docker-compose');
    return program && { path: program.path, prefix: [] };
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    couldNotRun(what, error.message);
    return undefined;
  }
}
