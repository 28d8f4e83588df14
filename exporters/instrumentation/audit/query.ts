/** What can be asked of the audit trail, read from the parameters of a request. */
import { type Duration, milliseconds } from '../duration.ts';
import type { AuditEvent } from './event.ts';

/** Which events are asked for, and which of them are returned. */
export interface AuditQuery {
  /** At most so many are returned. */
  readonly limit: number;
  /** Only those before this number are returned. */
  readonly before?: number;
  /** Only those after this number are returned, and the first of them instead of the last. */
  readonly after?: number;
  /** Each field that is named has one of the values. */
  readonly fields: Readonly<Partial<Record<FilterField, readonly string[]>>>;
  readonly success?: boolean;
  /** Milliseconds since 1970, both included. */
  readonly since?: number;
  readonly until?: number;
}

type FilterField = 'event_type' | 'user_id' | 'resource_id' | 'action';

/** The parameters of a request; a parameter may stand there several times. */
export type QueryParameters = URLSearchParams | Readonly<Record<string, string | readonly string[] | undefined>>;

const DEFAULT_LIMIT = 50;
const HIGHEST_LIMIT = 1_000;
const MOST_VALUES = 50;
const MOST_MISTAKES = 10;

/** The parameters that are the values of a field, by what they may be called. */
const FIELDS: Readonly<Record<string, FilterField>> = {
  event_type: 'event_type',
  type: 'event_type',
  user_id: 'user_id',
  actor: 'user_id',
  resource_id: 'resource_id',
  resource: 'resource_id',
  action: 'action',
};

const PARAMETERS = [...Object.keys(FIELDS), 'success', 'since', 'until', 'limit', 'before', 'after'];

/** The cursor of an event: an opaque word that stays valid when others come and go. */
export function cursorOf(number: number): string {
  return `e${number.toString(36)}`;
}

/** What is asked for, or the mistakes in it, at most ten, each with its fix. `now` is what `since=1h` counts back from. */
export function parseQuery(
  parameters: QueryParameters,
  now: number,
): AuditQuery | { readonly mistakes: readonly string[] } {
  const mistakes: string[] = [];
  const given = valuesOf(parameters);
  for (const name of given.keys())
    if (!PARAMETERS.includes(name))
      mistakes.push(`${quoted(name)} is no parameter. There are ${PARAMETERS.join(', ')}.`);
  /** The value of a parameter that may stand there once, read; one that cannot be read is a mistake. */
  const single = <T>(name: string, read: (text: string) => T | undefined, remedy: string): T | undefined => {
    const [text, second] = given.get(name) ?? [];
    if (text === undefined) return undefined;
    const value = second === undefined ? read(text) : undefined;
    if (value === undefined)
      mistakes.push(`${name} is ${quoted(second === undefined ? text : 'there twice')}. ${remedy}`);
    return value;
  };
  const fields: Partial<Record<FilterField, readonly string[]>> = {};
  for (const [name, field] of Object.entries(FIELDS)) {
    const values = given
      .get(name)
      ?.flatMap((text) => text.split(','))
      .filter((text) => text !== '');
    if (values === undefined) continue;
    if (values.length > MOST_VALUES) mistakes.push(`${name} has ${values.length} values. Give at most ${MOST_VALUES}.`);
    fields[field] = [...(fields[field] ?? []), ...values];
  }
  const cursor = 'Give a cursor as an earlier answer has it.';
  const time = 'Write a time such as 2025-09-21T04:00:00Z, or how long ago, such as 1h.';
  const limit = single('limit', readLimit, `Give a whole number from 1 to ${HIGHEST_LIMIT}.`);
  const before = single('before', readCursor, cursor);
  const after = single('after', readCursor, cursor);
  const since = single('since', (text) => readTime(text, now), time);
  const until = single('until', (text) => readTime(text, now), time);
  const success = single('success', readBoolean, 'Write true or false.');
  // Not one for each word of a request that is made of nonsense.
  if (mistakes.length > 0) return { mistakes: mistakes.slice(0, MOST_MISTAKES) };
  return {
    limit: limit ?? DEFAULT_LIMIT,
    fields,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(success !== undefined && { success }),
  };
}

/** Whether an event is asked for, wherever it stands: made once for all events, of which there are many. */
export function matcher({ fields, success, since, until }: AuditQuery): (event: AuditEvent) => boolean {
  const allowed = Object.entries(fields) as [FilterField, readonly string[]][];
  const anyTime = since === undefined && until === undefined;
  return (event) => {
    for (const [field, values] of allowed) if (!values.includes(event[field])) return false;
    if (success !== undefined && event.success !== success) return false;
    if (anyTime) return true;
    const at = Date.parse(event.timestamp);
    return at >= (since ?? Number.NEGATIVE_INFINITY) && at <= (until ?? Number.POSITIVE_INFINITY);
  };
}

function valuesOf(parameters: QueryParameters): Map<string, string[]> {
  const pairs =
    parameters instanceof URLSearchParams
      ? [...parameters]
      : Object.entries(parameters).flatMap(([name, value]) =>
          [value ?? []].flat().map((each) => [name, String(each)] as const),
        );
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const same = values.get(name);
    if (same === undefined) values.set(name, [value]);
    else same.push(value);
  }
  return values;
}

function readBoolean(text: string): boolean | undefined {
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

function readLimit(text: string): number | undefined {
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= HIGHEST_LIMIT ? limit : undefined;
}

function readCursor(text: string): number | undefined {
  const number = /^e[0-9a-z]{1,11}$/.test(text) ? Number.parseInt(text.slice(1), 36) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

function readTime(text: string, now: number): number | undefined {
  const ago = milliseconds(text as Duration);
  if (ago !== undefined) return now - ago;
  const time = /^\d{4}-\d\d-\d\d(T|$)/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
