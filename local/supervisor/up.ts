import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Artifacts, NarthexError } from '../../stacks/model/index.ts';
import { layout } from './layout.ts';
import { lastLines, rotateLog } from './log.ts';
import type { StartMessage, SupervisorMessage } from './messages.ts';
import { runError, runProblem } from './problem.ts';
import { type RunState, readState } from './state.ts';
import type { RunEvent } from './supervisor.ts';

/** What to start, and where. */
export interface UpOptions {
  /** All artifacts of one stack in one environment, the local target's among them. */
  readonly artifacts: Artifacts;
  /** Absolute path of the folder that holds everything of this run; see `defaultRunFolder`. */
  readonly runFolder: string;
  /** Called with what happens until all is healthy. */
  readonly onEvent?: (event: RunEvent) => void;
  /** The compiled `daemon.ts`. Default: `local-daemon.js` beside the bundle. */
  readonly daemonEntry?: string;
}

/**
 * Starts a stack as processes of this machine and resolves when every part is healthy. They go on running under a supervisor of
 * their own until `down`. If the caller ends before that, everything that was started is ended.
 *
 * Throws a `NarthexError` and leaves nothing running: NX401 it runs already, NX402 ports in use, NX403 programs missing, NX404
 * secrets missing, NX405 to NX407 a part that does not start, NX408 the supervisor died, NX409 unfit artifacts or folder.
 */
export async function up({ artifacts, runFolder, onEvent = () => {}, daemonEntry }: UpOptions): Promise<RunState> {
  const run = layout(runFolder);
  // Whatever the caller's mask, the users that the parts run as must be able to pass.
  const mask = process.umask(0o022);
  mkdirSync(run.logs, { recursive: true });
  process.umask(mask);
  const logPath = join(run.logs, 'supervisor.log');
  const logStart = rotateLog(logPath);
  const log = openSync(logPath, 'a');
  const daemon = fork(daemonEntry ?? compiledDaemon(), [], {
    detached: true,
    cwd: runFolder,
    serialization: 'advanced',
    stdio: ['ignore', log, log, 'ipc'],
    execArgv: [],
  });
  closeSync(log);
  try {
    const message: StartMessage = { runFolder, artifacts };
    daemon.send(message);
    await healthy(daemon, onEvent);
  } catch (error) {
    if (!(error instanceof SupervisorDied)) throw error;
    const lines = await lastLines(logPath, logStart);
    throw runError(
      'The supervisor of the stack died.',
      runProblem(
        'NX408',
        runFolder,
        [error.message, ...lines].join('\n      '),
        'this is a mistake of Narthex; report it',
      ),
    );
  } finally {
    if (daemon.connected) daemon.disconnect();
    daemon.unref();
  }
  return readState(run) as RunState;
}

class SupervisorDied extends Error {}

function healthy(daemon: ChildProcess, onEvent: (event: RunEvent) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    daemon.on('message', (message) => {
      const told = message as SupervisorMessage;
      switch (told.kind) {
        case 'event':
          return onEvent(told.event);
        case 'ready':
          return resolve();
        case 'failed':
          // Rejected only when the process is gone, so that nothing of it is left when the caller goes on.
          daemon.removeAllListeners('exit');
          daemon.once('exit', () => reject(rebuilt(told.summary, told.problems)));
      }
    });
    daemon.once('error', (error) => reject(new SupervisorDied(error.message)));
    daemon.once('exit', (code, signal) => reject(new SupervisorDied(`it ended with ${signal ?? `exit code ${code}`}`)));
  });
}

/** The error as it was thrown in the supervisor. */
function rebuilt(summary: string, problems: NarthexError['problems']): Error {
  const [title = summary] = summary.split('\n');
  return problems.length > 0 ? new NarthexError(title, problems) : new SupervisorDied(summary);
}

/** The bundle may have been split into chunks, one folder deeper. */
function compiledDaemon(): string {
  const places = ['./local-daemon.js', '../local-daemon.js'].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  );
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw runError(
    'The supervisor of the stack is missing.',
    runProblem('NX408', places.join(' or '), 'the compiled supervisor is not there', 'compile it: `npm run build`'),
  );
}
