import type { Color } from '../../stacks/model/index.ts';
import { at, isRecord, type Json, type JsonRecord, records, text } from '../files/json.ts';
import { colorOf } from './colors.ts';
import type { Losses } from './losses.ts';

/** What overrides say and nobody takes over, by what it is: a panel may say the same of twenty series. */
class LostOverrides {
  readonly #names = new Map<string, string[]>();

  add(what: string, name: string): void {
    this.#names.set(what, [...(this.#names.get(what) ?? []), name]);
  }

  tell(where: string, losses: Losses): void {
    for (const [what, names] of this.#names) losses.lost(where, `${what} ${[...new Set(names)].join(', ')}`);
  }
}

/** The colours of series by their names, of overrides and of the older graph. What else overrides say is lost. */
export function seriesColors(panel: JsonRecord, where: string, losses: Losses): Record<string, Color> {
  const colors: Record<string, Color> = {};
  const lost = new LostOverrides();
  const add = (pattern: string, color: Json | undefined, name: string) => {
    const known = colorOf(color);
    if (known === undefined)
      lost.add('colours that Narthex does not have, of', `${name} (${text(color) ?? 'by value'})`);
    else colors[pattern] = known;
  };
  for (const [name, color] of Object.entries(isRecord(panel.aliasColors) ? panel.aliasColors : {}))
    add(exactly(name), color, name);
  for (const override of records(at(panel, 'fieldConfig', 'overrides'))) {
    const pattern = patternOf(override);
    for (const { id, value } of records(override.properties)) {
      if (id === 'color' && pattern !== undefined) add(pattern, at(value, 'fixedColor'), matcherText(override));
      else lost.add(`the override of ${text(id)} for`, matcherText(override));
    }
  }
  for (const { alias, color, ...rest } of records(panel.seriesOverrides)) {
    const name = text(alias) ?? '';
    if (color !== undefined) add(/^\/.*\/$/.test(name) ? name : exactly(name), color, name);
    for (const key of Object.keys(rest)) lost.add(`the override of ${key} for`, name);
  }
  lost.tell(where, losses);
  return colors;
}

/** Overrides of anything but these names, which are those of columns: all of them are lost. */
export function otherOverrides(panel: JsonRecord, names: readonly string[], where: string, losses: Losses): void {
  const lost = new LostOverrides();
  for (const override of records(at(panel, 'fieldConfig', 'overrides'))) {
    if (at(override, 'matcher', 'id') === 'byName' && names.includes(matcherText(override))) continue;
    for (const { id } of records(override.properties))
      lost.add(`the override of ${text(id)} for`, matcherText(override));
  }
  lost.tell(where, losses);
}

/** What the matcher of an override says, for people. */
export function matcherText(override: JsonRecord): string {
  const { id, options } = isRecord(override.matcher) ? override.matcher : {};
  return text(options) ?? `${text(id) ?? 'some series'} ${options === undefined ? '' : JSON.stringify(options)}`.trim();
}

function patternOf({ matcher }: JsonRecord): string | undefined {
  const options = text(at(matcher, 'options'));
  if (options === undefined) return undefined;
  if (at(matcher, 'id') === 'byName') return exactly(options);
  if (at(matcher, 'id') === 'byRegexp') return /^\/.*\/$/.test(options) ? options : `/${options}/`;
  return undefined;
}

function exactly(name: string): string {
  return `/^${name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}$/`;
}
