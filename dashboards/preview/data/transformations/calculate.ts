// A column that is calculated from the others of its row, or from the rows before.
import { type Field, type Frame, rowCount, type Value } from '../frame.ts';
import { at, flag, type Json, type JsonObject, number, object, text, texts } from '../read.ts';
import { calculationTitle, reduceValues } from '../reduce.ts';
import { byTime } from './join.ts';
import { type Interpolate, indexes, newField, type Transformation } from './transformation.ts';

type Values = readonly Value[];

/** Adds a column from a calculation. Source: `calculateFieldTransformer` of @grafana/data. */
export const calculateField: Transformation = (frames, options, interpolate) => {
  const mode = text(options, 'mode') ?? 'reduceRow';
  const calculate = Object.hasOwn(modes, mode) ? modes[mode] : undefined;
  if (calculate === undefined) return undefined;
  const timed = flag({ timeSeries: true, ...options }, 'timeSeries');
  const fixedRight = mode === 'binary' && text(options, 'binary', 'right', 'fixed') !== undefined;
  const alone = timed && mode !== 'index' && !fixedRight ? byTime(frames) : frames;
  const replace = flag(options, 'replaceFields');
  const alias = interpolate(text(options, 'alias') ?? '');
  return alone.flatMap((frame): Frame[] => {
    const added = calculate(frame, options, interpolate);
    if (added.length === 0) return replace ? [] : [frame];
    const named = added.map((field) => (alias && added.length === 1 ? { ...field, name: alias } : field));
    const time = timed && mode !== 'index' ? frame.fields.filter(({ type }) => type === 'time').slice(0, 1) : [];
    return [{ ...frame, fields: [...(replace ? time : frame.fields), ...named] }];
  });
};

/** The new columns; none where there is nothing to calculate with. */
type Calculate = (frame: Frame, options: JsonObject, interpolate: Interpolate) => Field[];

const numbersOf = ({ fields }: Frame) => fields.filter(({ type }) => type === 'number');

const modes: Readonly<Record<string, Calculate>> = {
  reduceRow: (frame, options) => {
    const settings = object(options, 'reduce');
    const include = texts(settings, 'include');
    const columns = include.length > 0 ? frame.fields.filter(({ name }) => include.includes(name)) : numbersOf(frame);
    const reducer = text(settings, 'reducer') ?? 'sum';
    const row = (index: number) =>
      reduceValues(
        columns.map(({ values }) => values[index] ?? null),
        reducer,
      );
    return [newField(calculationTitle(reducer), 'number', indexes(rowCount(frame)).map(row))];
  },
  binary: (frame, options, interpolate) => {
    const settings = object(options, 'binary');
    const operator = text(settings, 'operator') ?? '+';
    const operate = Object.hasOwn(binary, operator) ? binary[operator] : undefined;
    const [left, right] = [settings.left, settings.right].map((side) => sideOf(side, frame));
    const others = right && valuesOf(right, frame, interpolate);
    if (operate === undefined || left === undefined || right === undefined || others === undefined) return [];
    const applied = (values: Values) =>
      values.map((value, row) => {
        const other = others[row] ?? null;
        return typeof value === 'number' && typeof other === 'number' ? finite(operate(value, other)) : null;
      });
    if (left.type !== undefined)
      return frame.fields
        .filter(({ type }) => type === left.type)
        .map((field) => ({
          ...field,
          name: `${field.name} ${operator} ${right.words}`,
          values: applied(field.values),
        }));
    const values = valuesOf(left, frame, interpolate);
    const name = `${left.words} ${operator} ${right.words}`.replaceAll('$', '');
    return values === undefined ? [] : [newField(name, 'number', applied(values))];
  },
  unary: (frame, options) => {
    const [operator, name] = [text(options, 'unary', 'operator') ?? 'abs', text(options, 'unary', 'fieldName') ?? ''];
    const operate = Object.hasOwn(unary, operator) ? unary[operator] : undefined;
    const field = numbersOf(frame).find((each) => each.name === name);
    if (operate === undefined || field === undefined) return [];
    const values = field.values.map((value) => (typeof value === 'number' ? finite(operate(value)) : null));
    return [newField(`${operator}(${name})`, 'number', values)];
  },
  index: (frame, options) => {
    const length = rowCount(frame);
    const share = flag(options, 'index', 'asPercentile') ? length : 1;
    return [
      newField(
        'Row',
        'number',
        indexes(length).map((index) => index / share),
      ),
    ];
  },
  cumulativeFunctions: (frame, options) => {
    const { field, name, reducer } = chosen(frame, object(options, 'cumulative'), 'sum');
    if (field === undefined || !['sum', 'mean'].includes(reducer)) return [];
    let total = 0;
    const values = field.values.map((value, index) => {
      total += typeof value === 'number' ? value : 0;
      return reducer === 'sum' ? total : total / (index + 1);
    });
    return [newField(`cumulative ${reducer}${name}`, 'number', values)];
  },
  windowFunctions: (frame, options) => {
    const settings = object(options, 'window');
    const { field, name, reducer } = chosen(frame, settings, 'mean');
    if (field === undefined || !['mean', 'stdDev', 'variance'].includes(reducer)) return [];
    const alignment = text(settings, 'windowAlignment') ?? 'trailing';
    const fixed = text(settings, 'windowSizeMode') === 'fixed';
    const size = Math.max(1, Math.ceil((number(settings, 'windowSize') ?? 0.1) * (fixed ? 1 : field.values.length)));
    const [before, after] = alignment === 'centered' ? [Math.floor(size / 2), Math.ceil(size / 2) - 1] : [size - 1, 0];
    const values = field.values.map((_, index) => {
      const inside = field.values.slice(Math.max(0, index - before), index + after + 1);
      return reduceValues(inside, reducer) ?? 0;
    });
    return [newField(`${alignment} moving ${reducer}${name}`, 'number', values)];
  },
};

