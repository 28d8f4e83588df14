import { groupedLabels, PromqlError, tryParse, withoutVariables } from '../../promql/index.ts';
import type { Column, Query, TablePanel } from '../../stacks/model/index.ts';
import { at, isRecord, type Json, type JsonRecord, list, records, text } from '../files/json.ts';
import { colorOf } from './colors.ts';
import type { Losses } from './losses.ts';
import { matcherText } from './overrides.ts';
import { unitNamed } from './words.ts';

/** What a table has besides what all panels have. */
export type TableParts = Pick<TablePanel, 'columns' | 'sortBy' | 'descending' | 'queries'>;

/** The columns of a table: those that it arranges, else the labels by which its query groups. */
export function tableOf(panel: JsonRecord, queries: readonly Query[], where: string, losses: Losses): TableParts {
  const [first, ...others] = queries;
  if (others.length > 0) losses.lost(where, `all queries but the first: a table shows one; join them in PromQL`);
  const names = new Map([
    ...oldTitles(panel),
    ...displayNames(panel),
    ...Object.entries(record(organized(panel), 'renameByName')),
  ]);
  const fields = fieldsOf(panel, first, where, losses);
  const columns = fields.map((field): Column => {
    const title = text(names.get(field)) || field;
    return { field, title, ...cellsOf(panel, [field, title], where, losses) };
  });
  const [sort] = [...records(at(panel, 'options', 'sortBy')), ...records([panel.sort ?? {}])];
  const sortBy = columns.find(({ title }) => title === text(sort?.displayName))?.title ?? columns[0]?.title ?? 'Value';
  return {
    columns,
    sortBy,
    ...(sort?.desc === true && { descending: true }),
    queries: first === undefined ? [] : [first],
  };
}

function organized(panel: JsonRecord): JsonRecord | undefined {
  const options = records(panel.transformations).find(({ id }) => id === 'organize')?.options;
  return isRecord(options) ? options : undefined;
}

function record(holder: JsonRecord | undefined, key: string): JsonRecord {
  const value = holder?.[key];
  return isRecord(value) ? value : {};
}

/** Tables before Grafana 7 say by a pattern what a column is called. */
function oldTitles(panel: JsonRecord): [string, string][] {
  return records(panel.styles).flatMap(({ pattern, alias }): [string, string][] => {
    const [field, title] = [text(pattern), text(alias)];
    return field && title ? [[field, title]] : [];
  });
}

/** Overrides may say it as well. */
function displayNames(panel: JsonRecord): [string, Json][] {
  return records(at(panel, 'fieldConfig', 'overrides')).flatMap((override) =>
    records(override.properties).flatMap(({ id, value }): [string, Json][] =>
      id === 'displayName' && value !== undefined ? [[matcherText(override), value]] : [],
    ),
  );
}

function fieldsOf(panel: JsonRecord, query: Query | undefined, where: string, losses: Losses): string[] {
  const arranged = organized(panel);
  const order = record(arranged, 'indexByName');
  const hidden = new Set(['Time', ...hiddenFields(panel, arranged)]);
  const labels = query === undefined ? undefined : groupingOf(query);
  const given = Object.keys(order).sort((a, b) => Number(order[a]) - Number(order[b]));
  const renamed = Object.keys(record(arranged, 'renameByName'));
  const all = [...new Set([...given, ...(given.length > 0 ? [] : [...(labels ?? renamed), 'Value'])])];
  const fields = all.map((field) => (/^Value #/.test(field) ? 'Value' : field)).filter((field) => !hidden.has(field));
  if (given.length === 0 && labels === undefined && renamed.length === 0)
    losses.write(where, 'its columns, which are the labels of its series');
  return fields.length > 0 ? [...new Set(fields)] : ['Value'];
}

function hiddenFields(panel: JsonRecord, arranged: JsonRecord | undefined): string[] {
  const excluded = Object.entries(record(arranged, 'excludeByName')).flatMap(([name, out]) =>
    out === true ? [name] : [],
  );
  const old = records(panel.styles).flatMap(({ type, pattern }) => (type === 'hidden' ? (text(pattern) ?? []) : []));
  return [...excluded, ...old];
}

/** The labels that the query groups by, as far as it says so. */
function groupingOf({ expr }: Query): readonly string[] | undefined {
  const tree = tryParse(withoutVariables(expr.text).text);
  return tree instanceof PromqlError ? undefined : groupedLabels(tree);
}

function cellsOf(panel: JsonRecord, names: readonly string[], where: string, losses: Losses): Partial<Column> {
  const own = records(at(panel, 'fieldConfig', 'overrides')).filter(
    (override) => at(override, 'matcher', 'id') === 'byName' && names.includes(matcherText(override)),
  );
  const properties = own.flatMap((override) => records(override.properties));
  const old = records(panel.styles).find(({ pattern }) => names.includes(text(pattern) ?? ''));
  const value = (id: string) => properties.find((property) => property.id === id)?.value;
  const unit = text(value('unit')) ?? text(old?.unit);
  const width = value('custom.width');
  const colors = colorsOf(list(value('mappings')));
  for (const { id } of properties)
    if (!carried.has(text(id) ?? '') || (id === 'mappings' && colors === undefined))
      losses.lost(where, `the override of ${text(id)} for the column ${names[0]}`);
  return {
    ...(unit !== undefined && unit !== 'short' && { unit: unitNamed(unit, where, losses) }),
    ...(typeof width === 'number' && { width }),
    ...(colors !== undefined && { colors }),
  };
}

/** With colours of values, a cell is painted anyway. */
const carried = new Set(['unit', 'custom.width', 'mappings', 'custom.cellOptions', 'displayName']);

/** The colours of texts in a column, where all of them are ours. */
function colorsOf(mappings: readonly unknown[]): Column['colors'] {
  const values = records(mappings as JsonRecord[]).flatMap((each) =>
    isRecord(each.options) ? Object.entries(each.options) : [],
  );
  const colors = values.map(([text, result]) => [text, colorOf(at(result, 'color'))] as const);
  if (colors.length === 0 || colors.some(([, color]) => color === undefined)) return undefined;
  return Object.fromEntries(colors) as NonNullable<Column['colors']>;
}
