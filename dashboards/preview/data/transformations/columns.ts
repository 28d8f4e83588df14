// Transformations that choose, name and change columns, and leave the rows as they are.
import type { Field, Frame } from '../frame.ts';
import { flag, type JsonObject, number, object, objects, pattern, text, texts } from '../read.ts';
import type { Interpolate, Transformation } from './transformation.ts';

/** Brings columns into order, renames them and leaves some out. */
export const organize: Transformation = (frames, options) =>
  frames.map((frame) => {
    const include = object(options, 'includeByName');
    const only = Object.values(include).some((each) => each === true);
    const place = ({ name }: Field) => number(options, 'indexByName', name) ?? Number.MAX_SAFE_INTEGER;
    const fields = frame.fields
      .filter(({ name }) => !flag(options, 'excludeByName', name) && (!only || include[name] === true))
      .sort((a, b) => place(a) - place(b))
      .map((field) => ({ ...field, name: text(options, 'renameByName', field.name) || field.name }));
    return { ...frame, fields };
  });

/** Leaves columns out by their names, by a regular expression, or by what is chosen for a variable. */
export const filterFieldsByName: Transformation = (frames, options, interpolate) => {
  const [include, exclude] = [chooser(options, 'include', interpolate), chooser(options, 'exclude', interpolate)];
  const keep = ({ name }: Field) => (include?.(name) ?? true) && !(exclude?.(name) ?? false);
  return frames
    .map((frame) => ({ ...frame, fields: frame.fields.filter(keep) }))
    .filter(({ fields }) => fields.length > 0);
};

function chooser(options: JsonObject, key: 'include' | 'exclude', interpolate: Interpolate) {
  const variable = text(options, key, 'variable');
  if (flag(options, 'byVariable') && variable) {
    const chosen = interpolate(variable)
      .replace(/^\{(.*)\}$/s, '$1')
      .split(',');
    return (name: string) => chosen.includes(name);
  }
  const names = texts(options, key, 'names');
  const written = text(options, key, 'pattern') || undefined;
  if (names.length === 0 && written === undefined) return undefined;
  const expression = pattern(interpolate(written ?? ''));
  return (name: string) => names.includes(name) || (written !== undefined && (expression?.test(name) ?? false));
}

/** Renames columns by a regular expression. */
export const renameByRegex: Transformation = (frames, options, interpolate) => {
  const expression = pattern(interpolate(text(options, 'regex') ?? ''));
  const replacement = interpolate(text(options, 'renamePattern') ?? '');
  if (expression === undefined) return frames;
  const rename = (field: Field) => ({ ...field, name: field.name.replace(expression, replacement) });
  return frames.map((frame) => ({ ...frame, fields: frame.fields.map(rename) }));
};

const conversions: Readonly<Record<string, (field: Field) => Field>> = {
  number: (field) => ({ ...field, type: 'number', values: field.values.map(numeric) }),
  string: (field) => ({ ...field, type: 'string', values: field.values.map((each) => each && String(each)) }),
  time: (field) => ({ ...field, type: 'time', values: field.values.map(moment) }),
};

function numeric(value: Field['values'][number]): number | null {
  const found = value === null || value === '' ? Number.NaN : Number(value);
  return Number.isNaN(found) ? null : found;
}

function moment(value: Field['values'][number]): number | null {
  const found = typeof value === 'string' && !/^\d+$/.test(value) ? Date.parse(value) : numeric(value);
  return Number.isNaN(found) ? null : found;
}

/** Makes numbers, texts or moments of columns that are something else. */
export const convertFieldType: Transformation = (frames, options) => {
  const wanted = objects(options, 'conversions').map((each) => ({
    name: text(each, 'targetField'),
    convert: Object.entries(conversions).find(([type]) => type === text(each, 'destinationType'))?.[1],
  }));
  if (wanted.some(({ convert }) => convert === undefined)) return undefined;
  const converted = (field: Field) =>
    wanted.reduce(
      (before, { name, convert }) => (name === before.name ? (convert?.(before) ?? before) : before),
      field,
    );
  return frames.map((frame): Frame => ({ ...frame, fields: frame.fields.map(converted) }));
};
