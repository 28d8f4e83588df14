import { join } from 'node:path';
import type { ProcessDescription } from '../description.ts';
import { endsWithin, type Launched, launch, processEnvironment } from './launch.ts';
import { inFolder, type Layout } from './layout.ts';
import { identify, type ProcessId } from './process-id.ts';
import type { User } from './user.ts';

/** What all parts of a run share. */
export interface RunContext {
  readonly run: Layout;
  /** Files of the programs by name. */
  readonly programs: ReadonlyMap<string, string>;
  /** Put in front of every program. */
  readonly guard: readonly string[];
}

/** Starts the programs of one part, one at a time, and knows which one runs, so that it can be ended at any moment. */
export class Runner {
  readonly #process: ProcessDescription;
  readonly #context: RunContext;
  readonly #user: User | undefined;
  readonly #closed = new AbortController();
  #current: Launched | undefined;
  #running: { readonly process: ProcessId; readonly since: string } | undefined;

  constructor(process: ProcessDescription, context: RunContext, user: User | undefined) {
    this.#process = process;
    this.#context = context;
    this.#user = user;
  }

  /** The process that runs, and since when (ISO 8601); undefined while none does. */
  get running(): { readonly process: ProcessId; readonly since: string } | undefined {
    return this.#running;
  }

  /** Aborts when nothing is to be started any more. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Starts a program by name. Throws when the runner is closed. */
  async start(program: string, args: readonly string[], stdin?: string): Promise<Launched> {
    this.closed.throwIfAborted();
    const { run, programs, guard } = this.#context;
    const { name, environment } = this.#process;
    const fill = (text: string) => inFolder(text, run.folder);
    const own = Object.entries(environment).map(([key, value]) => [key, fill(value)]);
    const launched = launch({
      file: programs.get(program) ?? program,
      args: args.map(fill),
      environment: processEnvironment(Object.fromEntries(own), join(run.data, name)),
      cwd: run.folder,
      user: this.#user,
      log: join(run.logs, `${name}.log`),
      guard,
      ...(stdin !== undefined && { stdin: fill(stdin) }),
    });
    this.#current = launched;
    void launched.ended.then(() => {
      if (!this.isCurrent(launched)) return;
      this.#current = undefined;
      this.#running = undefined;
    });
    const process = launched.pid === undefined ? undefined : await identify(launched.pid);
    if (process !== undefined && this.isCurrent(launched)) {
      this.#running = { process, since: new Date().toISOString() };
    }
    return launched;
  }

  /** Whether this program is the one that runs. */
  isCurrent(launched: Launched): boolean {
    return this.#current === launched;
  }

  /** Ends the program that runs: SIGTERM, and SIGKILL when an orderly end takes too long. */
  async end(): Promise<void> {
    const launched = this.#current;
    if (launched === undefined) return;
    launched.signal('SIGTERM');
    if (!(await endsWithin(launched, this.#process.stopWithin * 1_000))) launched.signal('SIGKILL');
    await launched.ended;
  }

  /** Ends the program that runs, and starts none any more. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.end();
  }
}
