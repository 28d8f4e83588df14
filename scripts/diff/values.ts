import { milliseconds } from '../../stacks/model/index.ts';
import type { Value } from '../check/yaml-value.ts';
import type { Detail } from './change.ts';

/** A value as one text, the same for the same value whatever the order of its keys. Nothing for no value. */
export function valueText(value: Value): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? canonical(value) : String(value);
}

/** JSON with sorted keys. */
export function canonical(value: Value): string {
  return JSON.stringify(value, (_, part: Value) => (isObject(part) ? sorted(part) : part)) ?? '';
}

/** Whether two values are the same but for the order of keys. */
export function same(a: Value, b: Value): boolean {
  return canonical(a) === canonical(b);
}

/** Whether a value has keys. */
export function isObject(value: Value): value is Readonly<Record<string, Value>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** How a value differs; nothing if it does not. */
export function differs(what: string, before: Value, after: Value): Detail[] {
  const [old, now] = [valueText(before), valueText(after)];
  if (old === now) return [];
  return [{ what, ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) }];
}

/** How a length of time differs; `60s` and `1m` are the same. */
export function lasts(what: string, before: Value, after: Value): Detail[] {
  const [old, now] = [before, after].map((value) => milliseconds(valueText(value) ?? ''));
  return old !== undefined && old === now ? [] : differs(what, before, after);
}

/** How two sets of keys and values differ, each key named after the prefix: `label severity`. */
export function differByKey(prefix: string, before: Value, after: Value, ignore: readonly string[] = []): Detail[] {
  const [old, now] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => !ignore.includes(key));
  return keys.flatMap((key) => differs(`${prefix}${key}`, old[key], now[key]));
}

/** How two lists of names differ, whatever their order: one detail for what came and one for what went. */
export function differInNames(what: string, before: readonly string[], after: readonly string[]): Detail[] {
  const gone = before.filter((name) => !after.includes(name));
  const come = after.filter((name) => !before.includes(name));
  if (gone.length + come.length === 0) return [];
  const [old, now] = [gone.join(', '), come.join(', ')];
  return [{ what, ...(old !== '' && { before: old }), ...(now !== '' && { after: now }) }];
}
