/** Writes the history: in batches, one at a time, again when the disk did not take it. */
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../clock.ts';
import type { NumberedEvent } from './event.ts';
import { lineOf } from './line.ts';
import { type AuditProblem, problem, problemOf } from './problem.ts';
import { emptySegment, fullPath, noteEvent, type Segment } from './segments.ts';

/** How the history is written. */
export interface WriterOptions {
  readonly path: string;
  /** When what is written is forced onto the disk: after each batch, at most a second later, or when the system likes. */
  readonly fsync: 'always' | 'second' | 'never';
  /** A file that would become larger is full, and another begins. */
  readonly maxBytes: number;
  /** How many full files are kept. */
  readonly keep: number;
  readonly clock: Clock;
  readonly onProblem: (problem: AuditProblem) => void;
  /** These are in the file now. */
  readonly onWritten: (events: readonly NumberedEvent[]) => void;
  /** The file with these events was removed, as too old. */
  readonly onRemoved: (segment: Segment) => void;
  /** So many events will never be in the file. */
  readonly onLost: (count: number) => void;
}

interface Waiting {
  readonly event: NumberedEvent;
  readonly line: string;
}

const BATCH_CHARACTERS = 256 * 1024;
/** More waiting than this is kept in memory by nobody: events, and characters of all their lines. */
const [MOST_WAITING, MOST_WAITING_CHARACTERS] = [20_000, 32 * 1024 * 1024];
const SYNC_AFTER = 1_000;
const [RETRY_AFTER, RETRY_AFTER_AT_MOST] = [1_000, 60_000];

/**
 * Appends events to the history, whole lines in batches, one write at a time. When the disk does not take them they wait, up to
 * 20,000 or 32 MiB, and are tried again after a second, then two, four, up to a minute. Nothing here throws.
 */
export class HistoryWriter {
  readonly #options: WriterOptions;
  readonly #full: Segment[];
  #current: Segment;
  #waiting: Waiting[] = [];
  #waitingCharacters = 0;
  #handle: FileHandle | undefined;
  #working: Promise<void> | undefined;
  #retryAfter = RETRY_AFTER;
  #cancelRetry: (() => void) | undefined;
  #cancelSync: (() => void) | undefined;

  constructor(options: WriterOptions, full: readonly Segment[], current: Segment) {
    this.#options = options;
    this.#full = [...full];
    this.#current = current;
  }

  /** The files and what is in them, oldest first. */
  get segments(): readonly Segment[] {
    return [...this.#full, this.#current];
  }

  /** Has an event written soon. */
  append(event: NumberedEvent): void {
    const line = lineOf(event);
    const characters = this.#waitingCharacters + line.length;
    if (this.#waiting.length >= MOST_WAITING || characters > MOST_WAITING_CHARACTERS) {
      this.#options.onLost(1);
      const many = `${this.#waiting.length} events`;
      this.#options.onProblem(problem('queue_full', `${many} wait for ${this.#options.path}, and no more can`));
      return;
    }
    this.#waiting.push({ event, line });
    this.#waitingCharacters = characters;
    if (this.#cancelRetry === undefined) void this.#work();
  }

  /** Tries at once to write all that waits and to force it onto the disk; whether that succeeded. */
  async flush(): Promise<boolean> {
    await this.#working;
    await this.#work();
    return this.#waiting.length === 0 && (await this.#sync());
  }

  /** Writes what waits, if the disk takes it, and closes the file. What does not fit any more is lost, and counted. */
  async close(): Promise<void> {
    await this.flush();
    this.#cancelRetry?.();
    this.#cancelSync?.();
    if (this.#waiting.length > 0) this.#options.onLost(this.#waiting.length);
    this.#waiting = [];
    this.#waitingCharacters = 0;
    await this.#release();
  }

  #work(): Promise<void> {
    this.#working ??= this.#writeAll().finally(() => {
      this.#working = undefined;
      // What came after the last look at the queue; unless it waits for its next try.
      if (this.#waiting.length > 0 && this.#cancelRetry === undefined) void this.#work();
    });
    return this.#working;
  }

  async #writeAll(): Promise<void> {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    // One turn later, so that events that come together are written together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#batch();
      try {
        await this.#write(batch);
      } catch (error) {
        await this.#giveUp(error);
        return;
      }
      this.#waiting.splice(0, batch.length);
      this.#waitingCharacters -= batch.reduce((sum, { line }) => sum + line.length, 0);
      const events = batch.map(({ event }) => event);
      for (const event of events) noteEvent(this.#current, event);
      this.#options.onWritten(events);
      this.#retryAfter = RETRY_AFTER;
    }
  }

