import { createReadStream } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isNotification, type Notification } from './payload.ts';

/** How many notifications are kept in memory and read back on start. The file keeps all. */
export const KEPT = 500;

/** How much of the end of the file is read on start, in bytes: room for 500 notifications of 32 KiB. */
const TAIL = 16 * 1024 * 1024;

/** How often what is too old is looked for, while notifications arrive. Milliseconds. */
const pruneEvery = 3_600_000;

/** The notifications that arrived, in memory and in `notifications.jsonl`, one JSON object on each line. */
export class NotificationStore {
  readonly #path: string;
  #kept: Notification[];
  #broken: boolean;
  #last: Promise<unknown> = Promise.resolve();
  readonly #keep: number;
  #pruned = 0;

  private constructor(path: string, kept: Notification[], broken: boolean, keep: number) {
    this.#path = path;
    this.#keep = keep;
    this.#kept = kept;
    this.#broken = broken;
  }

  /**
   * Opens the store in a folder, which is made when it is not there, and reads back the last notifications. Lines that
   * are torn are passed over. Notifications that are older than `keep` milliseconds are removed, now and whenever another one arrives an
   * hour later. Throws when the folder or the file cannot be used.
   */
  static async open(folder: string, keep = Number.POSITIVE_INFINITY): Promise<NotificationStore> {
    const path = join(folder, 'notifications.jsonl');
    try {
      await mkdir(folder, { recursive: true });
      const tail = await readTail(path);
      const kept = tail.split('\n').flatMap(parseLine).slice(-KEPT);
      const store = new NotificationStore(path, kept, tail !== '' && !tail.endsWith('\n'), keep);
      await store.#prune();
      return store;
    } catch (error) {
      throw new Error(`cannot keep notifications in ${path}: ${messageOf(error)}. Choose another folder with --data.`);
    }
  }

  /** The notifications, newest first. */
  get newestFirst(): readonly Notification[] {
    return this.#kept.toReversed();
  }

  /** Keeps a notification. It is on the disk when the promise resolves; when that fails it is not kept at all. */
  add(notification: Notification): Promise<void> {
    // One after the other, so that two lines never mix.
    const done = this.#last.then(() => this.#append(notification));
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #append(notification: Notification): Promise<void> {
    // What cannot be removed now must not keep away what arrives.
    if (Date.now() - this.#pruned > pruneEvery)
      await this.#prune().catch((error) => console.error(`inbox: cannot remove what is old: ${messageOf(error)}`));
    const file = await open(this.#path, 'a');
    try {
      // A line that was torn, by a crash or a full disk, is closed first; its rest is lost, this one must not be.
      const line = `${this.#broken ? '\n' : ''}${JSON.stringify(notification)}\n`;
      this.#broken = true;
      await file.appendFile(line);
      await file.datasync();
      this.#broken = false;
    } finally {
      await file.close();
    }
    this.#kept = [...this.#kept, notification].slice(-KEPT);
  }

  /** Removes what is too old, from memory and from the file, which is replaced as a whole. */
  async #prune(): Promise<void> {
    this.#pruned = Date.now();
    if (this.#keep === Number.POSITIVE_INFINITY) return;
    const since = this.#pruned - this.#keep;
    this.#kept = this.#kept.filter((each) => isSince(each, since));
    const staged = `${this.#path}.new`;
    await copySince(this.#path, staged, since);
    await rename(staged, this.#path);
    this.#broken = false;
  }
}

/** Copies the lines of notifications that came since a moment; torn ones are left behind. */
async function copySince(from: string, to: string, since: number): Promise<void> {
  const file = await open(to, 'w');
  try {
    for await (const line of createInterface({ input: createReadStream(from), crlfDelay: Number.POSITIVE_INFINITY }))
      if (parseLine(line).some((each) => isSince(each, since))) await file.write(`${line}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

function isSince({ receivedAt }: Notification, since: number): boolean {
  return Date.parse(receivedAt) >= since;
}

async function readTail(path: string): Promise<string> {
  const file = await open(path, 'a+');
  try {
    const { size } = await file.stat();
    const length = Math.min(size, TAIL);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8');
  } finally {
    await file.close();
  }
}

function parseLine(line: string): Notification[] {
  try {
    const value: unknown = JSON.parse(line);
    return isNotification(value) ? [value] : [];
  } catch {
    return [];
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
