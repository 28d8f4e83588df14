/** The file that outlives the process: read at the start, then written on. */
import type { Clock } from '../clock.ts';
import type { NumberedEvent } from './event.ts';
import { problem, problemOf } from './problem.ts';
import { emptySegment, fullPaths, readSegment, type Segment } from './segments.ts';
import { HistoryWriter, type WriterOptions } from './writer.ts';

/** Where the events are kept over restarts. */
export interface HistoryOptions {
  /** The file, `data/audit.jsonl`. Full files stand beside it. One process writes to it, no two. */
  readonly path: string;
  /**
   * When events are forced onto the disk: `always` after each batch, `second` at most a second later, `never` when the system likes.
   * What a crash of the machine costs at most; a crash of the process alone costs what was not yet written. `second` when absent.
   */
  readonly fsync?: 'always' | 'second' | 'never';
  /** A file of more bytes is full; 10 MB when absent. */
  readonly maxBytes?: number;
  /** Full files that are kept; 5 when absent. */
  readonly keep?: number;
}

/** What reading and writing the history tells. */
export type HistoryEvents = Pick<WriterOptions, 'onProblem' | 'onWritten' | 'onRemoved' | 'onLost'> & {
  /** An event of earlier, in order. */
  readonly onEvent: (event: NumberedEvent) => void;
  readonly onSkipped: (lines: number) => void;
};

const DEFAULTS = { fsync: 'second', maxBytes: 10_000_000, keep: 5 } as const;
const FEWEST_BYTES = 1_000;

/**
 * Reads what is there, and returns what writes on, with the number of the last event. Lines that are no events are skipped, counted
 * and said; a file that cannot be read as well. Throws only for options that make no sense.
 */
export async function openHistory(
  { path, ...settings }: HistoryOptions,
  clock: Clock,
  events: HistoryEvents,
): Promise<{ readonly writer: HistoryWriter; readonly last: number }> {
  const { fsync, maxBytes, keep } = { ...DEFAULTS, ...settings };
  if (!(maxBytes >= FEWEST_BYTES) || !Number.isInteger(keep) || keep < 0)
    throw new Error(
      `audit: maxBytes is ${maxBytes} and keep is ${keep}. Give at least ${FEWEST_BYTES} bytes, and a whole number of files.`,
    );
  let last = 0;
  const read = async (file: string): Promise<Segment> => {
    try {
      const segment = await readSegment(file, (event) => {
        last = Math.max(last, event.number);
        events.onEvent(event);
      });
      if (segment.skipped > 0) {
        events.onSkipped(segment.skipped);
        const lines = segment.skipped === 1 ? 'a line that is no event' : `${segment.skipped} lines that are no events`;
        const torn = segment.torn ? ', the last line of all cut off by a crash' : '';
        events.onProblem(problem('damaged', `${file} has ${lines}${torn}`));
      }
      return segment;
    } catch (error) {
      events.onProblem(problemOf(error, `cannot read ${file}`));
      // Perhaps its last line has no end.
      return { ...emptySegment(file), torn: true };
    }
  };
  const full: Segment[] = [];
  // A folder that is not there yet has no files; one that cannot be read shows when it is written to.
  for (const file of await fullPaths(path).catch(() => [])) full.push(await read(file));
  const current = await read(path);
  return { writer: new HistoryWriter({ ...events, path, fsync, maxBytes, keep, clock }, full, current), last };
}
