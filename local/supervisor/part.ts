import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessDescription } from '../description.ts';
import { waitUntilHealthy } from './health.ts';
import type { Launched } from './launch.ts';
import { lastLines, rotateLog } from './log.ts';
import { PreparationFailed, prepare } from './prepare.ts';
import { reasonOf, runError, runProblem } from './problem.ts';
import { type RunContext, Runner } from './runner.ts';
import { copySecrets } from './secrets.ts';
import type { PartPhase, PartState } from './state.ts';
import { type Identity, identityOf, ownFolder } from './user.ts';

/** Called after every change of a part's state, and with what a person may want to know. */
export type PartChanged = (part: Part, note?: string) => void;

/** A part that ran this long, in milliseconds, has recovered: its next end counts as the first. */
const recoveredAfter = 60_000;
const firstPause = 250;
const longestPause = 30_000;
const lookForRelease = 100;

/** One process of a stack: prepared once, started, watched, and started again when it ends unasked. */
export class Part {
  readonly process: ProcessDescription;
  readonly #context: RunContext;
  readonly #changed: PartChanged;
  readonly #identity: Identity;
  readonly #runner: Runner;
  readonly #log: string;
  #logStart = 0;
  #phase: PartPhase = 'waiting';
  #restarts = 0;
  #lastEnd: string | undefined;
  #watching: Promise<void> = Promise.resolve();

  constructor(process: ProcessDescription, context: RunContext, changed: PartChanged) {
    const { run, programs } = context;
    this.process = process;
    this.#context = context;
    this.#changed = changed;
    this.#identity = identityOf(process.user, [run.config, programs.get(process.program) ?? run.config]);
    this.#runner = new Runner(process, context, this.#identity.user);
    this.#log = join(run.logs, `${process.name}.log`);
  }

  get state(): PartState {
    const { name, summary, ports, opens, stopWithin } = this.process;
    return {
      name,
      summary,
      phase: this.#phase,
      ...this.#runner.running,
      restarts: this.#restarts,
      ...(this.#lastEnd !== undefined && { lastEnd: this.#lastEnd }),
      addresses: ports.map(({ address }) => address),
      ...(opens && { opens }),
      stopWithin: stopWithin * 1_000,
    };
  }

  /** Starts it for the first time; resolves when it is healthy. Throws NX405 to NX407, and does not run then. */
  async start(): Promise<void> {
    const { note } = this.#identity;
    if (note !== undefined) this.#changed(this, `${this.process.name}: ${note}`);
    try {
      this.#arrangeFolders();
      this.#logStart = rotateLog(this.#log);
      await this.#prepare();
      const launched = await this.#launch();
      this.#watching = this.#watch(launched);
    } catch (error) {
      this.#enter('failed');
      throw error;
    }
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    await this.#runner.close();
    await this.#watching;
    if (this.#phase === 'failed') return;
    this.#phase = 'stopped';
    this.#changed(this);
  }

  #enter(phase: PartPhase): void {
    // Once it was asked to end, that has the last word.
    if (this.#runner.closed.aborted) return;
    this.#phase = phase;
    this.#changed(this);
  }

  #volume(volume: string): string {
    return join(this.#context.run.data, this.process.name, volume);
  }

  #arrangeFolders(): void {
    const { user } = this.#identity;
    ownFolder(join(this.#context.run.data, this.process.name), user);
    for (const volume of this.process.volumes) ownFolder(this.#volume(volume), user);
    copySecrets(this.#context.run, this.process, user);
  }

  async #prepare(): Promise<void> {
    const { name, prepare: preparation } = this.process;
    if (preparation === undefined) return;
    const volume = this.#volume(preparation.volume);
    try {
      const done = await prepare(volume, preparation.steps, this.#runner, () => this.#enter('preparing'));
      if (done) this.#changed(this, `${name} was prepared`);
    } catch (error) {
      if (error instanceof PreparationFailed) throw await this.#failure('NX407', error.message);
      throw error;
    }
  }

  async #launch(): Promise<Launched> {
    const { program, args, health } = this.process;
    const launched = await this.#runner.start(program, args);
    this.#enter('starting');
    const answered = new AbortController();
    const limit = AbortSignal.any([answered.signal, AbortSignal.timeout(health.startWithin * 1_000)]);
    const late = waitUntilHealthy(health, limit).then(
      () => undefined,
      () => `it was not healthy within ${health.startWithin} s`,
    );
    const ended = launched.ended.then(({ how }) => `it ended (${how}) during its start`);
    const first = await Promise.race([late, ended]);
    answered.abort();
    // Somebody else's answer at this address is no sign of life of ours.
    const trouble = this.#runner.isCurrent(launched) ? first : await ended;
    if (trouble === undefined) {
      this.#enter('healthy');
      return launched;
    }
    const code = this.#runner.isCurrent(launched) ? 'NX406' : 'NX405';
    await this.#runner.end();
    throw await this.#failure(code, trouble);
  }

  async #watch(first: Launched): Promise<void> {
    const { closed } = this.#runner;
    let running: Launched | undefined = first;
    let failures = 0;
    while (!closed.aborted) {
      if (running !== undefined) {
        const since = performance.now();
        const { how } = await running.ended;
        if (closed.aborted) return;
        if (performance.now() - since > recoveredAfter) failures = 0;
        this.#lastEnd = `${how} at ${new Date().toISOString()}`;
        this.#changed(this, `${this.process.name} ended (${how})`);
      }
      await this.#pause(failures);
      failures += 1;
      running = closed.aborted ? undefined : await this.#restart();
    }
  }

  async #restart(): Promise<Launched | undefined> {
    this.#restarts += 1;
    try {
      this.#logStart = rotateLog(this.#log);
      return await this.#launch();
    } catch (error) {
      this.#changed(this, reasonOf(error));
      return undefined;
    }
  }

  /** The time before another start: longer with each failure, or as long as somebody holds the part. */
  async #pause(failures: number): Promise<void> {
    const { closed } = this.#runner;
    const wait = (time: number) => sleep(time, undefined, { signal: closed }).catch(() => undefined);
    const hold = join(this.#context.run.held, this.process.name);
    if (!existsSync(hold)) {
      this.#enter('restarting');
      await wait(Math.min(longestPause, firstPause * 2 ** failures));
    }
    if (existsSync(hold)) this.#enter('held');
    while (existsSync(hold) && !closed.aborted) await wait(lookForRelease);
  }

  async #failure(code: 'NX405' | 'NX406' | 'NX407', trouble: string) {
    const { name } = this.process;
    const { note } = this.#identity;
    this.#lastEnd = trouble;
    const lines = await lastLines(this.#log, this.#logStart);
    const said = lines.length > 0 ? lines : ['(it wrote nothing)'];
    const message = [trouble, ...(note === undefined ? [] : [note]), `the end of ${this.#log}:`, ...said];
    const fix =
      note === undefined
        ? 'mend what its log complains about, then start again'
        : 'if it refuses to run as root: choose a run folder that other users can reach, for example in /var/lib';
    return runError(`The part '${name}' does not start.`, runProblem(code, name, message.join('\n      '), fix));
  }
}
