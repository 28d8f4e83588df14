// The transformations of Grafana that tables of Prometheus use.
import type { Field, Frame, Value } from './frame.ts';
import { at, flag, type JsonObject, number, object, objects, pattern, text, texts } from './read.ts';
import { calculationTitle, reduceValues } from './reduce.ts';

/** The frames after all transformations, and the names of those that this preview does not know and left out. */
export interface Transformed {
  readonly frames: readonly Frame[];
  readonly unknown: readonly string[];
}

type Transformation = (frames: readonly Frame[], options: JsonObject) => readonly Frame[];

const known: Readonly<Record<string, Transformation>> = {
  organize: (frames, options) => frames.map((frame) => organized(frame, options)),
  filterFieldsByName: (frames, options) => frames.map((frame) => filtered(frame, options)),
  merge: (frames) => joined(frames, undefined),
  joinByField: (frames, options) => joined(frames, text(options, 'byField')),
  seriesToColumns: (frames, options) => joined(frames, text(options, 'byField')),
  sortBy: (frames, options) => frames.map((frame) => sorted(frame, options)),
  limit: (frames, options) => frames.map((frame) => rows(frame, range(number(options, 'limitField') ?? 10))),
  renameByRegex: (frames, options) => frames.map((frame) => renamed(frame, options)),
  reduce: (frames, options) => reduced(frames, options),
  labelsToFields: (frames) => frames.map(withLabels),
};

/** Does one transformation after the other. */
export function transform(frames: readonly Frame[], transformations: readonly JsonObject[]): Transformed {
  const unknown: string[] = [];
  const result = transformations
    .filter((each) => !flag(each, 'disabled'))
    .reduce<readonly Frame[]>((before, each) => {
      const id = text(each, 'id') ?? 'without a name';
      const apply = Object.hasOwn(known, id) ? known[id] : undefined;
      if (apply === undefined) unknown.push(id);
      return apply?.(before, object(each, 'options')) ?? before;
    }, frames);
  return { frames: result, unknown };
}

const range = (length: number) => Array.from({ length }, (_, index) => index);

/** The frame with these rows, in this order. */
function rows(frame: Frame, order: readonly number[]): Frame {
  const length = frame.fields[0]?.values.length ?? 0;
  const wanted = order.filter((index) => index < length);
  const pick = (field: Field) => ({ ...field, values: wanted.map((index) => field.values[index] ?? null) });
  return { ...frame, fields: frame.fields.map(pick) };
}

function organized(frame: Frame, options: JsonObject): Frame {
  const include = object(options, 'includeByName');
  const only = Object.values(include).some((each) => each === true);
  const place = ({ name }: Field) => number(options, 'indexByName', name) ?? Number.MAX_SAFE_INTEGER;
  return {
    ...frame,
    fields: frame.fields
      .filter(({ name }) => !flag(options, 'excludeByName', name) && (!only || include[name] === true))
      .sort((a, b) => place(a) - place(b))
      .map((field) => ({ ...field, name: text(options, 'renameByName', field.name) || field.name })),
  };
}

function filtered(frame: Frame, options: JsonObject): Frame {
  const chosen = (key: 'include' | 'exclude') => {
    const names = texts(options, key, 'names');
    const expression = pattern(text(options, key, 'pattern') ?? '');
    const any = names.length > 0 || text(options, key, 'pattern') !== undefined;
    return any ? (name: string) => names.includes(name) || (expression?.test(name) ?? false) : undefined;
  };
  const [include, exclude] = [chosen('include'), chosen('exclude')];
  const keep = ({ name }: Field) => (include?.(name) ?? true) && !(exclude?.(name) ?? false);
  return { ...frame, fields: frame.fields.filter(keep) };
}

/** One frame of all: rows that agree in the given field, or in all fields that are in every frame, are one row. */
function joined(frames: readonly Frame[], by: string | undefined): readonly Frame[] {
  const [first, ...others] = frames;
  if (first === undefined || others.length === 0) return frames;
  const common = first.fields
    .filter(({ name, type }) => (by === undefined ? type !== 'number' : name === by))
    .filter(({ name }) => others.every(({ fields }) => fields.some((field) => field.name === name)))
    .map(({ name }) => name);
  // Rows that agree in nothing are not one row.
  if (common.length === 0) return frames;
  const fields = new Map<string, Field>();
  const found = new Map<string, Map<string, Value>>();
  for (const frame of frames) {
    for (const field of frame.fields) if (!fields.has(field.name)) fields.set(field.name, field);
    for (const index of range(frame.fields[0]?.values.length ?? 0)) {
      const row = new Map(frame.fields.map(({ name, values }) => [name, values[index] ?? null]));
      const key = JSON.stringify(common.map((name) => row.get(name)));
      found.set(key, new Map([...(found.get(key) ?? []), ...row]));
    }
  }
  const all = [...found.values()];
  const column = (field: Field) => ({ ...field, values: all.map((row) => row.get(field.name) ?? null) });
  return [{ refId: first.refId, fields: [...fields.values()].map(column) }];
}

/** Less than 0 if the first value stands before the second; gaps are last. */
export function compareValues(one: Value, other: Value): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other), 'en', { numeric: true });
}

function sorted(frame: Frame, options: JsonObject): Frame {
  const [rule] = objects(options, 'sort');
  const values = frame.fields.find(({ name }) => name === text(rule, 'field'))?.values;
  if (values === undefined) return frame;
  const direction = flag(rule, 'desc') ? -1 : 1;
  const order = range(values.length).sort((a, b) => direction * compareValues(values[a] ?? null, values[b] ?? null));
  return rows(frame, order);
}

function renamed(frame: Frame, options: JsonObject): Frame {
  const expression = pattern(text(options, 'regex') ?? '');
  const replacement = text(options, 'renamePattern') ?? '';
  if (expression === undefined) return frame;
  const rename = (field: Field) => ({ ...field, name: field.name.replace(expression, replacement) });
  return { ...frame, fields: frame.fields.map(rename) };
}

/** One row for each field of numbers: its name, and what the calculations make of it. */
function reduced(frames: readonly Frame[], options: JsonObject): readonly Frame[] {
  const calculations = at(options, 'reducers') === undefined ? ['lastNotNull'] : texts(options, 'reducers');
  const fields = frames.flatMap((frame) => frame.fields.filter(({ type }) => type === 'number'));
  const column = (name: string, type: Field['type'], values: Value[]): Field => ({ name, type, labels: {}, values });
  const results = calculations.map((calculation) =>
    column(
      calculationTitle(calculation),
      'number',
      fields.map(({ values }) => reduceValues(values, calculation)),
    ),
  );
  const names = column(
    'Field',
    'string',
    fields.map(({ name }) => name),
  );
  return [{ refId: frames[0]?.refId ?? 'A', fields: [names, ...results] }];
}

function withLabels(frame: Frame): Frame {
  const length = frame.fields[0]?.values.length ?? 0;
  const labels = frame.fields.flatMap((field) => Object.entries(field.labels));
  const fields = labels.map(
    ([name, value]): Field => ({ name, type: 'string', labels: {}, values: new Array(length).fill(value) }),
  );
  return { ...frame, fields: [...frame.fields, ...fields].map((field) => ({ ...field, labels: {} })) };
}
