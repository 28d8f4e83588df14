import { type Expr, type PlainQuery, PromqlError, tryParse, withoutVariables } from '../../promql/index.ts';
import { datasources, isHelper } from '../data-source.ts';
import { at, isRecord, type JsonPath, type JsonRecord, list, records, text } from '../json.ts';

/** A part of a dashboard and where it stands. */
interface Part {
  readonly json: JsonRecord;
  readonly path: JsonPath;
}

/** A query of a panel that Prometheus answers. */
export interface TargetView extends Part {
  readonly refId: string | undefined;
  /** As it is written. */
  readonly expr: string;
  /** With something in the place of the variables. */
  readonly query: PlainQuery;
  /** `undefined`: it is not PromQL, and this is why. */
  readonly parsed: Expr | undefined;
  readonly fault?: string;
  readonly instant: boolean;
  readonly range: boolean;
}

/** A panel. */
export interface PanelView extends Part {
  readonly title: string;
  readonly type: string;
  /** It stands in a closed row. */
  readonly closed: boolean;
  /** Those that Prometheus answers and that are not switched off. */
  readonly targets: readonly TargetView[];
  /** Of all data sources. */
  readonly allTargets: readonly JsonRecord[];
  /** Nothing but words, lists and news. */
  readonly withoutData: boolean;
}

/** A variable. */
export interface VariableView extends Part {
  readonly name: string;
  readonly type: string;
  /** What it asks Prometheus; `undefined`: nothing. */
  readonly query: string | undefined;
}

/** A link anywhere on a dashboard. */
export interface LinkView extends Part {
  readonly panel?: string;
}

/** A dashboard as the rules look at it. */
export interface BoardView {
  readonly json: JsonRecord;
  readonly uid: string | undefined;
  /** In the order of the file; those in rows too. */
  readonly panels: readonly PanelView[];
  readonly rows: readonly PanelView[];
  /** Of a Grafana before version 5, with rows instead of a grid. */
  readonly withoutGrid: boolean;
  readonly variables: readonly VariableView[];
  readonly annotations: readonly Part[];
  /** At the top, of panels, of fields. */
  readonly links: readonly LinkView[];
  /** Queries of other data sources, which no rule looks at. */
  readonly others: number;
}

const wordsOnly = ['text', 'row', 'dashlist', 'news', 'alertlist', 'annolist', 'welcome', 'gettingstarted', 'debug'];

/** Makes a dashboard in classic JSON readable for rules; what is not as expected is passed over. */
export function viewOf(board: JsonRecord, scrapeInterval?: number): BoardView {
  const isPrometheus = datasources(board);
  let others = 0;
  const settings = scrapeInterval === undefined ? {} : { scrapeInterval };
  const target = (json: JsonRecord, path: JsonPath, panel: JsonRecord): TargetView[] => {
    const type = isPrometheus(json.datasource, panel.datasource);
    const expr = text(json.expr);
    if (type === false || expr === undefined) {
      if (type === false && !isHelper(json)) others++;
      return [];
    }
    if (json.hide === true || expr.trim() === '') return [];
    const query = withoutVariables(expr, settings);
    return [
      {
        ...{ json, path, expr, query, ...parsedOrFault(query), refId: text(json.refId) },
        ...{ instant: json.instant === true, range: json.range === true },
      },
    ];
  };
  const panelView = (json: JsonRecord, path: JsonPath, closed: boolean): PanelView => {
    const type = text(json.type) ?? '';
    const allTargets = records(json.targets);
    return {
      ...{ json, path, closed, type, allTargets },
      title: text(json.title)?.trim() || type || 'untitled',
      targets: allTargets.flatMap((each, index) => target(each, [...path, 'targets', index], json)),
      withoutData: wordsOnly.includes(type),
    };
  };
  const panels: PanelView[] = [];
  const rows: PanelView[] = [];
  const collect = (holder: JsonRecord, path: JsonPath, closed: boolean) => {
    for (const [index, json] of list(holder.panels).entries()) {
      if (!isRecord(json)) continue;
      const own = [...path, 'panels', index];
      const view = panelView(json, own, closed);
      if (view.type !== 'row') panels.push(view);
      else {
        rows.push(view);
        collect(json, own, json.collapsed === true);
      }
    }
  };
  collect(board, [], false);
  for (const [index, row] of records(board.rows).entries()) collect(row, ['rows', index], row.collapse === true);
  return {
    ...{ json: board, uid: text(board.uid), panels, rows, withoutGrid: Array.isArray(board.rows), others },
    variables: records(at(board, 'templating', 'list')).map((json, index) => variableView(json, index, isPrometheus)),
    annotations: parts(at(board, 'annotations', 'list'), ['annotations', 'list']),
    links: [...parts(board.links, ['links']), ...panels.flatMap(panelLinks)],
  };
}

function parsedOrFault({ text: plain }: PlainQuery): Pick<TargetView, 'parsed' | 'fault'> {
  const parsed = tryParse(plain);
  return parsed instanceof PromqlError ? { parsed: undefined, fault: parsed.message } : { parsed };
}

function variableView(json: JsonRecord, index: number, isPrometheus: ReturnType<typeof datasources>): VariableView {
  const type = text(json.type) ?? '';
  const asked = text(json.query) ?? text(at(json, 'query', 'query'));
  const ofPrometheus = type === 'query' && isPrometheus(json.datasource) !== false;
  return {
    ...{ json, path: ['templating', 'list', index], type, name: text(json.name) ?? '' },
    query: ofPrometheus && asked?.trim() ? asked : undefined,
  };
}

function panelLinks({ json, path, title: panel }: PanelView): LinkView[] {
  const overrides = records(at(json, 'fieldConfig', 'overrides')).flatMap((override, index) =>
    records(override.properties).flatMap(({ id, value }, place) =>
      id === 'links'
        ? parts(value as JsonRecord, ['fieldConfig', 'overrides', index, 'properties', place, 'value'])
        : [],
    ),
  );
  const own = [
    ...parts(json.links, ['links']),
    ...parts(at(json, 'fieldConfig', 'defaults', 'links'), ['fieldConfig', 'defaults', 'links']),
    ...overrides,
  ];
  return own.map((link) => ({ json: link.json, path: [...path, ...link.path], panel }));
}

function parts(value: Parameters<typeof records>[0], path: JsonPath): Part[] {
  return records(value).map((json, index) => ({ json, path: [...path, index] }));
}
