import { couldNotRun } from '../support/could-not-run.ts';
import { type Engine, ensureEngine } from './engine.ts';

let engine: Engine | undefined;

/** Provides one Docker engine for all end-to-end tests, or notes why there is none: they say so and are skipped then. */
export async function setup(): Promise<void> {
  try {
    engine = await ensureEngine({ onProgress: (message) => process.stderr.write(`  ${message}\n`) });
  } catch (error) {
    couldNotRun('the tests with a Docker engine', error instanceof Error ? error.message : String(error));
  }
}

/** Ends the engine if it was started here. */
export async function teardown(): Promise<void> {
  await engine?.stop();
}
