import type { LabelMatcher, Span, VectorSelector } from '../syntax/ast.ts';
import { anyNumber, hull } from './bounds.ts';
import type { Bounds, Catalog, Series } from './catalog.ts';
import { eitherKey, telling } from './key.ts';
import { eitherLabels, type LabelSet, openLabels } from './labels.ts';
import { emptiness, unknownShape } from './make.ts';
import { accepts, matcherText, narrowLabels } from './matcher.ts';
import type { Shape } from './shape.ts';
import { plain, sameUnit } from './units.ts';

interface Found {
  /** Those of the catalog that can still match. */
  readonly series: readonly Series[];
  readonly shape: Shape;
  /** Why nothing can match, and the place of the condition that rules all out. */
  readonly empty?: { readonly reason: string; readonly matcher: number | undefined };
}

interface Alternative extends LabelSet {
  readonly series: Series;
  readonly key: readonly string[];
}

const remembered = new WeakMap<Catalog, Map<string, Found>>();

/** What a selector can meet in a catalog. `offset` and `@` change nothing of it. */
export function inferSelector(selector: VectorSelector, catalog: Catalog): Shape {
  const found = lookUp(selector, catalog);
  const selections = [{ selector, series: found.series }];
  if (found.empty === undefined) return { ...found.shape, selections };
  const { reason, matcher } = found.empty;
  const at: Span = (matcher === undefined ? selector.nameSpan : selector.matchers[matcher]) ?? selector;
  return { ...found.shape, selections, empty: emptiness(reason, at) };
}

/** The same selector stands in many rules: what it meets is found once for each catalog. */
function lookUp({ matchers }: VectorSelector, catalog: Catalog): Found {
  let known = remembered.get(catalog);
  if (known === undefined) {
    known = new Map();
    remembered.set(catalog, known);
  }
  const text = matchers.map(({ name, operator, value }) => `${name}\u0000${operator}${value}`).join('\u0001');
  let found = known.get(text);
  if (found === undefined) {
    found = find(matchers, catalog);
    known.set(text, found);
  }
  return found;
}

function find(matchers: readonly LabelMatcher[], catalog: Catalog): Found {
  const onName = matchers.filter(({ name }) => name === '__name__');
  const onLabels = matchers.filter(({ name }) => name !== '__name__');
  const candidates = named(onName, catalog);
  const open: LabelSet = onLabels.reduce((set: LabelSet, matcher) => narrowLabels(set, matcher) ?? set, openLabels);
  const unknown: Shape = { ...unknownShape('vector'), ...open, named: true };
  if (candidates === undefined) return { series: [], shape: unknown };
  const alternatives = candidates.flatMap((series) => narrowed(series, onLabels) ?? []);
  const series = alternatives.map((alternative) => alternative.series);
  const { exact, whole } = extent(onName, candidates, catalog);
  if (!whole) return { series, shape: unknown };
  if (alternatives.length > 0) return { series, shape: merge(alternatives) };
  const empty = why(matchers, candidates, exact);
  return { series, shape: unknown, empty };
}

/** The one name that is asked for, and whether the catalog knows all that has such a name. */
function extent(onName: readonly LabelMatcher[], candidates: readonly Series[], catalog: Catalog) {
  const exact = onName.find(({ operator }) => operator === '=')?.value;
  return { exact, whole: catalog.closed || (exact !== undefined && candidates.length > 0) };
}

/** The series whose names pass; `undefined` where that cannot be told. */
function named(onName: readonly LabelMatcher[], catalog: Catalog): readonly Series[] | undefined {
  const tests = onName.map(accepts);
  const exact = onName.find(({ operator }) => operator === '=');
  const passes = (name: string): boolean => tests.every((test) => test?.(name) ?? true);
  if (tests.includes(undefined)) return undefined;
  if (exact !== undefined) return passes(exact.value) ? catalog.find(exact.value) : [];
  return catalog.names.filter(passes).flatMap((name) => catalog.find(name));
}

function narrowed(series: Series, matchers: readonly LabelMatcher[]): Alternative | undefined {
  let set: LabelSet | undefined = series;
  for (const matcher of matchers) {
    set = narrowLabels(set, matcher);
    if (set === undefined) return undefined;
  }
  return { labels: set.labels, closed: set.closed, series, key: telling(series.key, set) };
}

function merge(alternatives: readonly Alternative[]): Shape {
  const all = alternatives.map(({ series }) => series);
  const set = eitherLabels(alternatives);
  const [first] = all;
  const name = first?.name;
  const kind = agreed(all, ({ kind }) => kind);
  const key = alternatives.length === 1 ? alternatives[0]?.key : eitherKey(alternatives, set);
  const units = all.map((series) => series.unit ?? (series.kind === 'info' ? plain : undefined));
  return {
    ...unknownShape('vector'),
    labels: set.labels,
    closed: set.closed,
    kind,
    aggregated: all.every(({ aggregated }) => aggregated === true),
    unit: agreedUnit(units),
    observes: agreedUnit(all.map(({ observes }) => observes)),
    bounds: all
      .map(({ bounds }) => bounds)
      .reduce((one: Bounds, other) => hull(one, other), first?.bounds ?? anyNumber),
    // The quantiles of a summary are NaN as long as nothing was observed.
    nan: set.labels.has('quantile') || all.some(({ nan }) => nan === true),
    key: key && all.some((series) => series.name !== name) ? ['__name__', ...key] : key,
    named: true,
  };
}

function agreed<Item, Value>(items: readonly Item[], of: (item: Item) => Value): Value | undefined {
  const [first] = items;
  if (first === undefined) return undefined;
  const value = of(first);
  return items.every((item) => of(item) === value) ? value : undefined;
}

function agreedUnit(units: readonly Shape['unit'][]): Shape['unit'] {
  const [first] = units;
  return first !== undefined && units.every((unit) => unit !== undefined && sameUnit(unit, first)) ? first : undefined;
}

function why(
  matchers: readonly LabelMatcher[],
  candidates: readonly Series[],
  name: string | undefined,
): { readonly reason: string; readonly matcher: number | undefined } {
  if (candidates.length === 0) {
    const place = matchers.findIndex((matcher) => matcher.name === '__name__');
    if (name !== undefined) return { reason: `there is no metric '${name}'`, matcher: undefined };
    return { reason: 'no metric has such a name', matcher: place < 0 ? undefined : place };
  }
  const what = name ?? 'what the name selects';
  for (const [place, matcher] of matchers.entries()) {
    if (matcher.name === '__name__' || candidates.some((series) => narrowLabels(series, matcher))) continue;
    const missing = candidates.every(({ labels, closed }) => closed && !labels.has(matcher.name));
    const reason = missing
      ? `${what} has no label '${matcher.name}'`
      : `no series of ${what} has ${matcherText(matcher)}`;
    return { reason, matcher: place };
  }
  return { reason: `no series of ${what} meets all of its conditions`, matcher: undefined };
}
