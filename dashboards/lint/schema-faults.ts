import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { nearest } from '../../promql/index.ts';
import { at, isRecord, type Json, type JsonPath } from '../json.ts';
import type { Fault } from './rule.ts';
import {
  boardSchema,
  fieldSchema,
  graphFieldSchema,
  optionSchemas,
  panelSchema,
  type Schema,
  targetSchema,
} from './schema.ts';
import type { BoardView } from './view.ts';

const ajv = new Ajv({ allErrors: true, verbose: true, strict: false });
const compiled = new Map<Schema, ValidateFunction>();

/** What in a dashboard does not fit the schema, each with its whole path: keys that look like another one, and values that cannot be. */
export function schemaFaults(board: BoardView): { readonly keys: readonly Fault[]; readonly values: readonly Fault[] } {
  const known = remembered.get(board);
  if (known !== undefined) return known;
  const errors = partsOf(board).flatMap(({ schema, value, path }) =>
    errorsOf(schema, value).map((error) => ({ error, path, value })),
  );
  const found = { keys: errors.flatMap(keyFault), values: errors.flatMap(valueFault) };
  remembered.set(board, found);
  return found;
}

/** Two rules ask for the same. */
const remembered = new WeakMap<BoardView, ReturnType<typeof schemaFaults>>();

interface Checked {
  readonly error: ErrorObject;
  readonly path: JsonPath;
  readonly value: Json;
}

function* eachPart({ json, panels, rows }: BoardView): Generator<[Schema | undefined, Json | undefined, JsonPath]> {
  yield [boardSchema, json, []];
  for (const { json: row, path } of rows) yield [rowSchema, row, path];
  for (const { json: panel, path, type, targets } of panels) {
    const options = Object.hasOwn(optionSchemas, type) ? optionSchemas[type] : undefined;
    // Panels of plugins and of old Grafanas have keys of their own.
    if (options === undefined) continue;
    yield [panelSchema, panel, path];
    yield [options, panel.options, [...path, 'options']];
    yield [fieldSchema, at(panel, 'fieldConfig', 'defaults'), [...path, 'fieldConfig', 'defaults']];
    if (type === 'timeseries') {
      const custom = ['fieldConfig', 'defaults', 'custom'];
      yield [graphFieldSchema, at(panel, ...custom), [...path, ...custom]];
    }
    for (const target of targets) yield [targetSchema, target.json, target.path];
  }
}

const rowSchema: Schema = { type: 'object', properties: { collapsed: { type: 'boolean' }, panels: { type: 'array' } } };

function partsOf(board: BoardView): { schema: Schema; value: Json; path: JsonPath }[] {
  return [...eachPart(board)].flatMap(([schema, value, path]) =>
    schema === undefined || value === undefined || value === null ? [] : [{ schema, value, path }],
  );
}

function errorsOf(schema: Schema, value: Json): readonly ErrorObject[] {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  return validate(value) ? [] : (validate.errors ?? []);
}

/** A key that Grafana does not know is nothing but a mistake where it looks like one that it knows. */
function keyFault({ error, path, value }: Checked): Fault[] {
  if (error.keyword !== 'additionalProperties') return [];
  const { additionalProperty: key } = error.params as { additionalProperty: string };
  const properties = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
  const near = nearest(key, properties);
  // The beginning of a long key is another key.
  if (near === undefined || near.length - key.length > 2) return [];
  const at = [...path, ...steps(error.instancePath, value), key];
  return [{ at, message: `Grafana knows no '${key}' here`, fix: `did you mean '${near}'?` }];
}

function valueFault({ error, path, value }: Checked): Fault[] {
  // What is within an alternative is told by the alternative itself.
  if (error.keyword === 'additionalProperties' || error.schemaPath.includes('/anyOf/')) return [];
  const keys = steps(error.instancePath, value);
  const name = [...path, ...keys].at(-1) ?? 'the dashboard';
  if (error.keyword === 'required') {
    const { missingProperty } = error.params as { missingProperty: string };
    return [{ at: [...path, ...keys], message: `'${missingProperty}' is missing`, fix: `add ${missingProperty}` }];
  }
  const written = JSON.stringify(error.data);
  const shown = written.length > 60 ? `${written.slice(0, 60)}…` : written;
  return [{ at: [...path, ...keys], message: `'${name}' cannot be ${shown}`, fix: fixOf(error) }];
}

function fixOf({ keyword, params, data, schema }: ErrorObject): string {
  if (keyword === 'enum') {
    const { allowedValues } = params as { allowedValues: readonly unknown[] };
    const names = allowedValues.filter((each) => each !== '').map(String);
    const near = typeof data === 'string' ? nearest(data, names) : undefined;
    return near === undefined ? `use one of: ${names.join(', ')}` : `did you mean '${near}'?`;
  }
  if (keyword === 'type') return `make it a ${String(schema)}`;
  if (keyword === 'anyOf') return 'remove it, or give it a value of the right kind';
  return 'correct it';
}

/** The keys of a JSON pointer; numbers where they lead into a list. */
function steps(pointer: string, value: Json): (string | number)[] {
  const path: (string | number)[] = [];
  let inner: Json | undefined = value;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(inner) ? Number(key) : key);
    inner = Array.isArray(inner) ? inner[Number(key)] : isRecord(inner) ? inner[key] : undefined;
  }
  return path;
}
