import * as units from '@grafana/grafana-foundation-sdk/units';
import { type Emptiness, emptinessTitles, type Unit } from '../../stacks/model/index.ts';
import { panelUnit } from '../files/dashboard-facts.ts';
import { at, type JsonRecord, records, text } from '../files/json.ts';
import type { Losses } from './losses.ts';

/** What a panel says about itself. */
export interface PanelWords {
  readonly shows: string;
  readonly action: string;
  readonly noValue: string;
  readonly mayBeEmpty?: Emptiness;
}

/** The words of a panel, from its description as far as it goes; what is missing is marked as to be written. */
export function wordsOf(panel: JsonRecord, where: string, losses: Losses): PanelWords {
  const description = (text(panel.description) ?? '').trim();
  // So Narthex writes the descriptions of its own panels.
  const [shown = '', rest = ''] = description.split(/\n\n\*\*What to do\*\*: /);
  const [action = ''] = rest.split(afterAction);
  const mayBeEmpty = emptiness(rest);
  const noValue = text(at(panel, 'fieldConfig', 'defaults', 'noValue')) ?? oldNoValue(panel);
  return {
    shows: shown || losses.write(where, 'what it shows'),
    action: action || losses.write(where, 'what to do when it looks bad'),
    noValue: noValue || losses.write(where, 'why there may be no data'),
    ...(mayBeEmpty !== undefined && { mayBeEmpty }),
  };
}

const { comesAndGoes, lacking, never } = emptinessTitles;
const afterAction = new RegExp(`\\n\\n(?:Alerts|${[comesAndGoes, lacking, never].join('|')}): `);

function emptiness(text: string): Emptiness | undefined {
  const words = (title: string) => new RegExp(`\\n\\n${title}: (.*)`).exec(text)?.[1];
  const [missing, none] = [words(lacking), words(never)];
  if (none !== undefined) return { never: none };
  return missing === undefined ? words(comesAndGoes) : { lacking: missing };
}

/** Of single numbers before Grafana 7, where it is more than a sign. */
function oldNoValue({ valueMaps, nullText }: JsonRecord): string | undefined {
  const mapped = records(valueMaps).find(({ value }) => value === 'null');
  const said = text(nullText) || text(mapped?.text) || '';
  return /\w/.test(said) && said !== 'N/A' ? said : undefined;
}

const known: ReadonlySet<unknown> = new Set(Object.values(units));

/** A unit by its id, if Grafana's own list has it; a missing one is `none`, and one of somebody's own is lost. */
export function unitNamed(unit: string | undefined, where: string, losses: Losses): Unit {
  if (unit === undefined || unit === '') return 'none';
  if (known.has(unit)) return unit as Unit;
  losses.lost(where, `the unit '${unit}', which Grafana's list does not have; it has none now`);
  return 'none';
}

/** The unit of a panel, in this and in the older shapes. */
export function unitOf(panel: JsonRecord, where: string, losses: Losses): Unit {
  const own = text(at(panel, 'fieldConfig', 'defaults', 'unit'));
  const heatmap = text(at(panel, 'options', 'yAxis', 'unit')) ?? text(at(panel, 'yAxis', 'format'));
  const old = text(at(panel, 'options', 'fieldOptions', 'defaults', 'unit'));
  const single = panel.type === 'gauge' || panel.type === 'singlestat' ? text(panel.format) : undefined;
  const axis = text(records(panel.yaxes)[0]?.format);
  // A graph has the unit of its axis; what else stands there is left over from other kinds.
  const kind = { heatmap, graph: axis }[text(panel.type) ?? ''];
  return unitNamed(kind ?? own ?? old ?? single ?? axis ?? panelUnit(panel, undefined), where, losses);
}

/** Bounds and digits, as far as they are numbers. */
export function numbersOf(panel: JsonRecord): {
  readonly min?: number;
  readonly max?: number;
  readonly decimals?: number;
} {
  const defaults = at(panel, 'fieldConfig', 'defaults') ?? at(panel, 'options', 'fieldOptions', 'defaults');
  const [axis = {}] = records(panel.yaxes);
  // Single numbers hold the bounds of a gauge also where they are drawn as none.
  const gauge = at(panel, 'gauge', 'show') === true ? panel.gauge : undefined;
  const number = (...values: unknown[]) => {
    const given = values.find((value) => value !== undefined && value !== null && value !== '');
    return given !== undefined && Number.isFinite(Number(given)) ? Number(given) : undefined;
  };
  const min = number(at(defaults, 'min'), axis.min, at(gauge, 'minValue'));
  const max = number(at(defaults, 'max'), axis.max, at(gauge, 'maxValue'));
  const decimals = number(at(defaults, 'decimals'), axis.decimals, panel.decimals);
  return {
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(decimals !== undefined && { decimals }),
  };
}
