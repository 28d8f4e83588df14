/** One check, run again and again, with a deadline and never on top of itself. */
import type { Clock } from '../clock.ts';
import { inWords } from '../duration.ts';
import type { ResolvedCheck } from './check.ts';
import { type CheckResult, failureOf, type Verdict, verdictOf } from './result.ts';
import { judge, type Standing, UNSEEN } from './thresholds.ts';

/** What a runner tells after each result. */
export type ResultListener = (runner: CheckRunner, result: CheckResult, before: Standing) => void;

/**
 * Runs one check, again and again, and keeps what came of it. It never runs twice at once: a call that has not come back
 * when its time is over counts as unhealthy at every further turn until it has, and no other is started beside it.
 */
export class CheckRunner {
  readonly check: ResolvedCheck;
  readonly #clock: Clock;
  readonly #listener: ResultListener;
  readonly #keep: number;
  readonly #results: CheckResult[] = [];
  #standing: Standing = UNSEEN;
  /** When the latest result was known, on the clock that never goes back. */
  #knownAt = 0;
  #turn: Promise<void> | undefined;
  /** When the call began that has not come back yet. */
  #outstanding: number | undefined;
  #abort: AbortController | undefined;
  #cancelNext: (() => void) | undefined;
  #started = false;
  #closed = false;

  constructor(check: ResolvedCheck, clock: Clock, options: { listener: ResultListener; keep: number }) {
    this.check = check;
    this.#clock = clock;
    this.#listener = options.listener;
    this.#keep = options.keep;
  }

  /** Where the component stands now. */
  get standing(): Standing {
    return this.#standing;
  }

  /** The latest result; `undefined` before the first. */
  get latest(): CheckResult | undefined {
    return this.#results.at(-1);
  }

  /** The results that are kept, oldest first. */
  get history(): readonly CheckResult[] {
    return [...this.#results];
  }

  /** Whether a result is wanted that is not there: none yet, or, without turns of its own, one older than the interval. */
  get due(): boolean {
    if (this.#closed) return false;
    if (this.latest === undefined) return true;
    return !this.#started && this.#clock.monotonic() - this.#knownAt >= this.check.interval;
  }

  /** Takes its turns from now on, the first at once. */
  start(): void {
    if (this.#started || this.#closed) return;
    this.#started = true;
    void this.#goOn();
  }

  /** Ends for good: the call that runs is told to give up, and what it answers is not looked at any more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelNext?.();
    this.#abort?.abort(new Error('the health checks are closed'));
    try {
      this.check.close();
    } catch {
      // What one check cannot free must not keep the others from being closed.
    }
  }

  /** One turn; the one that runs already, if there is one. Never rejects. */
  run(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#turn ??= this.#take().finally(() => {
      this.#turn = undefined;
    });
    return this.#turn;
  }

  async #goOn(): Promise<void> {
    const began = this.#clock.monotonic();
    await this.run();
    if (this.#closed) return;
    const left = this.check.interval - (this.#clock.monotonic() - began);
    this.#cancelNext = this.#clock.after(Math.max(0, left), () => void this.#goOn());
  }

  async #take(): Promise<void> {
    const began = this.#clock.monotonic();
    if (this.#outstanding !== undefined) {
      const waited = inWords(began - this.#outstanding);
      this.#record({ status: 'unhealthy', message: `no answer for ${waited}` }, began - this.#outstanding, true);
      return;
    }
    const answer = await this.#ask(began);
    if (this.#closed) return;
    const taken = this.#clock.monotonic() - began;
    if (answer !== undefined) this.#record(answer, taken, false);
    else this.#record({ status: 'unhealthy', message: `no answer within ${inWords(this.check.timeout)}` }, taken, true);
  }

  /** The verdict of one call; `undefined` when its time is over first. */
  #ask(began: number): Promise<Verdict | undefined> {
    const abort = new AbortController();
    this.#abort = abort;
    this.#outstanding = began;
    const call = this.#call(abort.signal).finally(() => {
      this.#outstanding = undefined;
    });
    return new Promise((resolve) => {
      const cancel = this.#clock.after(this.check.timeout, () => {
        abort.abort(new Error(`no answer within ${inWords(this.check.timeout)}`));
        resolve(undefined);
      });
      abort.signal.addEventListener('abort', () => resolve(undefined), { once: true });
      void call.then((verdict) => {
        cancel();
        resolve(verdict);
      });
    });
  }

  async #call(signal: AbortSignal): Promise<Verdict> {
    try {
      return verdictOf(await this.check.check({ signal }));
    } catch (error) {
      return failureOf(error);
    }
  }

  #record(verdict: Verdict, milliseconds: number, timedOut: boolean): void {
    const before = this.#standing;
    const result = { ...verdict, at: this.#clock.now(), seconds: milliseconds / 1000, timedOut };
    this.#knownAt = this.#clock.monotonic();
    this.#results.push(result);
    if (this.#results.length > this.#keep) this.#results.shift();
    this.#standing = judge(before, verdict.status, this.check);
    this.#listener(this, result, before);
  }
}
