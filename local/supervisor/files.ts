import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Artifacts } from '../../stacks/model/index.ts';
import type { LocalDescription, ProcessDescription } from '../description.ts';
import { descriptionPath } from '../target.ts';
import { inFolder, type Layout } from './layout.ts';
import { runError, runProblem } from './problem.ts';

/** Reads the description of the processes out of a stack's artifacts. Throws NX409 when they were not made for this machine. */
export function readDescription(artifacts: Artifacts): LocalDescription {
  const text = artifacts.get(descriptionPath);
  if (text !== undefined) return JSON.parse(text) as LocalDescription;
  throw runError(
    'There is nothing to run.',
    runProblem(
      'NX409',
      descriptionPath,
      'the artifacts do not hold it',
      "synthesise the stack with the target 'local'",
    ),
  );
}

/**
 * The files that the processes read, by their path under `config/`: those of the local target, rules, dashboards and runbooks, with the
 * run folder filled in, and without the targets of parts that are left out.
 */
export function runFiles(
  artifacts: Artifacts,
  folder: string,
  leftOut: readonly ProcessDescription[],
): ReadonlyMap<string, string> {
  const gone = new Set(leftOut.flatMap(({ ports }) => ports.map(({ address }) => address)));
  const files = new Map<string, string>();
  for (const [path, text] of artifacts) {
    if (!/^(local|rules|dashboards|runbooks)\//.test(path) || path === descriptionPath) continue;
    const list = /^local\/[^/]+\/targets\/[^/]+\.json$/.test(path);
    files.set(path, inFolder(list ? withoutTargets(text, gone) : text, folder));
  }
  return files;
}

/** A list of targets (`file_sd`) without some addresses, so that nothing waits for what was never started. */
export function withoutTargets(list: string, gone: ReadonlySet<string>): string {
  const groups = JSON.parse(list) as { targets: string[]; labels: Record<string, string> }[];
  const kept = groups
    .map((group) => ({ ...group, targets: group.targets.filter((target) => !gone.has(target)) }))
    .filter(({ targets }) => targets.length > 0);
  return `${JSON.stringify(kept, null, 2)}\n`;
}

/** Puts files in the place of the configuration folder, all of them or none. */
export function writeConfig({ config }: Layout, files: ReadonlyMap<string, string>): void {
  const [fresh, old] = [`${config}.new`, `${config}.old`];
  rmSync(fresh, { recursive: true, force: true });
  rmSync(old, { recursive: true, force: true });
  for (const [path, text] of files) {
    const target = join(fresh, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  // Nothing runs yet, so nobody sees the moment between the two.
  try {
    renameSync(config, old);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  renameSync(fresh, config);
  rmSync(old, { recursive: true, force: true });
}

/** Writes a file so that a reader sees the old text or the new one, never a half. */
export function writeWhole(path: string, text: string, mode = 0o644): void {
  const fresh = `${path}.${process.pid}.new`;
  writeFileSync(fresh, text, { mode });
  renameSync(fresh, path);
}
