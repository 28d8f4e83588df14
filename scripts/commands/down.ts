import { resolve } from 'node:path';
import { composeDown } from '../../compose/index.ts';
import { defaultRunFolder, runName, down as stopLocal } from '../../local/index.ts';
import { marks, type Terminal } from '../output/terminal.ts';
import { findRunning } from './running.ts';
import { composeProject, synthesizeOne, type UpOptions } from './up.ts';

/** Stops a stack on this machine, however it runs. Its data stay. */
export async function down(options: Omit<UpOptions, 'target'>, terminal: Terminal): Promise<void> {
  const { plan } = await synthesizeOne(options, ['compose']);
  const { name, environment } = plan.stack;
  const running = await findRunning(options, plan);
  const stopped: string[] = [];
  for (const { way, parts } of running) {
    terminal.progress(`stopping ${name} (${environment}), ${parts.length} parts`);
    if (way === 'compose') await composeDown(composeProject(options, plan));
    else await stopLocal(defaultRunFolder(resolve(options.projectFolder), runName(plan)));
    stopped.push(...parts.map((part) => part.name));
  }
  if (options.json) terminal.result(JSON.stringify({ stopped }));
  else if (running.length === 0) terminal.result(`${name} (${environment}) does not run.`);
  else terminal.result(`${marks.ok} ${name} (${environment}) is stopped: ${stopped.length} parts. The data stay.`);
}
