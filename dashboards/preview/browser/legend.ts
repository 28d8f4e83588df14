// The legend of a chart, and the same numbers for whoever cannot see it.

import { showText } from '../data/display.ts';
import type { FieldConfig } from '../data/field.ts';
import type { Value } from '../data/frame.ts';
import { flag, type JsonObject, text, texts } from '../data/read.ts';
import { calculationTitle, reduceValues } from '../data/reduce.ts';
import { el } from './dom.ts';
import { theme } from './theme.ts';
import { swatch } from './tooltip.ts';

/** One series of a legend. */
export interface LegendEntry {
  readonly name: string;
  readonly color: string;
  readonly values: readonly Value[];
  readonly config: FieldConfig;
}

/** What a legend can do to its chart. */
export interface LegendActions {
  /** Names of series that are not shown; kept over refreshes. */
  readonly hidden: Set<string>;
  /** Draws as `hidden` says. */
  readonly changed: () => void;
  /** Brings one series to the front; nothing brings none. */
  readonly focus: (index: number | null) => void;
}

/** The legend as the panel's options want it; nothing if they want none. */
export function legendOf(
  entries: readonly LegendEntry[],
  options: JsonObject,
  actions: LegendActions,
): HTMLElement | undefined {
  const mode = text(options, 'displayMode') ?? 'list';
  if (!flag(options, 'showLegend') && 'showLegend' in options) return undefined;
  if (mode === 'hidden' || entries.length === 0) return undefined;
  const calcs = texts(options, 'calcs');
  const place = text(options, 'placement') === 'right' ? 'right' : 'bottom';
  const buttons: HTMLButtonElement[] = [];
  const state = () => {
    for (const [index, { name }] of entries.entries())
      buttons[index]?.setAttribute('aria-pressed', String(!actions.hidden.has(name)));
    actions.changed();
  };
  for (const [index, { name, color }] of entries.entries()) {
    const button = el(
      'button',
      {
        type: 'button',
        class: 'legend-name',
        title: 'Click: only this one. With Ctrl: hide or show it.',
        'aria-pressed': String(!actions.hidden.has(name)),
        click: (event) => {
          pick(entries, name, actions.hidden, event as MouseEvent);
          state();
        },
        mouseenter: () => actions.focus(index),
        mouseleave: () => actions.focus(null),
        focus: () => actions.focus(index),
        blur: () => actions.focus(null),
      },
      swatch(color),
      name,
    );
    buttons.push(button);
  }
  const value = ({ values, config }: LegendEntry, calc: string) =>
    showText(reduceValues(values, calc), config, theme());
  if (mode !== 'table') {
    const items = entries.map((entry, index) =>
      el(
        'li',
        {},
        buttons[index],
        ...calcs.map((calc) =>
          el('span', { class: 'legend-value' }, `${calculationTitle(calc)}: ${value(entry, calc)}`),
        ),
      ),
    );
    return el('ul', { class: `legend list ${place}`, 'aria-label': 'Legend' }, ...items);
  }
  const heading = ['Name', ...calcs.map(calculationTitle)].map((title) => el('th', { scope: 'col' }, title));
  const rows = entries.map((entry, index) =>
    el(
      'tr',
      {},
      el('td', {}, buttons[index]),
      ...calcs.map((calc) => el('td', { class: 'number' }, value(entry, calc))),
    ),
  );
  return el(
    'div',
    { class: `legend table ${place}` },
    el('table', { 'aria-label': 'Legend' }, el('thead', {}, el('tr', {}, ...heading)), el('tbody', {}, ...rows)),
  );
}

/** As in Grafana: a click leaves one alone or brings all back, with a key it takes one away. */
function pick(entries: readonly LegendEntry[], name: string, hidden: Set<string>, event: MouseEvent): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) {
    if (!hidden.delete(name)) hidden.add(name);
    return;
  }
  const others = entries.filter((entry) => entry.name !== name);
  const alone = !hidden.has(name) && others.every((entry) => hidden.has(entry.name));
  hidden.clear();
  if (!alone) for (const other of others) hidden.add(other.name);
}

const mostRows = 30;

/** A chart as a table that only screen readers see. */
export function unseenTable(title: string, entries: readonly LegendEntry[]): HTMLElement {
  const calcs = ['lastNotNull', 'min', 'max', 'mean'];
  const cell = ({ values, config }: LegendEntry, calc: string) =>
    el('td', {}, showText(reduceValues(values, calc), { ...config, noValue: undefined }, theme()));
  const rest = entries.length - mostRows;
  // A table would be as wide as its words.
  return el(
    'div',
    { class: 'unseen' },
    el(
      'table',
      {},
      el('caption', {}, `${title}: ${entries.length} series${rest > 0 ? `, the first ${mostRows}` : ''}`),
      el(
        'thead',
        {},
        el('tr', {}, ...['Series', 'Last', 'Least', 'Most', 'Mean'].map((name) => el('th', { scope: 'col' }, name))),
      ),
      el(
        'tbody',
        {},
        ...entries
          .slice(0, mostRows)
          .map((entry) =>
            el(
              'tr',
              {},
              el('th', { scope: 'row' }, entry.name.trim() || 'without a name'),
              ...calcs.map((calc) => cell(entry, calc)),
            ),
          ),
      ),
    ),
  );
}
