// Panels that show the newest value of each series: stat, gauge, bar gauge.
import { colorOf } from '../../data/colors.ts';
import { colorsOfSeries, type Shown, show } from '../../data/display.ts';
import { endsOf } from '../../data/ends.ts';
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
  /** Its least and its most: of a gauge, and of thresholds in percent. */
  readonly ends: readonly [least: number, most: number];
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
  const only = text(options, 'fields') ? wanted : undefined;
  const found = data.frames.flatMap(({ refId, fields }) =>
    fields
      .filter(({ name, type }) => (only ? only.test(name) : type === 'number'))
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
    return [single('', null, config, undefined, [], [])];
  }
  const shown = found.slice(0, Math.min(most, number(options, 'limit') ?? most));
  const values = shown.map(({ value }) => value);
  const named = shown.map((each) => ({ ...each, name: each.config.displayName ?? each.name, last: each.value }));
  const colors = colorsOfSeries(named, theme());
  return named.map(({ name, value, config, history }, index) =>
    single(name, value, config, colors[index], history, values),
  );
}

function single(
  name: string,
  value: Value,
  config: FieldConfig,
  ofSeries: string | undefined,
  history: readonly Value[],
  all: readonly Value[],
): Single {
  const ends = endsOf(config, all);
  const shown = show(value, config, theme(), ...ends);
  const palette = config.color.mode.startsWith('palette') || config.color.mode === 'shades';
  const color =
    (palette && !(shown.color && shown.mapped) ? ofSeries : undefined) ?? shown.color ?? colorOf('text', theme());
  return { name, value, shown, color, config, history, ends };
}

/** What is read aloud of a value. */
export function spoken({ name, shown: { prefix, text: words, suffix } }: Single): string {
  return `${name === '' ? '' : `${name}: `}${prefix}${words}${suffix}`;
}
