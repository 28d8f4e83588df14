import { readFileSync } from 'node:fs';
import type { Opened } from '../description.ts';
import { writeWhole } from './files.ts';
import type { Layout } from './layout.ts';
import type { ProcessId } from './process-id.ts';

/** What a part is doing. `restarting`: it ended without being asked; `held`: it was stopped on purpose while the rest runs. */
export type PartPhase = 'waiting' | 'preparing' | 'starting' | 'healthy' | 'restarting' | 'held' | 'stopped' | 'failed';

/** One part of a run. Times are ISO 8601. */
export interface PartState {
  readonly name: string;
  readonly summary: string;
  readonly phase: PartPhase;
  readonly process?: ProcessId;
  /** Since when its process runs. */
  readonly since?: string;
  readonly restarts: number;
  /** How it ended last time, if it did so unasked. */
  readonly lastEnd?: string;
  readonly addresses: readonly string[];
  readonly opens?: Opened;
  /** Milliseconds that an orderly end may take. */
  readonly stopWithin: number;
}

/** A part that does not run on this machine, and why. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

/** The content of `run.json`. */
export interface RunState {
  readonly stack: string;
  readonly environment: string;
  readonly phase: 'starting' | 'running' | 'stopping' | 'stopped' | 'failed';
  readonly supervisor: ProcessId;
  readonly startedAt: string;
  readonly parts: readonly PartState[];
  readonly leftOut: readonly LeftOut[];
}

/** What was last written about a run folder; undefined when nothing ever ran there. */
export function readState(run: Layout): RunState | undefined {
  try {
    return JSON.parse(readFileSync(run.state, 'utf8')) as RunState;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Replaces `run.json`. */
export function writeState(run: Layout, state: RunState): void {
  writeWhole(run.state, `${JSON.stringify(state, null, 2)}\n`);
}
