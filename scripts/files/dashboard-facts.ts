import type { Usage } from '../../promql/index.ts';
import { at, type JsonRecord, list, records, text } from './json.ts';

export { datasources } from '../../dashboards/data-source.ts';

/** Kinds of panels that draw values over time. */
const overTime = new Set(['timeseries', 'graph', 'state-timeline', 'status-history']);

/** Whether a panel draws how the values of a query change. */
export function showsChange(panel: JsonRecord, target: JsonRecord): boolean {
  return overTime.has(text(panel.type) ?? '') && !(target.instant === true && target.range !== true);
}

/** The legend of a query; `undefined` where Grafana chooses. */
export function legendOf({ legendFormat }: JsonRecord): string | undefined {
  const legend = text(legendFormat);
  return legend === undefined || legend === '' || legend === '__auto' ? undefined : legend;
}

/** What these make of values has another unit: `diffperc`, `count`. */
const otherUnit = /count|perc|step|null|zero|changes?$/i;

/** Grafana's unit for the values of a query; `undefined` where there is none, or where some of them may have another. */
export function panelUnit(panel: JsonRecord, refId: string | undefined): string | undefined {
  const calcs = list(at(panel, 'options', 'reduceOptions', 'calcs'));
  if (calcs.some((calc) => otherUnit.test(text(calc) ?? ''))) return undefined;
  // Transformations may compute anything.
  if (records(panel.transformations).some(({ id }) => id === 'calculateField' || id === 'reduce')) return undefined;
  for (const override of records(at(panel, 'fieldConfig', 'overrides'))) {
    const property = records(override.properties).find(({ id }) => id === 'unit');
    if (property === undefined) continue;
    if (at(override, 'matcher', 'id') !== 'byFrameRefID') return undefined;
    if (at(override, 'matcher', 'options') === refId) return text(property.value);
  }
  return text(at(panel, 'fieldConfig', 'defaults', 'unit')) ?? legacyUnit(panel);
}

/** Of the panels before Grafana 7: the axis of a graph, the format of a single number. */
function legacyUnit(panel: JsonRecord): string | undefined {
  if (panel.type === 'singlestat') {
    return ['current', 'avg', 'min', 'max', 'first', undefined].includes(text(panel.valueName))
      ? text(panel.format)
      : undefined;
  }
  if (panel.type !== 'graph') return undefined;
  const [left, right] = records(panel.yaxes).map(({ format }) => text(format));
  const both = records(panel.seriesOverrides).some(({ yaxis }) => yaxis === 2);
  return both && left !== right ? undefined : left;
}

/** What a variable asks, and the keys that lead to it. */
export function variableText({
  query,
}: JsonRecord): { readonly text: string; readonly path: readonly string[] } | undefined {
  if (typeof query === 'string') return { text: query, path: ['query'] };
  const inner = text(at(query, 'query'));
  return inner === undefined ? undefined : { text: inner, path: ['query', 'query'] };
}

/** What an annotation does with the labels of its answer. */
export function annotationUsage(annotation: JsonRecord, name: string): Usage {
  const texts = [annotation.titleFormat, annotation.textFormat].map((format) => text(format) ?? '');
  const named = texts.flatMap((each) => [...each.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, label = '']) => label));
  const tags = (text(annotation.tagKeys) ?? '').split(',').map((tag) => tag.trim());
  return { kind: 'annotation', name, labels: [...new Set([...named, ...tags])].filter((label) => label !== '') };
}
