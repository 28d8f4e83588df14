import type { DataPanel, Duration, Panel, StatPanel } from '../../stacks/model/index.ts';
import { at, type JsonRecord, list, records, text } from '../files/json.ts';
import { mappingsOf } from './colors.ts';
import type { Losses } from './losses.ts';
import { otherOverrides, seriesColors } from './overrides.ts';
import { tableOf } from './table.ts';
import { type BoardFacts, intervalOf, queriesOf } from './targets.ts';
import { numbersOf, unitOf, wordsOf } from './words.ts';

/** Grafana's kinds, old ones included, and what they are here. */
const kinds: Readonly<Record<string, Panel['kind']>> = {
  timeseries: 'timeseries',
  graph: 'timeseries',
  stat: 'stat',
  singlestat: 'stat',
  gauge: 'gauge',
  bargauge: 'bargauge',
  table: 'table',
  'table-old': 'table',
  heatmap: 'heatmap',
  'state-timeline': 'timeline',
  'status-history': 'timeline',
  text: 'text',
};

/** A panel as ours, without its share of the line; `undefined` where it cannot be one, which is then on the list. */
export function panelOf(json: JsonRecord, key: string, facts: BoardFacts): Panel | undefined {
  const { losses, variables } = facts;
  const type = text(json.type) ?? '';
  const title = variables.inQuery(text(json.title)?.trim() ?? '');
  const where = panelName(json);
  const kind = kindOf(json, type);
  if (json.libraryPanel !== undefined && kind === undefined) {
    losses.lost(
      where,
      'it is a library panel, which the file only names; export the dashboard with its library panels',
    );
    return undefined;
  }
  if (kind === undefined) {
    losses.lost(where, `the whole panel: Narthex has no kind like ${type || 'this one'}`);
    return undefined;
  }
  if (kind === 'text') return textPanel(json, key, title, facts);
  const queries = queriesOf(json, where, facts);
  if (queries.length === 0) {
    losses.lost(where, 'the whole panel: none of its queries can be asked');
    return undefined;
  }
  listLosses(json, kind, where, losses);
  const mappings = mappingsOf(json, where, losses);
  const interval = intervalOf(json);
  const common: Common = {
    key,
    title: title || losses.write(where, 'a title'),
    ...wordsOf(json, where, losses),
    unit: unitOf(json, where, losses),
    ...numbersOf(json),
    ...(mappings.length > 0 && { mappings }),
    ...(interval !== undefined && { interval: interval as Duration }),
    queries,
  };
  return dataPanel(kind, json, common, where, losses);
}

/** What losses call a panel. */
export function panelName(json: JsonRecord): string {
  const title = text(json.title)?.trim();
  return title
    ? `panel '${title}'`
    : `panel without a title (${text(json.type) || 'library panel'}, id ${json.id ?? 'unknown'})`;
}

/** Single numbers were drawn as gauges before they had a kind of their own. */
function kindOf(json: JsonRecord, type: string): Panel['kind'] | undefined {
  if (type === 'singlestat' && at(json, 'gauge', 'show') === true) return 'gauge';
  return Object.hasOwn(kinds, type) ? kinds[type] : undefined;
}

function textPanel(json: JsonRecord, key: string, title: string, { losses, variables }: BoardFacts): Panel {
  const mode = text(at(json, 'options', 'mode')) ?? text(json.mode);
  if (mode === 'html' || mode === 'code') losses.lost(panelName(json), `it is ${mode}; Narthex writes Markdown`);
  const content = text(at(json, 'options', 'content')) ?? text(json.content) ?? '';
  return { kind: 'text', key, title, text: variables.inQuery(content) };
}

/** What panels with data have in common. */
type Common = Omit<StatPanel, 'kind' | 'named'>;

function dataPanel(
  kind: DataPanel['kind'],
  json: JsonRecord,
  common: Common,
  where: string,
  losses: Losses,
): DataPanel {
  switch (kind) {
    case 'stat': {
      const mode = text(at(json, 'options', 'textMode')) ?? '';
      const named = /name/.test(mode) || (mode !== 'value' && common.queries.length > 1);
      overridesLost(json, where, losses);
      return { kind, ...common, ...(named && { named }) };
    }
    case 'gauge': {
      overridesLost(json, where, losses);
      // Grafana's own bounds where nobody sets any.
      const max = common.unit === 'percentunit' ? 1 : 100;
      if (common.min === undefined || common.max === undefined)
        losses.write(where, `its bounds (\`min\`, \`max\`): ${common.min ?? 0} to ${common.max ?? max} stands there`);
      return { kind, ...common, min: common.min ?? 0, max: common.max ?? max };
    }
    case 'timeseries': {
      const colors = seriesColors(json, where, losses);
      const stacked = isStacked(json);
      return { kind, ...common, ...(stacked && { stacked }), ...(Object.keys(colors).length > 0 && { colors }) };
    }
    case 'table': {
      const parts = tableOf(json, common.queries, where, losses);
      const names = parts.columns.flatMap(({ field, title }) => [field, title]);
      otherOverrides(json, names, where, losses);
      return { kind, ...common, ...parts };
    }
    case 'bargauge':
    case 'heatmap':
    case 'timeline':
      overridesLost(json, where, losses);
      return { kind, ...common };
  }
}

