// Transformations that bring rows together by what they have in common.
import { type Field, type Frame, rowCount, type Value } from '../frame.ts';
import { isObject, type JsonObject, object, text, texts } from '../read.ts';
import { reduceValues } from '../reduce.ts';
import { indexes, newField, type Transformation } from './transformation.ts';

/** One row for each combination of values of some columns, and what calculations make of the others in it. */
export const groupBy: Transformation = (frames, options) => {
  const settings = new Map(Object.entries(object(options, 'fields')).filter(([, value]) => isObject(value)));
  const does = (name: string) => text(settings.get(name), 'operation');
  if (![...settings.keys()].some((name) => does(name) === 'groupby')) return frames;
  return frames.flatMap((frame): Frame[] => {
    const by = frame.fields.filter(({ name }) => does(name) === 'groupby');
    if (by.length === 0) return [];
    const groups = new Map<string, number[]>();
    for (const row of indexes(rowCount(frame))) {
      const key = JSON.stringify(by.map(({ values }) => values[row] ?? null));
      groups.set(key, [...(groups.get(key) ?? []), row]);
    }
    const rows = [...groups.values()];
    const heads = by.map((field) => ({ ...field, values: rows.map(([first = 0]) => field.values[first] ?? null) }));
    const others = frame.fields.filter((field) => !by.includes(field));
    const calculated = others.flatMap((field) => aggregated(field, rows, object(settings.get(field.name))));
    const taken = frame.fields.flatMap(({ name }) => oneRowOfEach(does(name), others, rows));
    return [{ refId: frame.refId, fields: [...heads, ...calculated, ...taken] }];
  });
};

/** Calculations whose result is of the kind of the values. */
const sameKind = ['last', 'lastNotNull', 'first', 'firstNotNull'];

function aggregated(field: Field, rows: readonly (readonly number[])[], settings: JsonObject): Field[] {
  const operation = text(settings, 'operation');
  const ids = operation === 'count' ? ['count'] : operation === 'aggregate' ? texts(settings, 'aggregations') : [];
  return ids.map((id) => {
    const values = rows.map((group) =>
      calculated(
        group.map((row) => field.values[row] ?? null),
        id,
      ),
    );
    return newField(`${field.name} (${id})`, sameKind.includes(id) ? field.type : 'number', values);
  });
}

/** Grafana counts rows, whatever stands in them. */
function calculated(values: readonly Value[], id: string): Value {
  if (id === 'count') return values.length;
  return id === 'distinctCount' ? new Set(values).size : reduceValues(values, id);
}

function oneRowOfEach(operation: string | undefined, fields: readonly Field[], rows: readonly (readonly number[])[]) {
  const index = operation === 'takefirst' ? 0 : operation === 'takelast' ? -1 : undefined;
  if (index === undefined) return [];
  return fields.map(
    (field): Field => ({ ...field, values: rows.map((group) => field.values[group.at(index) ?? 0] ?? null) }),
  );
}

/** A column for each value of one column, a row for each of another, and a third one's values where they meet. */
export const groupingToMatrix: Transformation = (frames, options) => {
  const [column, row, value] = [
    text(options, 'columnField') || 'Time',
    text(options, 'rowField') || 'Time',
    text(options, 'valueField') || 'Value',
  ];
  const [frame, ...others] = frames;
  const found = [column, row, value].map((wanted) => frame?.fields.find(({ name }) => name === wanted));
  const [across, down, inside] = found;
  if (frame === undefined || others.length > 0 || !across || !down || !inside) return frames;
  const cells = new Map(inside.values.map((each, index) => [cellKey(across, down, index), each]));
  const empty = text(options, 'emptyValue') ?? 'empty';
  const nothing = empty === 'zero' ? 0 : empty === 'null' ? null : inside.type === 'number' ? null : '';
  const [columns, rows] = [unique(across), unique(down)];
  const fields = columns.map((name) =>
    newField(
      String(name),
      inside.type,
      rows.map((each) => cells.get(JSON.stringify([name, each])) ?? nothing),
    ),
  );
  return [{ refId: frame.refId, fields: [newField(`${row}\\${column}`, 'string', rows), ...fields] }];
};

const unique = ({ values }: Field): Value[] => [...new Set(values)];
const cellKey = (across: Field, down: Field, index: number) =>
  JSON.stringify([across.values[index] ?? null, down.values[index] ?? null]);
