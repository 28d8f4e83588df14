import { resolve } from 'node:path';
import { withLock } from '../../local/programs/lock.ts';
import type { EnvironmentName } from '../../stacks/model/index.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { count, type Selection, type Synthesized, stackFolder, synthesizeSelection } from '../project.ts';
import { makeDevelopmentSecrets } from '../secrets.ts';
import { outputLock, type WriteResult, writeArtifacts } from '../write/write.ts';

/** Options of `narthex synth`. */
export interface SynthOptions extends Selection {
  /** Where to write, relative to the project. */
  readonly out: string;
  readonly json: boolean;
}

interface Row {
  readonly stack: string;
  readonly environment: EnvironmentName;
  readonly parts: number;
  readonly jobs: number;
  readonly alerts: number;
  readonly dashboards: number;
  readonly files: number;
}

/** Synthesises the selected stacks and writes their files, all or nothing. */
export async function synth(options: SynthOptions, terminal: Terminal): Promise<void> {
  const started = performance.now();
  const synthesized = await synthesizeSelection(options);
  const out = resolve(options.projectFolder, options.out);
  const files = new Map<string, string>();
  for (const each of synthesized) {
    for (const [path, text] of each.artifacts) files.set(`${stackFolder(each.plan)}/${path}`, text);
  }
  const written = await withLock(
    outputLock(out),
    (pid) => terminal.progress(`waiting for another synth (process ${pid}) to finish with ${options.out}`),
    async () => writeArtifacts(out, files, scopes(options, synthesized)),
  );
  const secrets = makeDevelopmentSecrets(
    options.projectFolder,
    synthesized.map(({ plan }) => plan),
  );
  const rows = synthesized.map(row);
  const milliseconds = Math.round(performance.now() - started);
  if (options.json) {
    terminal.result(JSON.stringify({ out, milliseconds, stacks: rows, written, secrets }));
    return;
  }
  terminal.result(
    table(
      ['stack', 'environment', 'parts', 'jobs', 'alerts', 'dashboards', 'files'],
      rows.map((each) => [
        each.stack,
        each.environment,
        each.parts,
        each.jobs,
        each.alerts,
        each.dashboards,
        each.files,
      ]),
    ),
  );
  terminal.result(`\n${options.out}: ${summary(written)} (${milliseconds} ms)`);
  if (written.overwritten.length > 0) {
    terminal.note(`Edited by hand, and written anew: ${written.overwritten.join(', ')}`);
  }
  if (secrets.length > 0) terminal.note(`Made at random for development: ${secrets.join(', ')}`);
}

/**
 * The part of the output that this run speaks for. A run for one target leaves the files of the others, and a run for all
 * stacks removes those of a stack that is gone.
 */
function scopes(options: SynthOptions, synthesized: readonly Synthesized[]): string[] {
  if (options.targets.length > 0) {
    const shared = ['rules', 'tests', 'runbooks', 'dashboards'];
    return synthesized.flatMap(({ plan }) =>
      [...shared, ...options.targets].map((folder) => `${stackFolder(plan)}/${folder}/`),
    );
  }
  if (options.stacks.length === 0 && options.environments.length === 0) return [''];
  return synthesized.map(({ plan }) => `${stackFolder(plan)}/`);
}

function row({ plan, artifacts }: Synthesized): Row {
  const { stack, workloads, jobs, groups, dashboards } = plan;
  return {
    stack: stack.name,
    environment: stack.environment,
    parts: workloads.length,
    jobs: jobs.length,
    alerts: groups.flatMap(({ rules }) => rules.filter(({ kind }) => kind === 'alert')).length,
    dashboards: dashboards.length,
    files: artifacts.size,
  };
}

function summary({ added, changed, removed, unchanged }: WriteResult): string {
  const parts = [
    ...(added.length > 0 ? [`${added.length} new`] : []),
    ...(changed.length > 0 ? [`${changed.length} changed`] : []),
    ...(removed.length > 0 ? [`${removed.length} removed`] : []),
  ];
  return parts.length === 0
    ? `nothing to change, ${count(unchanged, 'file')} as they were`
    : `${parts.join(', ')}, ${unchanged} as they were`;
}