function overridesLost(json: JsonRecord, where: string, losses: Losses): void {
  otherOverrides(json, [], where, losses);
}

function isStacked(json: JsonRecord): boolean {
  const mode = text(at(json, 'fieldConfig', 'defaults', 'custom', 'stacking', 'mode'));
  return json.stack === true || (mode !== undefined && mode !== 'none');
}

/** What a panel of any kind may have and ours has not. */
function listLosses(json: JsonRecord, kind: DataPanel['kind'], where: string, losses: Losses): void {
  const lost = (is: boolean, what: string) => {
    if (is) losses.lost(where, what);
  };
  const transformations = records(json.transformations).map(({ id }) => text(id) ?? 'unknown');
  const others = transformations.filter((id) => !(kind === 'table' && id === 'organize'));
  const calcs = list(at(json, 'options', 'reduceOptions', 'calcs') ?? json.valueName).map(String);
  const calc = calcs.concat(text(json.valueName) ?? []).find((each) => !/^(last|lastNotNull|current)$/.test(each));
  const single = kind === 'stat' || kind === 'gauge' || kind === 'bargauge';
  const instant = records(json.targets).some((target) => target.instant === true && target.range !== true);
  lost(others.length > 0, `transformations (${[...new Set(others)].join(', ')}): the query has to give what is shown`);
  lost(
    text(json.repeat) !== undefined && json.repeat !== '',
    `it repeats for each ${json.repeat}: one panel shows all that are chosen`,
  );
  const thresholds = kind === 'timeseries' && !drawsThresholds(json) ? '' : thresholdsText(json);
  lost(thresholds !== '', `thresholds (${thresholds}): they follow from alerts, named in \`guard\``);
  lost(single && calc !== undefined, `it shows the ${calc}; the newest value is shown, so write ${calc} in PromQL`);
  lost((kind === 'timeseries' || kind === 'heatmap') && instant, 'a query for one moment; it is drawn over time');
  lost(
    kind === 'heatmap' && isCalculated(json),
    'buckets that Grafana counts itself: a heatmap shows series with `le`',
  );
  lost(json.type === 'status-history', 'it is a status history; a timeline is drawn');
  lost(
    at(json, 'fieldConfig', 'defaults', 'custom', 'stacking', 'mode') === 'percent' || json.percentage === true,
    'it is stacked to 100 %; it is stacked as it is',
  );
  lost(json.alert !== undefined, 'its alert: write it as a rule, and name it in `guard`');
  const links = linkTitles(json);
  lost(links.length > 0, `links (${links.join(', ')}): runbooks follow from alerts, boards stand in \`drillDown\``);
  // Single numbers were given a number of points that changed nothing.
  for (const key of ['timeFrom', 'timeShift', 'prefix', 'postfix', ...(single ? [] : ['maxDataPoints'])])
    lost(json[key] !== undefined && json[key] !== null && json[key] !== '', `${key} ${json[key]}`);
}

function isCalculated(json: JsonRecord): boolean {
  return at(json, 'options', 'calculate') === true || (json.options === undefined && json.dataFormat === 'timeseries');
}

/** Where colours change, of the newer panels, the graph and the single number; nothing where nobody chose it. */
function thresholdsText(json: JsonRecord): string {
  if (typeof json.thresholds === 'string') return json.thresholds;
  const steps = records(at(json, 'fieldConfig', 'defaults', 'thresholds', 'steps')).filter(
    ({ value }) => typeof value === 'number',
  );
  const [only] = steps;
  // Grafana writes 80 into every panel that nobody gave any.
  const chosen = steps.length === 1 && only?.value === 80 ? [] : steps;
  const all = [...chosen, ...records(json.thresholds)].map(({ value, color, colorMode }) =>
    `from ${value} ${text(color) ?? text(colorMode) ?? ''}`.trim(),
  );
  return all.join(', ');
}

/** Lines over time have thresholds in the file that nobody sees, unless somebody has them drawn. */
function drawsThresholds(json: JsonRecord): boolean {
  if (json.type === 'graph') return true;
  const defaults = at(json, 'fieldConfig', 'defaults');
  const style = text(at(defaults, 'custom', 'thresholdsStyle', 'mode')) ?? 'off';
  return style !== 'off' || at(defaults, 'color', 'mode') === 'thresholds';
}

/** The titles of the links of a panel and of its values. */
function linkTitles(json: JsonRecord): string[] {
  const links = [...records(json.links), ...records(at(json, 'fieldConfig', 'defaults', 'links'))];
  return links.map(({ title }) => text(title) || 'without a title');
}
