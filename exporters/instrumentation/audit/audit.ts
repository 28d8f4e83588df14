/** The audit trail: takes events, keeps them, and answers questions about them. */
import type { Answer } from '../answer.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Warn } from '../warn.ts';
import { eventOf } from './details.ts';
import type { AuditEntry, AuditEventType, NumberedEvent } from './event.ts';
import { type HistoryOptions, openHistory } from './history.ts';
import { answer } from './kept.ts';
import type { AuditHandles } from './metrics.ts';
import type { AuditDocument } from './page.ts';
import type { AuditProblem } from './problem.ts';
import { parseQuery, type QueryParameters } from './query.ts';
import { reporter } from './report.ts';
import { Ring } from './ring.ts';
import type { HistoryWriter } from './writer.ts';

/** What `openAudit` is told. `T` are the types of events that the application adds. */
export interface AuditOptions<T extends string = never> {
  readonly service: string;
  /** Types besides `AUDIT_EVENT_TYPES`, for the compiler: `['order_cancelled']`. */
  readonly types?: readonly T[];
  /** How many events are kept in memory, of some 10 kB each at the most; 10,000 when absent. */
  readonly memory?: number;
  /** Where events are kept over restarts; in memory only when absent. */
  readonly history?: HistoryOptions;
  /** Where events are counted: `instrument(auditMetrics, { registry })`. */
  readonly metrics?: AuditHandles;
  /** Called with what goes wrong with the history, once until it is mended; a warning of the process when absent. */
  readonly warn?: Warn<[AuditProblem]>;
  /** Time, for tests. */
  readonly clock?: Clock;
}

/** The audit trail of a service. Events are added to it; nothing takes one away before its time, or changes one. */
export interface Audit<T extends string = never> {
  /** Adds an event. Never throws and never waits: the history is written soon after. */
  record(entry: AuditEntry<AuditEventType | T>): void;
  /** What `/audit` says. The parameters are those of the request: `new URL(request.url).searchParams`. */
  handler(parameters?: QueryParameters): Promise<Answer<AuditDocument | { readonly errors: readonly string[] }>>;
  /** Waits until the history is on the disk; whether it is. Without a history that is always so. */
  flush(): Promise<boolean>;
  /** Writes what waits and closes the file. What is recorded later stays in memory. */
  close(): Promise<void>;
}

const DEFAULT_MEMORY = 10_000;
/** Numbers begin with the time, so that those of a process without a history do not come again after its restart. */
const NUMBERS_A_MILLISECOND = 1_000;
/** Reading the files through takes time and memory: so many requests may wait for their turn. */
const MOST_READERS = 8;

/**
 * Opens the audit trail of a service: `const audit = await openAudit({ service: 'shop', history: { path: 'data/audit.jsonl' } })`, then
 * `audit.record({ type: 'user_login', user: 'user_123' })`. A history that cannot be read or written is said, and the events are
 * kept in memory. Throws only for options that make no sense.
 */
export async function openAudit<const T extends string = never>(options: AuditOptions<T>): Promise<Audit<T>> {
  const { service, memory = DEFAULT_MEMORY, metrics, clock = systemClock } = options;
  if (!Number.isInteger(memory) || memory < 1)
    throw new Error(`audit: memory is ${memory}. Give the number of events to keep in memory, from 1 up.`);
  const ring = new Ring<NumberedEvent>(memory);
  const unwritten = new Map<string, number>();
  const written = new WeakSet<NumberedEvent>();
  const count = (event: NumberedEvent, change: 1 | -1) => {
    const { event_type } = event.event;
    const now = (unwritten.get(event_type) ?? 0) + change;
    if (now > 0) unwritten.set(event_type, now);
    else unwritten.delete(event_type);
  };
  const inRing = (event: NumberedEvent) => event.number >= (ring.oldest?.number ?? Number.POSITIVE_INFINITY);
  const report = reporter(options.warn, metrics);

  let writer: HistoryWriter | undefined;
  let next = clock.now() * NUMBERS_A_MILLISECOND;
  if (options.history !== undefined) {
    const opened = await openHistory(options.history, clock, {
      onEvent: (event) => {
        ring.push(event);
        written.add(event);
      },
      onProblem: report.problem,
      onSkipped: (lines) => metrics?.skipped.inc(lines),
      onLost: (events) => metrics?.lost.inc(events),
      onWritten: (events) => {
        report.mended();
        for (const event of events) {
          written.add(event);
          if (inRing(event)) count(event, -1);
        }
      },
      onRemoved: ({ last = 0 }) => {
        for (const event of ring) {
          if (event.number > last || !written.has(event)) continue;
          written.delete(event);
          count(event, 1);
        }
      },
    });
    writer = opened.writer;
    next = Math.max(next, opened.last + 1);
  }

  let closed = false;
  let readers = 0;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    record(entry) {
      try {
        const event = eventOf(entry, service, new Date(clock.now()).toISOString());
        const numbered = { number: next, event };
        next += 1;
        const gone = ring.push(numbered);
        count(numbered, 1);
        if (gone !== undefined && !written.has(gone)) count(gone, -1);
        if (!closed) writer?.append(numbered);
        metrics?.events.inc({ event_type: event.event_type, success: event.success ? 'true' : 'false' });
      } catch {
        metrics?.refused.inc();
      }
    },
    async handler(parameters = {}) {
      const query = parseQuery(parameters, clock.now());
      if ('mistakes' in query) return { status: 400, body: { errors: query.mistakes } };
      if (readers >= MOST_READERS)
        return { status: 503, body: { errors: ['Too many questions at once. Ask again in a few seconds.'] } };
      readers += 1;
      const kept = () => ({ ring, segments: writer?.segments ?? [], unwritten });
      const mine = turn.then(() => answer(query, kept(), service));
      turn = mine.catch(() => undefined);
      try {
        return { status: 200, body: await mine };
      } catch {
        return { status: 500, body: { errors: ['The history cannot be read. Its problems are in the log.'] } };
      } finally {
        readers -= 1;
      }
    },
    flush: async () => (await writer?.flush()) ?? true,
    async close() {
      if (closed) return;
      closed = true;
      await writer?.close();
    },
  };
}
