// Reads JSON that may hold anything, and values of which not even that is known: what is not as expected is not there.
/** A value of a JSON text. */
export type Json = string | number | boolean | null | readonly Json[] | JsonRecord;

/** An object of a JSON text. */
export interface JsonRecord {
  readonly [key: string]: Json | undefined;
}

/** Whether a value is an object. */
export function isRecord(value: Json | undefined): value is JsonRecord;
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>>;
export function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value that these keys lead to. */
export function at(value: Json | undefined, ...keys: readonly string[]): Json | undefined;
export function at(value: unknown, ...keys: readonly string[]): unknown;
export function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

/** The items of a list; of anything else none. */
export function list(value: Json | undefined): readonly Json[];
export function list(value: unknown): readonly unknown[];
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The items of a list as objects; what is none is an empty one, so that the places in the list stay. */
export function records(value: Json | undefined): JsonRecord[] {
  return list(value).map((item) => (isRecord(item) ? item : {}));
}

/** A text, or `undefined`. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Keys and indexes that lead to a value. */
export type JsonPath = readonly (string | number)[];

/** Everything within a value that is a text, with the keys that lead to it; in the order of the value. */
export function texts(value: Json | undefined, path: JsonPath = []): (readonly [text: string, path: JsonPath])[] {
  if (typeof value === 'string') return [[value, path]];
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => texts(item, [...path, index]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => texts(item, [...path, key]));
}
