// How a field is to be shown: the defaults of the panel, and the overrides that match the field.
import type { Field } from './frame.ts';
import { at, isObject, type Json, type JsonObject, number, object, objects, pattern, text, texts } from './read.ts';

/** What is set for a field, in the words of the dashboard. */
export interface FieldConfig {
  readonly unit: string | undefined;
  readonly decimals: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly noValue: string | undefined;
  readonly displayName: string | undefined;
  readonly mappings: readonly JsonObject[];
  readonly thresholds: JsonObject;
  readonly color: { readonly mode: string; readonly fixed: string | undefined };
  readonly links: readonly JsonObject[];
  /** What only this kind of panel knows. */
  readonly custom: JsonObject;
}

/** What an override can select a field by. */
export type Selected = Pick<Field, 'name' | 'type'> & { readonly refId: string };

/** The configuration of a field: `fieldConfig` of the panel, applied to it. */
export function fieldConfig(settings: JsonObject, field: Selected): FieldConfig {
  const matching = objects(settings, 'overrides').filter(({ matcher }) => matches(object(matcher), field));
  const properties = matching.flatMap((override) => objects(override, 'properties'));
  const all = properties.reduce<JsonObject>(
    (config, property) => withProperty(config, text(property, 'id') ?? '', property.value),
    object(settings, 'defaults'),
  );
  return {
    unit: text(all, 'unit'),
    decimals: number(all, 'decimals'),
    min: number(all, 'min'),
    max: number(all, 'max'),
    noValue: text(all, 'noValue'),
    displayName: text(all, 'displayName'),
    mappings: objects(all, 'mappings'),
    thresholds: object(all, 'thresholds'),
    color: { mode: text(all, 'color', 'mode') ?? 'thresholds', fixed: text(all, 'color', 'fixedColor') },
    links: objects(all, 'links'),
    custom: object(all, 'custom'),
  };
}

function matches(matcher: JsonObject, { name, type, refId }: Selected): boolean {
  const options = at(matcher, 'options');
  const wanted = typeof options === 'string' ? options : undefined;
  switch (text(matcher, 'id')) {
    case 'byName':
      return wanted === name;
    case 'byNames':
      return texts(options, 'names').includes(name) !== (text(options, 'mode') === 'exclude');
    case 'byRegexp':
      return wanted !== undefined && (pattern(wanted)?.test(name) ?? false);
    case 'byType':
      return wanted === type;
    case 'byFrameRefID':
      return wanted === refId;
    default:
      return false;
  }
}

/** `custom.width` leads into `custom`. */
function withProperty(config: JsonObject, id: string, value: Json | undefined): JsonObject {
  if (value === undefined) return config;
  const [key = '', ...rest] = id.split('.');
  if (key === '') return config;
  if (rest.length === 0) return { ...config, [key]: value };
  const inside = isObject(config[key]) ? config[key] : {};
  return { ...config, [key]: withProperty(inside, rest.join('.'), value) };
}
