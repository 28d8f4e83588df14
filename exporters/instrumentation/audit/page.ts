/** The events of one answer, and what stands before them. */
import type { AuditEvent, NumberedEvent } from './event.ts';
import { type AuditQuery, matcher } from './query.ts';

/** What `/audit` answers with. */
export interface AuditDocument {
  readonly service: string;
  /** How many events that match are kept. */
  readonly total_events: number;
  readonly returned_events: number;
  /** Oldest first. */
  readonly events: readonly AuditEvent[];
  /** Of the events that match, how many of each type. */
  readonly counts: Readonly<Record<string, number>>;
  /** `before=<older>` gets what stands before these events, `null` where there is nothing; `after=<newer>` what has come since. */
  readonly cursors: { readonly older: string | null; readonly newer: string | null };
}

/** The events of one answer, while all that are kept pass by, oldest first. */
export class Page {
  readonly #query: AuditQuery;
  readonly #matches: (event: AuditEvent) => boolean;
  #events: NumberedEvent[] = [];
  #older = 0;
  readonly counts = new Map<string, number>();

  constructor(query: AuditQuery) {
    this.#query = query;
    this.#matches = matcher(query);
  }

  /** Looks at the next event. */
  add(numbered: NumberedEvent): void {
    const { number, event } = numbered;
    if (!this.#matches(event)) return;
    this.counts.set(event.event_type, (this.counts.get(event.event_type) ?? 0) + 1);
    const { before = Number.POSITIVE_INFINITY, after = Number.NEGATIVE_INFINITY, limit } = this.#query;
    if (number <= after) this.#older += 1;
    else if (number < before) this.#take(numbered, limit);
  }

  #take(event: NumberedEvent, limit: number): void {
    const forward = this.#query.after !== undefined;
    if (forward && this.#events.length >= limit) return;
    this.#events.push(event);
    // Let go of many at once, as each time moves all that stay.
    if (this.#events.length >= 2 * limit) this.#shorten(limit);
  }

  #shorten(limit: number): void {
    const many = Math.max(0, this.#events.length - limit);
    this.#older += many;
    this.#events.splice(0, many);
  }

  /** The events, oldest first. */
  get events(): readonly NumberedEvent[] {
    this.#shorten(this.#query.limit);
    return this.#events;
  }

  /** How many that match stand before these events, of those that were looked at. */
  get older(): number {
    this.#shorten(this.#query.limit);
    return this.#older;
  }
}
