/** Makes an event out of whatever the application hands over: bounded, plain, without secrets. */
import { redactDetails, redactText } from '../redact.ts';
import type { AuditEntry, AuditEvent, Json } from './event.ts';

const CUT = '__cut__';
const MOST_VALUES = 200;
const MOST_CHARACTERS = 8_000;
const LONGEST_NAME = 200;

/** The event out of an entry: everything copied, of bounded size, and without secrets, tokens and e-mail addresses. */
export function eventOf(entry: AuditEntry<string>, service: string, timestamp: string): AuditEvent {
  const details = redactDetails(plain(entry.details ?? {}));
  return {
    timestamp,
    event_type: word(entry.type, 'unknown'),
    user_id: word(entry.user, 'system'),
    resource_id: word(entry.resource, service),
    action: word(entry.action, word(entry.type, 'unknown')),
    details: isObject(details) ? details : {},
    success: entry.success !== false,
  };
}

function word(value: unknown, otherwise: string): string {
  if (value === undefined || value === null || value === '') return otherwise;
  return redactText(String(value)).slice(0, LONGEST_NAME);
}

// What goes into `redactDetails` is plain, and it keeps the shape.
function isObject(value: unknown): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy of anything as JSON can hold it, never larger than the bounds: objects that hold themselves end, and so do huge ones. */
export function plain(value: unknown): Json {
  const left = { values: MOST_VALUES, characters: MOST_CHARACTERS };
  const text = (string: string) => {
    // Secrets go first: half of one, where the text is cut, would not be known for one.
    const whole = redactText(string, left.characters);
    const kept = whole.slice(0, left.characters);
    left.characters -= kept.length;
    return kept.length < whole.length ? `${kept}${CUT}` : kept;
  };
  const copy = (from: unknown): Json => {
    left.values -= 1;
    if (left.characters <= 0) return CUT;
    if (typeof from === 'string') return text(from);
    if (typeof from === 'number') return Number.isFinite(from) ? from : String(from);
    if (typeof from === 'boolean' || from === null) return from;
    if (from === undefined) return null;
    if (typeof from !== 'object') return text(String(from));
    if (from instanceof Date) return Number.isNaN(from.getTime()) ? null : from.toISOString();
    if (from instanceof Error) return { error: from.name, message: text(from.message) };
    if (from instanceof URL) return text(from.href);
    if (ArrayBuffer.isView(from) || from instanceof ArrayBuffer) return `${from.byteLength} bytes`;
    if (from instanceof Map) return copy(Object.fromEntries(from));
    if (Array.isArray(from) || from instanceof Set) {
      const items: Json[] = [];
      for (const item of from) {
        if (left.values <= 0) break;
        items.push(copy(item));
      }
      return items;
    }
    return copyObject(from);
  };
  const copyObject = (from: object): Json => {
    const result: [string, Json][] = [];
    for (const key of Object.keys(from)) {
      if (left.values <= 0) {
        result.push([CUT, true]);
        break;
      }
      const item = read(from, key);
      if (item !== undefined && typeof item !== 'function') result.push([text(key), copy(item)]);
    }
    return Object.fromEntries(result);
  };
  return copy(value);
}

/** A property; a getter that throws has none. */
function read(from: object, key: string): unknown {
  try {
    return Reflect.get(from, key);
  } catch {
    return undefined;
  }
}
