import type { Model } from './schemas.ts';

/** A mistake that a schema names, in the words of ajv. */
export interface SchemaError {
  /** `/spec/replicas`. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** A field that the schema does not know. */
export interface UnknownField {
  readonly path: readonly (string | number)[];
  /** What the schema knows at this place. */
  readonly known: readonly string[];
}

/** What a schema asked an object for. */
interface Asked {
  readonly fields: Set<string>;
  /** It went through all keys: a map, like labels. */
  all: boolean;
}

/**
 * Checks an object by a schema, and finds the fields that the schema does not know. The models come as compiled validators that
 * let unknown fields pass, and without the schemas that could be closed. But a validator reads every field that its schema
 * lists, whether it is there or not; so a field that is never read is one that the schema does not have.
 */
export function checkClosed(
  model: Model,
  object: object,
): { readonly errors: readonly SchemaError[]; readonly unknown: readonly UnknownField[] } {
  const asked = new Map<object, Asked>();
  const errors = schemaErrors(model, watched(object, asked));
  return { errors, unknown: unread(object, asked, []) };
}

function schemaErrors(model: Model, object: object): readonly SchemaError[] {
  try {
    model.prototype.validate.call(object);
    return [];
  } catch (error) {
    if (error instanceof Error && 'errors' in error && Array.isArray(error.errors)) return error.errors;
    throw error;
  }
}

/** The object behind a proxy that notes what is read of it, at every depth. */
function watched(object: object, asked: Map<object, Asked>): object {
  const notes: Asked = { fields: new Set(), all: false };
  asked.set(object, notes);
  const inner = new Map<object, object>();
  return new Proxy(object, {
    get(target, field) {
      if (typeof field === 'string') notes.fields.add(field);
      const value: unknown = Reflect.get(target, field);
      if (typeof value !== 'object' || value === null) return value;
      const known = inner.get(value) ?? watched(value, asked);
      inner.set(value, known);
      return known;
    },
    ownKeys(target) {
      notes.all = true;
      return Reflect.ownKeys(target);
    },
  });
}

function unread(value: unknown, asked: ReadonlyMap<object, Asked>, path: readonly (string | number)[]): UnknownField[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => unread(item, asked, [...path, index]));
  const notes = asked.get(value);
  // Nothing was read: the schema lets this object hold what it likes.
  const closed = notes !== undefined && !notes.all && notes.fields.size > 0;
  return Object.entries(value).flatMap(([field, inner]) =>
    closed && !notes.fields.has(field)
      ? [{ path: [...path, field], known: [...notes.fields].sort() }]
      : unread(inner, asked, [...path, field]),
  );
}