/** The column that is named, else the first one of numbers; the name as it stands in that of the result. */
function chosen(frame: Frame, settings: JsonObject, usual: string) {
  const wanted = text(settings, 'field');
  const field = numbersOf(frame).find(({ name }) => !wanted || name === wanted);
  return { field, name: wanted ? `(${wanted})` : '', reducer: text(settings, 'reducer') ?? usual };
}

const binary: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '**': (left, right) => left ** right,
};

const unary: Readonly<Record<string, (value: number) => number>> = {
  ...{ abs: Math.abs, exp: Math.exp, ln: Math.log, floor: Math.floor, ceil: Math.ceil },
  round: (value) => Math.round(value),
};

/** 0 / 0 is no number, so it is a gap. */
const finite = (value: number): Value => (Number.isNaN(value) ? null : value);

/** One side of an operation: a column, all columns of a type, or a number. */
interface Side {
  readonly words: string;
  readonly column?: string;
  readonly type?: string;
}

function sideOf(side: Json | undefined, frame: Frame): Side | undefined {
  // Until Grafana 11 both were one text.
  if (typeof side === 'string') {
    const number = side !== '' && !Number.isNaN(Number(side)) && !frame.fields.some(({ name }) => name === side);
    return number ? { words: side } : { words: side, column: side };
  }
  const [id, options] = [text(side, 'matcher', 'id'), text(side, 'matcher', 'options')];
  if (id === 'byType' && options !== undefined) return { words: options, type: options };
  if (id !== undefined && options !== undefined) return { words: options, column: options };
  const fixed = at(side, 'fixed');
  return fixed === undefined ? undefined : { words: String(fixed) };
}

function valuesOf({ words, column }: Side, frame: Frame, interpolate: Interpolate): Values | undefined {
  const wanted = interpolate(column ?? words);
  const field = column === undefined ? undefined : frame.fields.find(({ name }) => name === wanted);
  if (field !== undefined) return field.values;
  const number = Number.parseFloat(wanted);
  return Number.isNaN(number) ? undefined : new Array<Value>(rowCount(frame)).fill(number);
}
