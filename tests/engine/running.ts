import { type Engine, ensureEngine } from './engine.ts';

/** The engine that the setup of the suite has provided; undefined where there can be none, which the setup has noted. */
export const running: Engine | undefined = await ensureEngine().catch(() => undefined);
