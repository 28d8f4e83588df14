import { resolve } from 'node:path';
import type { Terminal } from '../output/terminal.ts';
import { type Selection, type Synthesized, stackFolder } from '../project.ts';
import { type WriteResult, withOutput, writeArtifacts } from './write.ts';

/** What decides which earlier files a run may remove, and where it writes. */
export interface OutputOptions extends Pick<Selection, 'projectFolder' | 'stacks' | 'environments'> {
  readonly out: string;
  /** Targets that were asked for; all if empty. */
  readonly targets?: readonly string[];
}

/** Writes what was synthesised, while no other process writes there. */
export function writeSynthesized(
  options: OutputOptions,
  synthesized: readonly Synthesized[],
  terminal: Terminal,
): Promise<WriteResult> {
  const out = resolve(options.projectFolder, options.out);
  const files = new Map<string, string>();
  for (const { plan, artifacts } of synthesized) {
    for (const [path, text] of artifacts) files.set(`${stackFolder(plan)}/${path}`, text);
  }
  return withOutput(
    out,
    (pid) => terminal.progress(`waiting for another synth (process ${pid}) to finish with ${options.out}`),
    () => writeArtifacts(out, files, scopes(options, synthesized)),
  );
}

/**
 * The part of the output that a run speaks for. A run for one target leaves the files of the others, and a run for all
 * stacks removes those of a stack that is gone.
 */
function scopes({ targets = [], stacks, environments }: OutputOptions, synthesized: readonly Synthesized[]): string[] {
  if (targets.length > 0) {
    const folders = ['rules', 'tests', 'runbooks', 'dashboards', ...targets];
    return synthesized.flatMap(({ plan }) => folders.map((folder) => `${stackFolder(plan)}/${folder}/`));
  }
  if (stacks.length === 0 && environments.length === 0) return [''];
  return synthesized.map(({ plan }) => `${stackFolder(plan)}/`);
}
