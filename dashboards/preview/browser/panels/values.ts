// Panels that show the newest value of each series: stat, gauge, bar gauge.
import { colorOf } from '../../data/colors.ts';
import { colorOfSeries, type Shown, show } from '../../data/display.ts';
import { type FieldConfig, fieldConfig } from '../../data/field.ts';
import type { Value } from '../../data/frame.ts';
import { flag, number, object, pattern, text, texts } from '../../data/read.ts';
import { reduceValues } from '../../data/reduce.ts';
import { theme } from '../theme.ts';
import type { Drawing } from './drawing.ts';

/** One value, ready to be shown. */
export interface Single {
  readonly name: string;
  readonly value: Value;
  readonly shown: Shown;
  /** As the theme has it. */
  readonly color: string;
  readonly config: FieldConfig;
  /** The values from which it was taken. */
  readonly history: readonly Value[];
}

const most = 100;

/** The values of a panel, by its `reduceOptions`. One without a value where there is nothing at all. */
export function singles(drawing: Drawing): Single[] {
  const { panel, data } = drawing;
  const options = object(panel, 'options', 'reduceOptions');
  const [calculation = 'lastNotNull'] = texts(options, 'calcs');
  const wanted = pattern(text(options, 'fields') ?? '');
  const named = text(options, 'fields') ? wanted : undefined;
  const found = data.frames.flatMap(({ refId, fields }) =>
    fields
      .filter(({ name, type }) => (named ? named.test(name) : type === 'number'))
      .flatMap((field) => {
        const config = fieldConfig(object(panel, 'fieldConfig'), { ...field, refId });
        const texted = fields.find(({ type }) => type === 'string');
        if (!flag(options, 'values'))
          return [
            { field, config, name: field.name, history: field.values, value: reduceValues(field.values, calculation) },
          ];
        return field.values.map((value, row) => {
          const name = texted ? String(texted.values[row] ?? '') : field.name;
          return { field, config, name, history: [value], value };
        });
      }),
  );
  if (found.length === 0) {
    const config = fieldConfig(object(panel, 'fieldConfig'), { name: '', type: 'number', refId: 'A' });
    return [single('', null, config, 0, [])];
  }
  return found
    .slice(0, Math.min(most, number(options, 'limit') ?? most))
    .map(({ name, value, config, history }, index) =>
      single(config.displayName ?? name, value, config, index, history),
    );
}

function single(name: string, value: Value, config: FieldConfig, index: number, history: readonly Value[]): Single {
  const numbers = history.filter((each): each is number => typeof each === 'number');
  const shown = show(value, config, theme(), config.min ?? numbers[0] ?? 0, config.max ?? 100);
  const palette = config.color.mode.startsWith('palette') || config.color.mode === 'shades';
  const color =
    palette && !shown.color
      ? colorOfSeries(name, index, config, theme(), value)
      : palette && !shown.mapped
        ? colorOfSeries(name, index, config, theme(), value)
        : (shown.color ?? colorOf('text', theme()));
  return { name, value, shown, color, config, history };
}

/** Where a value lies between its least and its most, 0 to 1. */
export function placeOf(value: Value, least: number, most: number): number {
  if (typeof value !== 'number' || most <= least) return 0;
  return Math.min(1, Math.max(0, (value - least) / (most - least)));
}

/** The ends of a gauge: as set, else zero to a hundred or to the most that is there. */
export function endsOf({ config }: Single, all: readonly Single[]): readonly [number, number] {
  const values = all.map(({ value }) => value).filter((value): value is number => typeof value === 'number');
  const unitMost = config.unit === 'percentunit' ? 1 : config.unit === 'percent' ? 100 : undefined;
  const least = config.min ?? Math.min(0, ...values);
  return [least, config.max ?? unitMost ?? Math.max(least + 1, ...values)];
}

/** What is read aloud of a value. */
export function spoken({ name, shown: { prefix, text: words, suffix } }: Single): string {
  return `${name === '' ? '' : `${name}: `}${prefix}${words}${suffix}`;
}