  /** The next that wait, as many as are written at once. */
  #batch(): Waiting[] {
    const most = Math.min(BATCH_CHARACTERS, this.#options.maxBytes);
    let characters = 0;
    const end = this.#waiting.findIndex(({ line }, index) => {
      characters += line.length;
      return index > 0 && characters > most;
    });
    return this.#waiting.slice(0, end < 0 ? this.#waiting.length : end);
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const lines = Buffer.from(batch.map(({ line }) => line).join(''));
    if (this.#current.first !== undefined && this.#current.size + lines.length > this.#options.maxBytes)
      await this.#turnOver(this.#current.first);
    const handle = await this.#open();
    if (this.#current.torn) await this.#appendTo(handle, Buffer.from('\n'));
    this.#current.torn = false;
    await this.#appendTo(handle, lines);
    if (this.#options.fsync === 'always') await handle.datasync();
    else if (this.#options.fsync === 'second')
      this.#cancelSync ??= this.#options.clock.after(SYNC_AFTER, () => void this.#sync());
  }

  async #appendTo(handle: FileHandle, bytes: Buffer): Promise<void> {
    try {
      await handle.appendFile(bytes);
      this.#current.size += bytes.length;
    } catch (error) {
      // Half a line may be there. Taken back; where that is not possible, the next one begins on a new line.
      await handle.truncate(this.#current.size).catch(() => {
        this.#current.torn = true;
      });
      throw error;
    }
  }

  async #open(): Promise<FileHandle> {
    if (this.#handle !== undefined) return this.#handle;
    const { path } = this.#options;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await open(path, 'a', 0o600);
    const { size } = await handle.stat();
    // Somebody has put another file in its place.
    if (size < this.#current.size) {
      this.#options.onRemoved(this.#current);
      this.#current = { ...emptySegment(path), size };
    }
    this.#current.size = size;
    if (size === 0) this.#current.torn = false;
    this.#handle = handle;
    return handle;
  }

  /** The full file gets its name, another begins, and those that are too many go. */
  async #turnOver(first: number): Promise<void> {
    if (this.#options.fsync !== 'never') await this.#handle?.datasync();
    await this.#release();
    const path = fullPath(this.#options.path, first);
    await rename(this.#current.path, path);
    this.#current.path = path;
    this.#full.push(this.#current);
    this.#current = emptySegment(this.#options.path);
    for (const old of this.#full.splice(0, Math.max(0, this.#full.length - this.#options.keep))) {
      await rm(old.path, { force: true });
      this.#options.onRemoved(old);
    }
  }

  async #giveUp(error: unknown): Promise<void> {
    this.#options.onProblem(problemOf(error, `cannot write ${this.#waiting.length} events to ${this.#options.path}`));
    await this.#release();
    this.#cancelRetry = this.#options.clock.after(this.#retryAfter, () => void this.#work());
    this.#retryAfter = Math.min(2 * this.#retryAfter, RETRY_AFTER_AT_MOST);
  }

  async #sync(): Promise<boolean> {
    this.#cancelSync?.();
    this.#cancelSync = undefined;
    if (this.#options.fsync === 'never' || this.#handle === undefined) return true;
    try {
      await this.#handle.datasync();
      return true;
    } catch (error) {
      this.#options.onProblem(problemOf(error, `cannot force ${this.#options.path} onto the disk`));
      return false;
    }
  }

  async #release(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close().catch(() => undefined);
  }
}
