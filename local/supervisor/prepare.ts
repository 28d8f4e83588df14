import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PreparationStep } from '../description.ts';
import type { Runner } from './runner.ts';

/** How a preparation failed. */
export class PreparationFailed extends Error {}

/**
 * Runs the steps that come before a first start, unless the volume holds something. A preparation that was cut off is done again
 * from the beginning. Returns whether anything was done; throws {@link PreparationFailed}.
 */
export async function prepare(
  volume: string,
  steps: readonly PreparationStep[],
  runner: Runner,
  onStep: () => void,
): Promise<boolean> {
  const unfinished = `${volume}.unfinished`;
  if (!existsSync(unfinished) && readdirSync(volume).length > 0) return false;
  writeFileSync(unfinished, '');
  for (const entry of readdirSync(volume)) rmSync(join(volume, entry), { recursive: true });
  for (const { program, args, stdin } of steps) {
    const launched = await runner.start(program, args, stdin);
    onStep();
    const { how, ok } = await launched.ended;
    if (!ok) throw new PreparationFailed(`its preparation by ${program} failed (${how})`);
  }
  rmSync(unfinished);
  return true;
}
