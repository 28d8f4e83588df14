import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { unknownNameFix } from '../../stacks/model/index.ts';
import { type Layout, layout } from './layout.ts';
import { runError, runProblem } from './problem.ts';
import { endProcess } from './process-id.ts';
import { type PartState, readState } from './state.ts';

const lookEvery = 50;

/** Stops one part of a running stack and keeps it stopped until {@link startPart}. Throws NX411 for an unknown name. */
export async function stopPart(runFolder: string, name: string): Promise<void> {
  const run = layout(runFolder);
  const { process, stopWithin } = partOf(run, name);
  writeFileSync(join(run.held, name), '');
  if (process !== undefined) await endProcess(process, stopWithin);
  while (partOf(run, name).phase !== 'held') await sleep(lookEvery);
}

/** Lets a part run again that was stopped by {@link stopPart}; resolves when it is healthy. Throws NX411 for an unknown name. */
export async function startPart(runFolder: string, name: string): Promise<void> {
  const run = layout(runFolder);
  partOf(run, name);
  rmSync(join(run.held, name), { force: true });
  while (partOf(run, name).phase !== 'healthy') await sleep(lookEvery);
}

function partOf(run: Layout, name: string): PartState {
  const state = readState(run);
  const parts = state?.phase === 'running' ? state.parts : [];
  const part = parts.find((each) => each.name === name);
  if (part !== undefined) return part;
  const fix =
    parts.length === 0
      ? 'start the stack first: `npm start`'
      : unknownNameFix(
          name,
          parts.map((each) => each.name),
        );
  throw runError('There is no such part.', runProblem('NX411', name, `no part '${name}' runs in ${run.folder}`, fix));
}
