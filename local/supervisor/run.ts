import { type Artifacts, NarthexError } from '../../stacks/model/index.ts';
import { readDescription, runFiles, writeConfig } from './files.ts';
import { findGuard } from './launch.ts';
import { type Layout, makeFolders } from './layout.ts';
import { endOrphans } from './orphans.ts';
import { busyPorts } from './ports.ts';
import type { ProcessId } from './process-id.ts';
import { chooseProcesses, providePrograms } from './programs.ts';
import { makeSecrets, missingSecrets } from './secrets.ts';
import { type RunEvent, Supervisor } from './supervisor.ts';

/**
 * Makes everything ready and returns a supervisor whose parts can be started. The run folder belongs already to this process,
 * `supervisor`.
 * Throws a `NarthexError` before anything runs: NX402 ports, NX403 programs, NX404 secrets, NX409 artifacts.
 */
export async function prepareRun(
  run: Layout,
  supervisor: ProcessId,
  artifacts: Artifacts,
  tell: (event: RunEvent) => void,
): Promise<Supervisor> {
  makeFolders(run);
  const note = (text: string) => tell({ kind: 'note', text });
  const description = readDescription(artifacts);
  const orphans = await endOrphans(run);
  if (orphans.length > 0) note(`ended what a supervisor that died had left: ${orphans.join(', ')}`);

  const choice = await chooseProcesses(description.processes);
  for (const { name, reason } of choice.leftOut) note(`${name} is left out: ${reason}`);
  const problems = [...missingSecrets(run, choice.processes), ...(await busyPorts(choice.processes))];
  if (problems.length > 0) throw new NarthexError(`'${description.stack}' cannot start on this machine.`, problems);
  const programs = await providePrograms(choice, note);

  makeSecrets(run, choice.processes);
  const gone = new Set(choice.leftOut.map(({ name }) => name));
  const leftOut = description.processes.filter(({ name }) => gone.has(name));
  writeConfig(run, runFiles(artifacts, run.folder, leftOut));
  const context = { run, programs, guard: await findGuard() };
  const { stack, environment } = description;
  return new Supervisor({ stack, environment, supervisor, ...choice, context }, tell);
}
