// What every transformation gets and gives.
import type { Field, Frame, Value } from '../frame.ts';
import type { JsonObject } from '../read.ts';

/** Puts variables into a text of the options. */
export type Interpolate = (template: string) => string;

/** Makes other frames of frames, by its options. Nothing where it does not know what these options ask for. */
export type Transformation = (
  frames: readonly Frame[],
  options: JsonObject,
  interpolate: Interpolate,
) => readonly Frame[] | undefined;

/** The numbers from 0 to one below the length. */
export const indexes = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** A new column. */
export function newField(name: string, type: Field['type'], values: readonly Value[]): Field {
  return { name, type, labels: {}, values };
}

/** The frame with these rows, in this order. */
export function withRows(frame: Frame, order: readonly number[]): Frame {
  const length = frame.fields[0]?.values.length ?? 0;
  const wanted = order.filter((index) => index < length);
  const pick = (field: Field) => ({ ...field, values: wanted.map((index) => field.values[index] ?? null) });
  return { ...frame, fields: frame.fields.map(pick) };
}

/** Columns of which several have one name, numbered as Grafana calls them: `Time 1`, `Time 2`. */
export function numbered(fields: readonly Field[]): Field[] {
  const count = (name: string, among: readonly Field[]) => among.filter((field) => field.name === name).length;
  return fields.map((field, index) =>
    count(field.name, fields) === 1
      ? field
      : { ...field, name: `${field.name} ${count(field.name, fields.slice(0, index)) + 1}` },
  );
}

/** Less than 0 if the first value stands before the second; gaps are last. */
export function compareValues(one: Value, other: Value): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other), 'en', { numeric: true });
}
