// Transformations that make one frame of several.
import { type Field, type Frame, rowCount, type Value } from '../frame.ts';
import { text } from '../read.ts';
import { indexes, newField, numbered, type Transformation } from './transformation.ts';

/** The name that Prometheus' data source gives a column before the legend calls it otherwise. */
const ownName = (field: Field) => field.ownName ?? field.name;

type Row = Map<string, Value>;

/** Rows that agree in all columns that every frame has are one row, unless they differ in another one. Source: `mergeTransformer`. */
export const merge: Transformation = (frames) => {
  const full = frames.filter(({ fields }) => fields.length > 0);
  const [first, ...others] = full;
  if (first === undefined || others.length === 0) return frames;
  const columns = new Map<string, Field>();
  for (const field of full.flatMap(({ fields }) => fields)) {
    const name = ownName(field);
    if (!columns.has(name)) columns.set(name, newField(name, field.type, []));
  }
  const keys = [...columns.keys()].filter((name) =>
    full.every(({ fields }) => fields.some((field) => ownName(field) === name)),
  );
  // Rows that agree in nothing are not one row.
  if (keys.length === 0) return frames;
  const merged: Row[] = [];
  const byKey = new Map<string, Row[]>();
  for (const row of full.flatMap(rowsOf)) {
    const key = JSON.stringify(keys.map((name) => row.get(name)));
    const alike = byKey.get(key) ?? [];
    const target = alike.find((other) => [...row].every(([name, value]) => (other.get(name) ?? value) === value));
    if (target !== undefined) for (const [name, value] of row) target.set(name, value);
    else {
      merged.push(row);
      byKey.set(key, [...alike, row]);
    }
  }
  const filled = (field: Field): Field => ({ ...field, values: merged.map((row) => row.get(field.name) ?? null) });
  return [{ refId: first.refId, fields: [...columns.values()].map(filled) }];
};

function rowsOf(frame: Frame): Row[] {
  return indexes(rowCount(frame)).map(
    (index) => new Map(frame.fields.map((field) => [ownName(field), field.values[index] ?? null])),
  );
}

/** Frames side by side, matched by one column: the named one, else the time. Columns of one name are numbered. */
export const joinByField: Transformation = (frames, options) =>
  joined(frames, text(options, 'byField') || undefined, text(options, 'mode') ?? 'outer');

/** The same for whoever needs all series in one frame, by their times. */
export function byTime(frames: readonly Frame[]): readonly Frame[] {
  const times = new Set(frames.map(({ fields }) => fields.find(({ type }) => type === 'time')?.name));
  const [name] = times;
  return frames.length > 1 && times.size === 1 && name !== undefined ? joined(frames, name, 'outer') : frames;
}

interface Table {
  readonly key: Field;
  readonly others: readonly Field[];
}

function joined(frames: readonly Frame[], by: string | undefined, mode: string): readonly Frame[] {
  if (frames.length < 2) return frames;
  const tables = frames.flatMap(({ fields }): Table[] => {
    const key = fields.find(({ name, type }) => (by === undefined ? type === 'time' : name === by));
    return key === undefined ? [] : [{ key, others: fields.filter((field) => field !== key) }];
  });
  const [first] = tables;
  if (first === undefined) return frames;
  const rows = mode === 'outer' ? uniqueRows(tables) : everyRow(tables, mode === 'inner');
  const columns = tables.flatMap(({ others }, table) =>
    others.map((field) => ({ ...field, values: rows.map(({ at }) => field.values[at[table] ?? -1] ?? null) })),
  );
  const key = { ...first.key, values: rows.map((row) => row.value) };
  return [{ refId: frames[0]?.refId ?? 'A', fields: numbered([key, ...columns]) }];
}

/** One row of the result: the value of the key, and the row of each table that has it. */
interface Joint {
  readonly value: Value;
  readonly at: readonly (number | undefined)[];
}

/** A row for each value that any of the tables has, numbers rising. Of several rows with one value the last counts. */
function uniqueRows(tables: readonly Table[]): Joint[] {
  const places = tables.map(({ key }) => new Map(key.values.map((value, index) => [value, index])));
  const values = [...new Set(tables.flatMap(({ key }) => key.values))];
  if (values.every((value) => typeof value === 'number')) values.sort((a, b) => a - b);
  return values.map((value) => ({ value, at: places.map((each) => each.get(value)) }));
}

/** A row for each combination of rows with the same value; `inner` leaves out what is not in all tables. */
function everyRow(tables: readonly Table[], inner: boolean): Joint[] {
  const values = [...new Set(tables.flatMap(({ key }) => key.values))];
  return values.flatMap((value) => {
    const found = tables.map(({ key }) => indexes(key.values.length).filter((index) => key.values[index] === value));
    if (inner && found.some((rows) => rows.length === 0)) return [];
    return found
      .reduce<(number | undefined)[][]>(
        (before, rows) => before.flatMap((at) => (rows.length === 0 ? [undefined] : rows).map((row) => [...at, row])),
        [[]],
      )
      .map((at) => ({ value, at }));
  });
}

/** All columns of all frames in one; the shorter ones end in gaps. */
export const concatenate: Transformation = (frames) => {
  if (frames.length < 2) return frames;
  const length = frames.reduce((longest, frame) => Math.max(longest, rowCount(frame)), 0);
  const padded = (field: Field): Field => ({
    ...field,
    values: indexes(length).map((row) => field.values[row] ?? null),
  });
  return [{ refId: frames[0]?.refId ?? 'A', fields: numbered(frames.flatMap(({ fields }) => fields.map(padded))) }];
};

/** All points of all series below each other, the newest first. */
export const seriesToRows: Transformation = (frames) => {
  const full = frames.filter((frame) => rowCount(frame) > 0);
  const pairs = full.map(({ fields }) => ({
    time: fields.find(({ type }) => type === 'time'),
    value: fields.find(({ type }) => type !== 'time'),
    count: fields.length,
  }));
  if (frames.length < 2 || pairs.some(({ time, count }) => time === undefined || count !== 2)) return frames;
  const points = pairs.flatMap(({ time, value }) =>
    (time?.values ?? []).map((at, index) => ({ at, name: value?.name ?? '', value: value?.values[index] ?? null })),
  );
  points.sort((a, b) => Number(b.at) - Number(a.at));
  const columns = [
    newField(
      'Time',
      'time',
      points.map(({ at }) => at),
    ),
    newField(
      'Metric',
      'string',
      points.map(({ name }) => name),
    ),
    newField(
      'Value',
      pairs[0]?.value?.type ?? 'number',
      points.map(({ value }) => value),
    ),
  ];
  return [{ refId: full[0]?.refId ?? 'A', fields: columns }];
};
