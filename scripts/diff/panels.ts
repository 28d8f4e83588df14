import { at, items, textOf, type Value } from '../check/yaml-value.ts';
import type { Change, Detail } from './change.ts';
import { queryDiffers } from './expression.ts';
import { pair } from './pair.ts';
import { canonical, differInNames, differs, isObject, same, valueText } from './values.ts';

/** A panel, and the row in which it lies closed. */
interface Panel {
  readonly panel: Value;
  readonly row?: string;
}

/** What differs in the panels of a dashboard, by their id, those in closed rows included. */
export function panelsDiffer(before: Value, after: Value, within: string): Change[] {
  const { both, added, removed } = paired(before, after);
  return [
    ...added.map((each) => change(each, within, 'added', [])),
    ...removed.map((each) => change(each, within, 'removed', [])),
    ...both.flatMap(([a, b]) => {
      const details = panelDetails(a.panel, b.panel);
      return details.length > 0 ? [change(b, within, 'changed', details)] : [];
    }),
  ];
}

/** How many panels of a dashboard stand elsewhere. */
export function movedDetails(before: Value, after: Value): Detail[] {
  const place = ({ panel, row }: Panel) => canonical([at(panel, 'gridPos'), row]);
  const moved = paired(before, after).both.filter(([a, b]) => !isRow(b.panel) && place(a) !== place(b));
  if (moved.length === 0) return [];
  return [{ what: moved.length === 1 ? '1 panel stands elsewhere' : `${moved.length} panels stand elsewhere` }];
}

function paired(before: Value, after: Value) {
  return pair(panelsOf(before), panelsOf(after), [
    ({ panel }) => `${kindOf(panel)} ${valueText(at(panel, 'id'))} ${titleOf(panel)}`,
    ({ panel }) => valueText(at(panel, 'id')) ?? '',
    ({ panel }) => `${kindOf(panel)} ${titleOf(panel)}`,
  ]);
}

function panelsOf(board: Value): Panel[] {
  // Before Grafana 5, rows held all panels.
  const old = items(at(board, 'rows')).flatMap((row) => items(at(row, 'panels')).map((panel) => ({ panel })));
  const now = items(at(board, 'panels')).flatMap((panel): Panel[] => [
    { panel },
    ...items(at(panel, 'panels')).map((inner) => ({ panel: inner, row: titleOf(panel) })),
  ]);
  return [...old, ...now];
}

function isRow(panel: Value): boolean {
  return at(panel, 'type') === 'row';
}

function kindOf(panel: Value): string {
  return textOf(at(panel, 'type')) ?? 'panel';
}

function titleOf(panel: Value): string {
  return textOf(at(panel, 'title')) || 'untitled';
}

function change({ panel }: Panel, within: string, sign: Change['sign'], details: readonly Detail[]): Change {
  const thing = isRow(panel) ? 'row' : 'panel';
  const about = sign === 'changed' || thing === 'row' ? {} : { about: kindOf(panel) };
  return { subject: 'dashboards', thing, name: titleOf(panel), within, sign, ...about, details };
}

function panelDetails(a: Value, b: Value): Detail[] {
  const field = (panel: Value, key: string) => at(panel, 'fieldConfig', 'defaults', key);
  const named = [
    ...differs('title', at(a, 'title'), at(b, 'title')),
    ...differs('kind', at(a, 'type'), at(b, 'type')),
    ...differs('description', at(a, 'description'), at(b, 'description')),
    ...differs('closed at first', at(a, 'collapsed'), at(b, 'collapsed')),
    ...differs('text', at(a, 'options', 'content'), at(b, 'options', 'content')),
    ...queryDetails(items(at(a, 'targets')), items(at(b, 'targets'))),
    ...['unit', 'min', 'max', 'decimals', 'noValue'].flatMap((key) => differs(key, field(a, key), field(b, key))),
    ...differs('thresholds', stepsText(field(a, 'thresholds')), stepsText(field(b, 'thresholds'))),
    ...differs('min interval', at(a, 'interval'), at(b, 'interval')),
    ...linkDetails(linksOf(a), linksOf(b)),
  ];
  return same(undrawn(a), undrawn(b)) ? named : [...named, { what: 'it is drawn otherwise' }];
}

/** Keys that are told by name, or that nobody sees. */
const told = new Set([
  ...['id', 'title', 'type', 'description', 'collapsed', 'targets', 'gridPos', 'panels', 'pluginVersion', 'interval'],
  ...['unit', 'min', 'max', 'decimals', 'noValue', 'thresholds', 'content', 'links'],
]);

/** What is left of a panel: colours, legends, links, transformations. */
function undrawn(panel: Value): Value {
  if (!isObject(panel)) return panel;
  const rest = (value: Value) => (isObject(value) ? without(value) : value);
  const { fieldConfig, options } = panel;
  const defaults = rest(at(fieldConfig, 'defaults'));
  return { ...without(panel), options: rest(options), fieldConfig: [defaults, at(fieldConfig, 'overrides')] };
}

function without(value: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !told.has(key)));
}

/** The links of a panel and of its values. */
function linksOf(panel: Value): readonly Value[] {
  return [...items(at(panel, 'links')), ...items(at(panel, 'fieldConfig', 'defaults', 'links'))];
}

/** Links are told by their titles; nobody compares addresses. */
function linkDetails(before: readonly Value[], after: readonly Value[]): Detail[] {
  const titles = (links: readonly Value[]) => links.map((link) => textOf(at(link, 'title')) ?? '');
  const named = differInNames('links', titles(before), titles(after));
  return named.length > 0 || same(before, after) ? named : [{ what: 'its links lead elsewhere' }];
}

/** `dark-green, from 0.9 red` */
function stepsText(thresholds: Value): string | undefined {
  const steps = items(at(thresholds, 'steps')).map((step) => {
    const value = valueText(at(step, 'value'));
    return `${value === undefined ? '' : `from ${value} `}${valueText(at(step, 'color'))}`;
  });
  return steps.length > 0 ? steps.join(', ') : undefined;
}

function queryDetails(before: readonly Value[], after: readonly Value[]): Detail[] {
  const expr = (target: Value) => textOf(at(target, 'expr'));
  const refId = (target: Value) => textOf(at(target, 'refId')) ?? '';
  const { both, added, removed } = pair(before, after, [
    (target) => `${refId(target)} ${expr(target)}`,
    // A query that was put in front gives the others new letters.
    (target) => expr(target) ?? refId(target),
    refId,
  ]);
  const many = before.length > 1 || after.length > 1;
  const name = (target: Value) => (many ? `query ${refId(target)}` : 'query');
  return [
    ...added.flatMap((target) => queryDiffers(name(target), undefined, expr(target))),
    ...removed.flatMap((target) => queryDiffers(name(target), expr(target), undefined)),
    ...both.flatMap(([a, b]) => [
      ...queryDiffers(name(b), expr(a), expr(b)),
      ...differs(many ? `legend of ${name(b)}` : 'legend', at(a, 'legendFormat'), at(b, 'legendFormat')),
    ]),
  ];
}
