// Transformations that choose rows and bring them into order.
import { type Field, type Frame, rowCount, type Value } from '../frame.ts';
import { at, flag, type Json, type JsonObject, number, object, objects, text } from '../read.ts';
import { compareValues, type Interpolate, indexes, type Transformation, withRows } from './transformation.ts';

/** Sorts rows by one column. */
export const sortBy: Transformation = (frames, options) => {
  const [rule] = objects(options, 'sort');
  return frames.map((frame) => {
    const values = frame.fields.find(({ name }) => name === text(rule, 'field'))?.values;
    if (values === undefined) return frame;
    const direction = flag(rule, 'desc') ? -1 : 1;
    const order = indexes(values.length).sort(
      (a, b) => direction * compareValues(values[a] ?? null, values[b] ?? null),
    );
    return withRows(frame, order);
  });
};

/** The first so many rows. */
export const limit: Transformation = (frames, options, interpolate) => {
  const written = Number(interpolate(text(options, 'limitField') ?? ''));
  const most = number(options, 'limitField') ?? (written > 0 ? written : 10);
  return frames.map((frame) => withRows(frame, indexes(most)));
};

type Test = (value: Value) => boolean;

/** Keeps or drops rows by what stands in some of their columns. */
export const filterByValue: Transformation = (frames, options, interpolate) => {
  const filters = objects(options, 'filters').map((filter) => ({
    name: text(filter, 'fieldName') ?? '',
    test: testOf(text(filter, 'config', 'id') ?? '', object(filter, 'config', 'options'), interpolate),
  }));
  if (filters.length === 0) return frames;
  if (filters.some(({ test }) => test === undefined)) return undefined;
  const include = text(options, 'type') !== 'exclude';
  const all = text(options, 'match') === 'all';
  return frames.map((frame): Frame => {
    const tests = filters.map(({ name, test }) => {
      const field: Field | undefined = frame.fields.find((each) => each.name === name);
      // A column that is not there fits nothing.
      return (row: number) => field !== undefined && (test?.(field.values[row] ?? null) ?? false);
    });
    const fits = (row: number) => (all ? tests.every((test) => test(row)) : tests.some((test) => test(row)));
    return withRows(
      frame,
      indexes(rowCount(frame)).filter((row) => fits(row) === include),
    );
  });
};

const compare =
  (holds: (value: number, bound: number) => boolean) =>
  (bound: Json | undefined): Test =>
  (value) =>
    // NaN of Prometheus is a gap, and fits no comparison.
    typeof value === 'number' && holds(value, Number(bound));
const same = (value: Value, other: Json | undefined) =>
  typeof value === 'number' ? value === Number(other) && other !== '' : value === other;

const tests: Readonly<Record<string, (wanted: Json | undefined) => Test>> = {
  greater: compare((value, bound) => value > bound),
  greaterOrEqual: compare((value, bound) => value >= bound),
  lower: compare((value, bound) => value < bound),
  lowerOrEqual: compare((value, bound) => value <= bound),
  equal: (wanted) => (value) => same(value, wanted),
  notEqual: (wanted) => (value) => !same(value, wanted),
  isNull: () => (value) => value === null,
  isNotNull: () => (value) => value !== null,
  substring: (wanted) => (value) => wanted === '' || (value !== null && String(value).includes(String(wanted))),
  notSubstring: (wanted) => (value) => typeof value === 'string' && wanted !== '' && !value.includes(String(wanted)),
};

function testOf(id: string, options: JsonObject, interpolate: Interpolate): Test | undefined {
  const given = (key: string): Json | undefined => {
    const value = at(options, key);
    return typeof value === 'string' ? interpolate(value) : value;
  };
  if (id === 'between') {
    const [from, to] = [Number(given('from')), Number(given('to'))];
    return (value) => typeof value === 'number' && value > from && value < to;
  }
  if (id === 'regex') {
    const expression = unanchored(text(options, 'value') ?? '');
    return expression && ((value) => expression.test(String(value)));
  }
  return Object.hasOwn(tests, id) ? tests[id]?.(given('value')) : undefined;
}

function unanchored(source: string): RegExp | undefined {
  try {
    return new RegExp(source);
  } catch {
    return undefined;
  }
}
