// The process that supervises a stack. `up` starts it, tells it by message what to run, and leaves when all is healthy; this
// process stays until SIGTERM. Until then the loss of `up` (Ctrl-C, a crash) ends everything.
import { NarthexError } from '../stacks/model/index.ts';
import { layout } from './supervisor/layout.ts';
import type { StartMessage, SupervisorMessage } from './supervisor/messages.ts';
import { giveUpOwnership, takeOwnership } from './supervisor/owner.ts';
import { reasonOf } from './supervisor/problem.ts';
import { prepareRun } from './supervisor/run.ts';
import type { RunEvent, Supervisor } from './supervisor/supervisor.ts';

/** Set once an end was asked for, or everything failed. */
let ending: Promise<void> | undefined;
let supervisor: Supervisor | undefined;
let ready = false;

process.umask(0o022);
// A full disk takes the log, not the stack.
process.stdout.on('error', () => {});
process.once('message', (message) => void main(message as StartMessage));
process.once('disconnect', () => {
  if (!ready) end('the command that started the stack is gone', 0);
});
for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, () => end(`received ${name}`, 0));
process.on('uncaughtException', (error) => end(`a mistake in Narthex: ${error.stack ?? error.message}`, 1));

async function main({ runFolder, artifacts }: StartMessage): Promise<void> {
  try {
    const run = layout(runFolder);
    const me = await takeOwnership(run);
    process.once('exit', () => giveUpOwnership(run));
    supervisor = await prepareRun(run, me, artifacts, tell);
    if (ending !== undefined) return;
    await supervisor.start();
    ready = true;
    await send({ kind: 'ready' });
    log('all parts are healthy');
  } catch (error) {
    // An end that was asked for makes the start fail; that is no failure to report.
    if (ending !== undefined) return;
    const { message: summary, problems } =
      error instanceof NarthexError ? error : { message: stackOf(error), problems: [] };
    log(summary);
    await send({ kind: 'failed', summary, problems });
    process.exit(1);
  }
}

function end(why: string, code: number): void {
  if (ending !== undefined) return;
  log(`ending: ${why}`);
  ending = (supervisor?.stop() ?? Promise.resolve()).then(
    () => process.exit(code),
    (error: unknown) => {
      log(stackOf(error));
      process.exit(1);
    },
  );
}

function tell(event: RunEvent): void {
  log(event.kind === 'note' ? event.text : `${event.name}: ${event.phase}`);
  void send({ kind: 'event', event });
}

function send(message: SupervisorMessage): Promise<void> {
  return new Promise((resolve) => {
    if (!process.connected || process.send === undefined) return resolve();
    process.send(message, undefined, {}, () => resolve());
  });
}

/** Standard output is the supervisor's log. */
function log(text: string): void {
  console.log(`${new Date().toISOString()} ${text}`);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : reasonOf(error);
}
