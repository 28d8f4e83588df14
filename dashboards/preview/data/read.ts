import { at, isRecord as isObject, type Json, type JsonRecord as JsonObject } from '../../json.ts';

export { at, isObject, type Json, type JsonObject };

// Foreign dashboards hold anything: whatever is read from one passes here.

/** The text there, or nothing if there is none. */
export function text(value: Json | undefined, ...keys: readonly string[]): string | undefined {
  const found = at(value, ...keys);
  return typeof found === 'string' ? found : undefined;
}

/** The finite number there, or nothing. */
export function number(value: Json | undefined, ...keys: readonly string[]): number | undefined {
  const found = at(value, ...keys);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

/** Whether `true` stands there. */
export function flag(value: Json | undefined, ...keys: readonly string[]): boolean {
  return at(value, ...keys) === true;
}

/** The object there, or an empty one. */
export function object(value: Json | undefined, ...keys: readonly string[]): JsonObject {
  const found = at(value, ...keys);
  return isObject(found) ? found : {};
}

/** The objects of the list there; what is none is left out. */
export function objects(value: Json | undefined, ...keys: readonly string[]): readonly JsonObject[] {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found.flatMap((each: Json) => (isObject(each) ? [each] : [])) : [];
}

/** The texts of the list there. */
export function texts(value: Json | undefined, ...keys: readonly string[]): readonly string[] {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found.filter((each): each is string => typeof each === 'string') : [];
}

/** A regular expression as Grafana writes it, `/^5/i` or `^5$`; nothing if it is none. */
export function pattern(source: string): RegExp | undefined {
  const [, body, flags] = /^\/(.*)\/([a-z]*)$/s.exec(source) ?? [];
  try {
    return body === undefined ? new RegExp(`^(?:${source})$`) : new RegExp(body, flags);
  } catch {
    return undefined;
  }
}
