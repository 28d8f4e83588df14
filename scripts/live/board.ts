import type { PanelQuery, VariableSort } from '../../dashboards/expand/index.ts';

/** A panel of a dashboard's JSON, as far as it is asked. */
export interface LivePanel {
  readonly id: number;
  readonly title: string;
  readonly type: string;
  /** Its share of the 24 columns. */
  readonly columns: number;
  readonly maxDataPoints?: number;
  readonly interval?: string;
  readonly targets: readonly PanelQuery[];
}

/** A variable of a dashboard's JSON. */
export interface LiveVariable {
  readonly name: string;
  readonly type: string;
  readonly query: string;
  readonly regex: string;
  readonly sort: VariableSort;
  readonly multi: boolean;
  readonly includeAll: boolean;
  readonly allValue?: string;
}

/** A dashboard as it is asked. */
export interface LiveBoard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly LivePanel[];
  readonly annotations: readonly { readonly name: string; readonly query: PanelQuery }[];
  readonly variables: readonly LiveVariable[];
}

interface PanelJson {
  readonly id?: number;
  readonly title?: string;
  readonly type?: string;
  readonly gridPos?: { readonly w?: number };
  readonly maxDataPoints?: number;
  readonly interval?: string;
  readonly targets?: readonly PanelQuery[];
  readonly panels?: readonly PanelJson[];
}

interface VariableJson extends Partial<Omit<LiveVariable, 'query'>> {
  readonly query?: string | { readonly query?: string };
}

interface BoardJson {
  readonly uid?: string;
  readonly title?: string;
  readonly panels?: readonly PanelJson[];
  readonly templating?: { readonly list?: readonly VariableJson[] };
  readonly annotations?: {
    readonly list?: readonly { readonly name?: string; readonly expr?: string; readonly step?: string }[];
  };
}

/** Reads a classic dashboard: its panels, those in closed rows included, its variables and what it asks for annotations. */
export function readBoard(json: Readonly<Record<string, unknown>>): LiveBoard {
  const { uid = '', title = 'untitled', panels = [], templating, annotations } = json as BoardJson;
  return {
    ...{ uid, title },
    panels: panels.flatMap(readPanels),
    annotations: (annotations?.list ?? []).flatMap(({ name = 'untitled', expr, step = '60s' }) =>
      expr ? [{ name, query: { expr, interval: step, range: true } }] : [],
    ),
    variables: (templating?.list ?? []).map(readVariable),
  };
}

function readPanels(panel: PanelJson): LivePanel[] {
  const { id = 0, title = 'untitled', type = '', gridPos, maxDataPoints, interval, targets = [], panels = [] } = panel;
  const own = targets.filter(({ expr }) => expr);
  const read: LivePanel = {
    ...{ id, title, type, columns: gridPos?.w ?? 24, targets: own },
    ...(maxDataPoints !== undefined && { maxDataPoints }),
    ...(interval !== undefined && { interval }),
  };
  return [...(own.length > 0 ? [read] : []), ...panels.flatMap(readPanels)];
}

function readVariable(variable: VariableJson): LiveVariable {
  const {
    name = '',
    type = '',
    query = '',
    regex = '',
    sort = 0,
    multi = false,
    includeAll = false,
    allValue,
  } = variable;
  return {
    ...{ name, type, regex, sort, multi, includeAll },
    query: typeof query === 'string' ? query : (query.query ?? ''),
    ...(allValue !== undefined && { allValue }),
  };
}
