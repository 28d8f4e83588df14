// Stack -> processes of this machine: what each one is, and the supervisor that runs them. `programs/` brings the real programs.
import { localTarget } from './target.ts';

export type { LocalDescription, ProcessDescription } from './description.ts';
export { runName } from './description.ts';
export { runFolderToken } from './place.ts';
export { ensurePrograms } from './programs/ensure.ts';
export { ProgramError } from './programs/error.ts';
export { type FindOptions, findProgram, type Program } from './programs/find.ts';
export type { ProgramName } from './programs/table.ts';
export { makeSecret } from './secret-file.ts';
export { type DownResult, down } from './supervisor/down.ts';
export { runFiles } from './supervisor/files.ts';
export { defaultRunFolder } from './supervisor/folder.ts';
export { startPart, stopPart } from './supervisor/hold.ts';
export type { LeftOut, PartPhase, PartState, RunState } from './supervisor/state.ts';
export { type PartStatus, type RunStatus, status } from './supervisor/status.ts';
export type { RunEvent } from './supervisor/supervisor.ts';
export { type UpOptions, up } from './supervisor/up.ts';
export { type LocalOptions, localTarget } from './target.ts';

/** The local target on the parts' own ports: Prometheus at 127.0.0.1:9090. */
export const local = localTarget();
