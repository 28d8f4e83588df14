/** An event as a line of the history, and back. */
import type { AuditEvent, NumberedEvent } from './event.ts';

/** No line that is written is longer; one that is has come from elsewhere. */
export const LONGEST_LINE = 64 * 1024;

/** An event as one line of the history, with its line break. JSON escapes all breaks inside. */
export function lineOf({ number, event }: NumberedEvent): string {
  return `${JSON.stringify({ number, ...event })}\n`;
}

const TEXTS = ['timestamp', 'event_type', 'user_id', 'resource_id', 'action'] as const;

/** The event of a line; `undefined` for one that was torn by a crash, or is none. */
export function parseLine(line: string): NumberedEvent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('number' in value)) return undefined;
  const { number, ...event } = value;
  return Number.isSafeInteger(number) && isEvent(event) ? { number: Number(number), event } : undefined;
}

function isEvent(value: Partial<Record<keyof AuditEvent, unknown>>): value is AuditEvent {
  return (
    TEXTS.every((key) => typeof value[key] === 'string') &&
    typeof value.success === 'boolean' &&
    typeof value.details === 'object' &&
    value.details !== null
  );
}
