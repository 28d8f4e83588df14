import type { Terminal } from '../../scripts/output/terminal.ts';
import type { Selection } from '../../scripts/project.ts';
import type { EnvironmentName } from '../../stacks/model/index.ts';
import { writeTree } from './files.ts';
import { project } from './project.ts';
import { assets } from './stacks.ts';
import { temporaryFolder } from './temporary.ts';

/** Runs a command on a project of its own, with one stack file, in one environment; what it says, and what it returns. */
export async function onProject(
  source: string,
  environment: EnvironmentName,
  command: (selection: Selection, terminal: Terminal) => Promise<boolean>,
): Promise<{ readonly ok: boolean; readonly text: string }> {
  const assetsFolder = temporaryFolder();
  writeTree(assetsFolder, assets);
  const results: string[] = [];
  const terminal: Terminal = {
    result: (text) => results.push(text),
    progress: () => {},
    done: () => {},
    note: () => {},
  };
  const selection = { stacks: [], environments: [environment], targets: ['compose'] };
  const projectFolder = project({ 'stacks/shop.ts': source });
  const ok = await command({ ...selection, projectFolder, assetsFolder }, terminal);
  return { ok, text: results.join('\n') };
}
