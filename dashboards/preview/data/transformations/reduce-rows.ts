// Many rows become one: a row for each column, or a row in each column.
import type { Field, Frame } from '../frame.ts';
import { at, flag, text, texts } from '../read.ts';
import { calculationTitle, reduceValues } from '../reduce.ts';
import { newField, type Transformation } from './transformation.ts';

/** What calculations make of each column. */
export const reduce: Transformation = (frames, options) => {
  if (at(options, 'fields') !== undefined) return undefined;
  const calculations = at(options, 'reducers') === undefined ? ['max'] : texts(options, 'reducers');
  if (calculations.length === 0 || frames.length === 0) return frames;
  const inPlace = text(options, 'mode') === 'reduceFields';
  const times = inPlace && flag(options, 'includeTimeField');
  const wanted = (field: Field) => times || field.type !== 'time';
  if (!inPlace) return [rowForEach(frames, calculations, flag(options, 'labelsToFields'), wanted)];
  return frames
    .map((frame) => ({
      ...frame,
      fields: frame.fields.filter(wanted).flatMap((field) =>
        calculations.map((id): Field => {
          const name = calculations.length > 1 ? `${field.name} ${calculationTitle(id)}` : field.name;
          return { ...field, name, values: [reduceValues(field.values, id)] };
        }),
      ),
    }))
    .filter(({ fields }) => fields.length > 0);
};

function rowForEach(
  frames: readonly Frame[],
  calculations: readonly string[],
  labelled: boolean,
  wanted: (field: Field) => boolean,
): Frame {
  const fields = frames.flatMap((frame) => frame.fields.filter(wanted));
  const labels = labelled ? [...new Set(fields.flatMap((field) => Object.keys(field.labels)))] : [];
  const names = fields.map(({ name, ownName }) => (labelled ? (ownName ?? name) : name));
  const columns = labels.map((label) =>
    newField(
      label,
      'string',
      fields.map((field) => field.labels[label] ?? null),
    ),
  );
  const results = calculations.map((id) => {
    const values = fields.map((field) => reduceValues(field.values, id));
    const worded = values.some((value) => typeof value === 'string');
    return newField(calculationTitle(id), worded ? 'string' : 'number', values);
  });
  return { refId: frames[0]?.refId ?? 'A', fields: [newField('Field', 'string', names), ...columns, ...results] };
}
