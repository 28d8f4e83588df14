import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { isNotification, type Notification } from './payload.ts';

/** How many notifications are kept in memory and read back on start. The file keeps all. */
export const KEPT = 500;

/** How much of the end of the file is read on start, in bytes: room for 500 notifications of 32 KiB. */
const TAIL = 16 * 1024 * 1024;

/** The notifications that arrived, in memory and in `notifications.jsonl`, one JSON object on each line. */
export class NotificationStore {
  readonly #path: string;
  #kept: Notification[];
  #broken: boolean;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(path: string, kept: Notification[], broken: boolean) {
    this.#path = path;
    this.#kept = kept;
    this.#broken = broken;
  }

  /**
   * Opens the store in a folder, which is made when it is not there, and reads back the last notifications. Lines that
   * are torn are passed over. Throws when the folder or the file cannot be used.
   */
  static async open(folder: string): Promise<NotificationStore> {
    const path = join(folder, 'notifications.jsonl');
    try {
      await mkdir(folder, { recursive: true });
      const tail = await readTail(path);
      const kept = tail.split('\n').flatMap(parseLine).slice(-KEPT);
      return new NotificationStore(path, kept, tail !== '' && !tail.endsWith('\n'));
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
