// What a value is called and which colour it has.
import { colorOf, continuousColor, seriesColor, type Theme } from './colors.ts';
import type { FieldConfig } from './field.ts';
import type { Value } from './frame.ts';
import { agoText } from './moments.ts';
import { distinctColors } from './palette.ts';
import { isObject, type JsonObject, number, object, objects, pattern, text } from './read.ts';
import { type Formatted, formatValue } from './units.ts';

/** A value as it is shown. `color` is one that the theme has resolved; none where nothing gives it one. */
export interface Shown extends Formatted {
  readonly color: string | undefined;
  /** Whether a mapping gave it its words. */
  readonly mapped: boolean;
}

/** One step of thresholds: from this value on, this colour. The first one begins at minus infinity. */
export interface Threshold {
  readonly value: number;
  readonly color: string;
}

/** The thresholds of a field, rising. Percentages are of the way from its least to its most value. */
export function thresholdsOf(config: FieldConfig, least = config.min ?? 0, most = config.max ?? 100): Threshold[] {
  const percent = text(config.thresholds, 'mode') === 'percentage';
  return objects(config.thresholds, 'steps')
    .map((step) => {
      const value = number(step, 'value') ?? Number.NEGATIVE_INFINITY;
      const bound = percent ? least + ((most - least) * value) / 100 : value;
      return { value: bound, color: text(step, 'color') ?? 'text' };
    })
    .sort((a, b) => a.value - b.value);
}

/** The threshold in which a value lies; nothing if there are none. */
export function thresholdAt(steps: readonly Threshold[], value: number): Threshold | undefined {
  return steps.findLast((step) => value >= step.value) ?? steps[0];
}

/** A value in the words and the colour that the field's settings give it. */
export function show(value: Value, config: FieldConfig, theme: Theme, least?: number, most?: number): Shown {
  const mapping = mapped(value, config.mappings);
  const color = mapping?.color ?? valueColor(value, config, theme, least, most);
  const resolved = color === undefined ? undefined : colorOf(color, theme);
  const words = mapping?.text;
  if (words !== undefined) return { prefix: '', text: words, suffix: '', color: resolved, mapped: true };
  return { ...plain(value, config), color: resolved, mapped: mapping !== undefined };
}

/** The same as one text. */
export function showText(value: Value, config: FieldConfig, theme: Theme): string {
  const { prefix, text: words, suffix } = show(value, config, theme);
  return `${prefix}${words}${suffix}`;
}

function plain(value: Value, { unit, decimals, noValue }: FieldConfig): Formatted {
  if (value === null || value === '') return { prefix: '', text: noValue ?? '–', suffix: '' };
  if (typeof value === 'number') return formatValue(value, unit, decimals);
  if (unit === 'dateTimeFromNow') return { prefix: '', text: agoText(Number(value), Date.now()), suffix: '' };
  return { prefix: '', text: value, suffix: '' };
}

function valueColor(value: Value, config: FieldConfig, theme: Theme, least?: number, most?: number) {
  const { mode, fixed } = config.color;
  if (mode === 'fixed') return fixed;
  const low = least ?? config.min ?? 0;
  const high = most ?? config.max ?? 100;
  const amount = typeof value === 'number' ? value : Number.NEGATIVE_INFINITY;
  const place = high === low ? 0 : (amount - low) / (high - low);
  if (mode.startsWith('continuous-')) return continuousColor(mode, place, theme);
  return thresholdAt(thresholdsOf(config, low, high), amount)?.color;
}

/** A series, as far as its colour goes. */
export interface Colored {
  readonly name: string;
  readonly config: FieldConfig;
  /** Its newest value. */
  readonly last: Value;
}

/** The colours of all series of a chart, in their order. */
export function colorsOfSeries(series: readonly Colored[], theme: Theme): string[] {
  const byName = ({ config }: Colored) => config.color.mode === 'palette-classic-by-name';
  const others = series.map((each, index) => (byName(each) ? undefined : colorOfSeries(each, index, theme)));
  const taken = [...new Set(others.flatMap((color) => color ?? []))];
  const names = series.filter(byName).map(({ name }) => name);
  const named = distinctColors(names, taken, theme);
  return series.map(({ name }, index) => others[index] ?? named.get(name) ?? colorOf('gray', theme));
}

function colorOfSeries({ config, last }: Colored, index: number, theme: Theme): string {
  const { mode, fixed } = config.color;
  if (mode === 'fixed' || mode === 'shades') return colorOf(fixed ?? 'green', theme);
  if (mode === 'thresholds' || mode.startsWith('continuous-'))
    return colorOf(valueColor(last, config, theme) ?? 'green', theme);
  return colorOf(seriesColor(index), theme);
}

interface Mapped {
  readonly text: string | undefined;
  readonly color: string | undefined;
}

/** What the first mapping that fits makes of a value. */
function mapped(value: Value, mappings: readonly JsonObject[]): Mapped | undefined {
  for (const mapping of mappings) {
    const found = byMapping(value, text(mapping, 'type') ?? '', object(mapping, 'options'));
    if (found !== undefined) return { text: text(found, 'text'), color: text(found, 'color') };
  }
  return undefined;
}

function byMapping(value: Value, type: string, options: JsonObject): JsonObject | undefined {
  const result = object(options, 'result');
  switch (type) {
    case 'value': {
      const found = value === null || !Object.hasOwn(options, String(value)) ? undefined : options[String(value)];
      return isObject(found) ? found : undefined;
    }
    case 'range': {
      const from = number(options, 'from') ?? Number.NEGATIVE_INFINITY;
      const to = number(options, 'to') ?? Number.POSITIVE_INFINITY;
      return typeof value === 'number' && value >= from && value <= to ? result : undefined;
    }
    case 'regex': {
      const expression = pattern(text(options, 'pattern') ?? '');
      if (value === null || !expression?.test(String(value))) return undefined;
      const words = text(result, 'text');
      return { ...result, ...(words !== undefined && { text: String(value).replace(expression, words) }) };
    }
    case 'special':
      return special(value, text(options, 'match') ?? '') ? result : undefined;
    default:
      return undefined;
  }
}

function special(value: Value, match: string): boolean {
  const none = value === null;
  // Prometheus' NaN arrives as a gap; both are the same for whoever looks.
  if (match === 'null' || match === 'nan' || match === 'null+nan') return none;
  if (match === 'empty') return value === '';
  return (match === 'true' || match === 'false') && String(value) === match;
}
