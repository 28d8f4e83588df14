import type { ProcessDescription } from '../description.ts';
import type { Layout } from './layout.ts';
import { Part, type PartChanged } from './part.ts';
import { reasonOf } from './problem.ts';
import type { RunContext } from './runner.ts';
import { type PartPhase, type RunState, writeState } from './state.ts';

/** What a supervisor reports: that a part is in a new phase, or something worth knowing. */
export type RunEvent =
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'part'; readonly name: string; readonly phase: PartPhase };

/** What a supervisor is made from; `supervisor` is the process that it runs in. */
export interface Supervised extends Pick<RunState, 'stack' | 'environment' | 'supervisor' | 'leftOut'> {
  readonly processes: readonly ProcessDescription[];
  readonly context: RunContext;
}

/** Starts all parts of a stack in order, keeps them running, ends them in the opposite order, and writes down what it does. */
export class Supervisor {
  readonly #run: Layout;
  readonly #tell: (event: RunEvent) => void;
  readonly #parts: ReadonlyMap<string, Part>;
  #state: RunState;

  constructor({ context, processes, ...known }: Supervised, tell: (event: RunEvent) => void) {
    this.#run = context.run;
    this.#tell = tell;
    const changed: PartChanged = (part, note) => this.#changed(part, note);
    this.#parts = new Map(processes.map((process) => [process.name, new Part(process, context, changed)]));
    this.#state = { ...known, phase: 'starting', startedAt: new Date().toISOString(), parts: this.#states() };
  }

  /** Starts every part once those before it are healthy. At the first that fails all are ended, and its error is thrown. */
  async start(): Promise<void> {
    // Here a folder that cannot be written is still a reason not to begin.
    writeState(this.#run, this.#state);
    const started = new Map<string, Promise<void>>();
    for (const name of this.#parts.keys()) this.#startAfterOthers(name, started);
    try {
      await Promise.all(started.values());
    } catch (error) {
      // An end that was asked for meanwhile makes parts fail, and sees to the rest itself.
      if (this.#state.phase === 'starting') {
        await this.#stopAll();
        this.#write('failed');
      }
      throw error;
    }
    this.#write('running');
  }

  /** Ends every part once those that needed it have ended. */
  async stop(): Promise<void> {
    this.#write('stopping');
    await this.#stopAll();
    this.#write('stopped');
  }

  #startAfterOthers(name: string, started: Map<string, Promise<void>>): Promise<void> {
    const known = started.get(name);
    if (known !== undefined) return known;
    const part = this.#parts.get(name) as Part;
    const others = part.process.after.map((other) => this.#startAfterOthers(other, started));
    const start = Promise.all(others).then(() => part.start());
    started.set(name, start);
    return start;
  }

  async #stopAll(): Promise<void> {
    const stopped = new Map<string, Promise<void>>();
    const stop = (name: string): Promise<void> => {
      const known = stopped.get(name);
      if (known !== undefined) return known;
      const users = [...this.#parts.values()].filter(({ process }) => process.after.includes(name));
      const stopping = Promise.all(users.map(({ process }) => stop(process.name))).then(() =>
        this.#parts.get(name)?.stop(),
      );
      stopped.set(name, stopping);
      return stopping;
    };
    await Promise.all([...this.#parts.keys()].map(stop));
  }

  #changed(part: Part, note: string | undefined): void {
    if (note !== undefined) {
      this.#tell({ kind: 'note', text: note });
      return;
    }
    const { name, phase } = part.state;
    const before = this.#state.parts.find((known) => known.name === name)?.phase;
    this.#write(this.#state.phase);
    if (phase !== before) this.#tell({ kind: 'part', name, phase });
  }

  #states(): RunState['parts'] {
    return [...this.#parts.values()].map(({ state }) => state);
  }

  #write(phase: RunState['phase']): void {
    this.#state = { ...this.#state, phase, parts: this.#states() };
    try {
      writeState(this.#run, this.#state);
    } catch (error) {
      // A full disk is no reason to end what runs.
      this.#tell({ kind: 'note', text: `cannot write ${this.#run.state}: ${reasonOf(error)}` });
    }
  }
}
