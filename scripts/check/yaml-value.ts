import { load, loadAll } from 'js-yaml';

/** A parsed value of which nothing is known yet. The functions of this file read it without trusting it. */
export type Value = unknown;

/** The content of a YAML or JSON text; `undefined` where it is not one. */
export function parse(text: string): Value {
  try {
    return load(text);
  } catch {
    return undefined;
  }
}

/** The documents of a YAML text; none where it is not one. */
export function parseAll(text: string): Value[] {
  try {
    return loadAll(text);
  } catch {
    return [];
  }
}

/** The value that these keys lead to. */
export function at(value: Value, ...keys: readonly string[]): Value {
  return keys.reduce<Value>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

/** The items of a list; of anything else none. */
export function items(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

/** Keys and values of an object; of anything else none. */
export function entries(value: Value): [string, Value][] {
  return isObject(value) ? Object.entries(value) : [];
}

/** A text, or `undefined`. */
export function textOf(value: Value): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The texts of a list. */
export function texts(value: Value): string[] {
  return items(value).filter((item) => typeof item === 'string');
}

/** Whether it is an object with keys. */
export function isObject(value: Value): value is Record<string, Value> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
