import { type Color, type Mapping, stateColors, statusColors } from '../../stacks/model/index.ts';
import { at, isRecord, type Json, type JsonRecord, records, text } from '../files/json.ts';
import type { Losses } from './losses.ts';

const palette: ReadonlySet<string> = new Set([...Object.values(stateColors), ...Object.values(statusColors)]);

/** The colour of ours that one of Grafana is, its shades included: `dark-red` is red, `semi-dark-orange` orange. */
export function colorOf(color: Json | undefined): Color | undefined {
  const name = text(color) ?? '';
  if (palette.has(name)) return name as Color;
  const plain = name.replace(/^(?:super-light|light|semi-dark|dark)-/, '');
  if (plain === 'yellow') return stateColors.warning;
  return palette.has(plain) ? (plain as Color) : undefined;
}

/** What single values are called, in this and in the older shape. */
export function mappingsOf(panel: JsonRecord, where: string, losses: Losses): Mapping[] {
  const mappings = records(at(panel, 'fieldConfig', 'defaults', 'mappings'));
  const old = records(panel.valueMaps).map(({ value, text: shown }) => ({
    [text(value) ?? `${value}`]: { text: shown ?? '' },
  }));
  const named = [...mappings.flatMap((mapping) => valuesIn(mapping)), ...old.flatMap((each) => Object.entries(each))];
  const other = mappings.filter((mapping) => valuesIn(mapping).length === 0 && !isMissing(mapping));
  if (other.length > 0)
    losses.lost(where, 'mappings of ranges, of texts and of regular expressions: Narthex names single numbers');
  return named.flatMap(([value, result]): Mapping[] => {
    const shown = text(at(result, 'text'));
    if (value.trim() === '' || !Number.isFinite(Number(value)) || shown === undefined || shown === '') return [];
    const given = at(result, 'color');
    const color = colorOf(given);
    if (given !== undefined && color === undefined)
      losses.lost(where, `the colour ${text(given)} of the value ${value}`);
    return [{ value: Number(value), text: shown, color: color ?? stateColors.neutral }];
  });
}

/** The values of a mapping: since Grafana 8 by value, in Grafana 7 one in each. */
function valuesIn(mapping: JsonRecord): [string, Json][] {
  if (mapping.type === 'value' && isRecord(mapping.options)) return Object.entries(mapping.options) as [string, Json][];
  if (mapping.type === 1) return [[`${mapping.value}`, { text: mapping.text ?? '' }]];
  return [];
}

/** The name of missing data is `noValue` with us. */
function isMissing(mapping: JsonRecord): boolean {
  return mapping.type === 'special' && /null|nan/.test(text(at(mapping, 'options', 'match')) ?? '');
}
