import { type Ask, askPrometheus, youngSince } from '../verify/ask.ts';
import type { Seen } from './classify.ts';
import { shortest } from './plan.ts';

/** What is known of how long a Prometheus has run. */
export interface Age {
  /** When it was started or last read its configuration, in milliseconds since 1970. What it stored before is a bonus. */
  readonly start: number;
  /** Names of recorded series that may not be there yet, with the seconds between two turns of their rules. */
  readonly unrecorded: ReadonlyMap<string, number>;
}

/** Why nothing is seen: too little time has passed, and a minute helps or does not. */
export type Youth = 'soon' | 'later';

interface Group {
  /** Seconds. */
  readonly interval: number;
  readonly rules: readonly {
    readonly name: string;
    readonly type: 'recording' | 'alerting';
    readonly health: 'ok' | 'err' | 'unknown';
  }[];
}

/** Turns after which a recorded series is there: the first may come before there is anything to record, and records build on records. */
const turns = 3;

/** Asks Prometheus for both. `now` in milliseconds since 1970. */
export async function askAge(ask: Ask, now: number): Promise<Age> {
  const [start, { groups }] = await Promise.all([
    youngSince(ask),
    askPrometheus<{ readonly groups: readonly Group[] }>(ask, '/api/v1/rules'),
  ]);
  const waiting = groups.flatMap(({ interval, rules }) =>
    rules
      .filter(({ health }) => health === 'unknown' || now - start < turns * interval * 1000)
      .filter(({ type }) => type === 'recording')
      .map(({ name }) => [name, interval] as const),
  );
  return { start, unrecorded: new Map(waiting) };
}

/** Scrapes until a series has a rate: two samples, and one interval until the first. */
const scrapes = 3;
/** Seconds. Longer windows mostly have data before they are full; where they have not, they are not waited for. */
const longestWindow = 120;
/** Seconds. Rules that need longer for their turns are not waited for. */
const longestTurns = 60;
const unit: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/**
 * Whether nothing could be seen yet, because Prometheus has not run long enough: the last point that is drawn lies before the windows of
 * the query could be filled, or what it reads is recorded by a rule that had too few turns.
 */
export function youth({ look }: Seen, { start, unrecorded }: Age, scrapeSeconds: number): Youth | undefined {
  const words = look.queries.flatMap(({ expr }) => expr.split(/[^\w:]+/));
  const turn = Math.max(0, ...words.map((word) => unrecorded.get(word) ?? 0));
  const scrape = Math.max(scrapeSeconds, lengthOf(look.shown?.interval ?? ''));
  const filled = start / 1000 + scrapes * scrape;
  const windows = look.queries.map(({ expr }) => window(expr));
  const early = look.queries.some((query, index) => {
    const last = query.kind === 'instant' ? query.time : query.end;
    return last < filled + Math.min(windows[index] ?? 0, longestWindow) + offset(query.expr);
  });
  if (turn === 0 && !early) return undefined;
  const isSlow =
    turns * turn > longestTurns ||
    Math.max(...windows, ...look.queries.map(({ expr }) => offset(expr))) > longestWindow;
  return look.range === shortest && !isSlow ? 'soon' : 'later';
}

/** Whether Prometheus has run for all of the range of a look, so that what it shows there is what is usual. */
export function hasRunFor({ look }: Seen, { start }: Age): boolean {
  return look.queries.every((query) => {
    const end = query.kind === 'instant' ? query.time : query.end;
    return end * 1000 - look.range.milliseconds >= start;
  });
}

/** The longest window of a query, in seconds: `[5m]`, `[1m15s]`. */
function window(expr: string): number {
  return longest(expr, /\[(\w+)/g);
}

/** How far a query looks back besides, in seconds: `offset 1d`. Before that there is nothing, however long the window. */
function offset(expr: string): number {
  return longest(expr, /\boffset\s+(\w+)/g);
}

function longest(expr: string, length: RegExp): number {
  return Math.max(0, ...[...expr.matchAll(length)].map(([, text = '']) => lengthOf(text)));
}

/** A length of time in seconds; 0 for what is none. */
function lengthOf(text: string): number {
  return [...text.matchAll(/(\d+)(ms|[smhdw])/g)].reduce(
    (sum, [, count, of = '']) => sum + Number(count) * (unit[of] ?? 0),
    0,
  );
}
