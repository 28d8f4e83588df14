// Transformations that make columns or rows of the labels of series.
import { type Field, type Frame, rowCount } from '../frame.ts';
import { text, texts } from '../read.ts';
import { merge } from './join.ts';
import { newField, type Transformation } from './transformation.ts';

/** A column for each label, then all series as one table; with the mode `rows` a table of labels and values for each series. */
export const labelsToFields: Transformation = (frames, options, interpolate) => {
  const keep = texts(options, 'keepLabels');
  const kept = (field: Field) =>
    Object.entries(field.labels).filter(([name]) => keep.length === 0 || keep.includes(name));
  if (text(options, 'mode') === 'rows') return frames.flatMap((frame) => labelRows(frame, kept));
  const valueLabel = text(options, 'valueLabel');
  return merge(
    frames.map((frame) => columns(frame, kept, valueLabel)),
    {},
    interpolate,
  );
};

type Kept = (field: Field) => readonly (readonly [name: string, value: string])[];

function columns(frame: Frame, kept: Kept, valueLabel: string | undefined): Frame {
  const length = rowCount(frame);
  const fields = frame.fields.flatMap(({ ownName, ...field }): Field[] => {
    const labels = kept(field).filter(([name]) => name !== valueLabel);
    const called = valueLabel === undefined ? undefined : field.labels[valueLabel];
    const value = { ...field, name: called ?? ownName ?? field.name, labels: {} };
    return [...labels.map(([name, text]) => newField(name, 'string', new Array(length).fill(text))), value];
  });
  // Several columns of one frame may have the same labels.
  const unique = new Map(fields.map((field) => [field.name, field]));
  return { ...frame, fields: [...unique.values()] };
}

function labelRows({ refId, fields }: Frame, kept: Kept): Frame[] {
  return fields
    .filter(({ type }) => type !== 'time')
    .map((field) => ({
      refId,
      fields: [
        newField(
          'label',
          'string',
          kept(field).map(([name]) => name),
        ),
        newField(
          'value',
          'string',
          kept(field).map(([, value]) => value),
        ),
      ],
    }));
}
