import { load, loadAll } from 'js-yaml';
import { isRecord as isObject, list as items } from '../../dashboards/json.ts';

export { at, isRecord as isObject, list as items, text as textOf } from '../../dashboards/json.ts';

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

/** Keys and values of an object; of anything else none. */
export function entries(value: Value): [string, Value][] {
  return isObject(value) ? Object.entries(value) : [];
}

/** The texts of a list. */
export function texts(value: Value): string[] {
  return items(value).filter((item) => typeof item === 'string');
}
