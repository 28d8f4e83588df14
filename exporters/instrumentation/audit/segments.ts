/** The files of a history, and how they are read. */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { NumberedEvent } from './event.ts';
import { LONGEST_LINE, parseLine } from './line.ts';

/** One file of the history, and what is in it. Files that are full keep the number of their first event in their name. */
export interface Segment {
  path: string;
  /** Bytes. */
  size: number;
  first: number | undefined;
  last: number | undefined;
  /** Milliseconds since 1970; between them lie all events. */
  from: number;
  until: number;
  /** How many events of each type. */
  readonly counts: Map<string, number>;
  /** The last line has no line break: a crash cut it off. */
  torn: boolean;
  /** Lines that are no events. */
  skipped: number;
}

/** A file in which nothing is yet. */
export function emptySegment(path: string): Segment {
  const [from, until] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return { path, size: 0, first: undefined, last: undefined, from, until, counts: new Map(), torn: false, skipped: 0 };
}

/** Notes an event that is in the file. */
export function noteEvent(segment: Segment, { number, event }: NumberedEvent): void {
  const at = Date.parse(event.timestamp);
  segment.first ??= number;
  segment.last = number;
  segment.from = Math.min(segment.from, at);
  segment.until = Math.max(segment.until, at);
  segment.counts.set(event.event_type, (segment.counts.get(event.event_type) ?? 0) + 1);
}

/** The path of a full file. */
export function fullPath(path: string, first: number): string {
  return `${path}.${String(first).padStart(16, '0')}`;
}

/** The full files of a history, oldest first. */
export async function fullPaths(path: string): Promise<string[]> {
  const begin = `${basename(path)}.`;
  const names = await readdir(dirname(path));
  return names
    .filter((name) => name.startsWith(begin) && /^\d{16}$/.test(name.slice(begin.length)))
    .sort()
    .map((name) => join(dirname(path), name));
}

/**
 * Reads a file to its end, calls `each` for every event, and returns what is in it. A file that is not there is empty. Only the
 * line at hand is kept; lines that are no events are counted and skipped. Throws what the file system says.
 */
export async function readSegment(path: string, each: (event: NumberedEvent) => void): Promise<Segment> {
  const segment = emptySegment(path);
  let rest = '';
  let tooLong = false;
  const take = (line: string) => {
    const event = tooLong || line.length > LONGEST_LINE ? undefined : parseLine(line);
    if (event === undefined) segment.skipped += tooLong || line !== '' ? 1 : 0;
    else {
      noteEvent(segment, event);
      each(event);
    }
    tooLong = false;
  };
  try {
    // A device or a pipe has no end to read to.
    if (!(await stat(path)).isFile()) return segment;
    for await (const chunk of createReadStream(path, { encoding: 'utf8' }) as AsyncIterable<string>) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
      if (rest.length > LONGEST_LINE) {
        tooLong = true;
        rest = '';
      }
      segment.size += Buffer.byteLength(chunk);
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  segment.torn = rest !== '' || tooLong;
  if (segment.torn) take(rest);
  return segment;
}
