/** Answers questions from what is kept in memory and in files. */
import type { AuditEvent, NumberedEvent } from './event.ts';
import { type AuditDocument, Page } from './page.ts';
import { type AuditQuery, cursorOf } from './query.ts';
import type { Ring } from './ring.ts';
import { readSegment, type Segment } from './segments.ts';

/** Everything that is kept: the latest events in memory, and the files. */
export interface Kept {
  readonly ring: Ring<NumberedEvent>;
  /** The files, oldest first; empty where there is no history. */
  readonly segments: readonly Segment[];
  /** Of the events in the ring that are in no file, how many of each type. */
  readonly unwritten: ReadonlyMap<string, number>;
}

/**
 * The answer to a query. What is asked most, the latest events, with a filter by type or none, comes from memory. Everything else
 * reads the files through, of which only one answer is kept in memory.
 */
export async function answer(query: AuditQuery, kept: Kept, service: string): Promise<AuditDocument> {
  const page = new Page(query);
  const recent = [...kept.ring];
  if (fromMemory(query, kept, recent)) {
    for (const event of recent) page.add(event);
    const totals = totalsOf(kept, query.fields.event_type);
    const enough = query.after !== undefined || page.events.length === query.limit || sum(totals) === sum(page.counts);
    if (enough) return document(query, page, totals, service);
  }
  return document(query, ...(await throughAll(query, kept.segments, recent)), service);
}

/** Whether the counts that are kept answer the query, and the ring may have all that it returns. */
function fromMemory(
  { fields, success, since, until, after }: AuditQuery,
  kept: Kept,
  recent: readonly NumberedEvent[],
) {
  const onlyTypes = Object.keys(fields).every((field) => field === 'event_type');
  if (!onlyTypes || success !== undefined || since !== undefined || until !== undefined) return false;
  return (
    after === undefined || kept.segments.length === 0 || after >= (recent[0]?.number ?? Number.POSITIVE_INFINITY) - 1
  );
}

async function throughAll(query: AuditQuery, segments: readonly Segment[], recent: readonly NumberedEvent[]) {
  const page = new Page(query);
  const { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = query;
  const inMemory = recent[0]?.number ?? Number.POSITIVE_INFINITY;
  for (const segment of segments) {
    if (segment.until < since || segment.from > until) continue;
    if ((segment.first ?? Number.POSITIVE_INFINITY) >= inMemory) continue;
    await readSegment(segment.path, (event) => {
      if (event.number < inMemory) page.add(event);
    });
  }
  for (const event of recent) page.add(event);
  return [page, page.counts] as const;
}

/** How many events of each type are kept, of the given types or of all. */
function totalsOf({ segments, unwritten }: Kept, types: readonly string[] | undefined): Map<string, number> {
  const totals = new Map<string, number>();
  for (const counts of [...segments.map((segment) => segment.counts), unwritten])
    for (const [type, count] of counts)
      if (count > 0 && (types === undefined || types.includes(type))) totals.set(type, (totals.get(type) ?? 0) + count);
  return totals;
}

function document(query: AuditQuery, page: Page, totals: ReadonlyMap<string, number>, service: string): AuditDocument {
  const { events } = page;
  const total = sum(totals);
  // What was not looked at is older than all that was.
  const older = page.older + total - sum(page.counts);
  const first = events[0]?.number;
  const last = events.at(-1)?.number ?? query.after;
  return {
    service,
    total_events: total,
    returned_events: events.length,
    events: events.map(({ event }): AuditEvent => event),
    counts: Object.fromEntries([...totals].sort(([a], [b]) => (a < b ? -1 : 1))),
    cursors: {
      older: first !== undefined && older > 0 ? cursorOf(first) : null,
      newer: last === undefined ? null : cursorOf(last),
    },
  };
}

function sum(counts: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}
