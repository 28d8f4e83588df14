import { prometheusFormat } from './formats.ts';
import { backendIntervals, browserInterval } from './intervals.ts';
import { replaceMacros } from './macros.ts';
import { interpolate, unexpanded, type Variables } from './variables.ts';

/** A query of a panel as a dashboard's JSON holds it, as far as it matters here. */
export interface PanelQuery {
  readonly refId?: string;
  readonly expr?: string;
  readonly legendFormat?: string;
  /** The least step: `30s`, `$__rate_interval`, a variable. */
  readonly interval?: string;
  readonly intervalFactor?: number;
  readonly instant?: boolean;
  readonly range?: boolean;
  readonly hide?: boolean;
}

/** What stands around a query. Times in milliseconds since 1970. */
export interface QueryContext {
  readonly from: number;
  readonly to: number;
  /** What the panel sets, else its width in pixels. Grafana takes 500 where it does not know the width. */
  readonly maxDataPoints?: number;
  /** The panel's least interval. */
  readonly panelInterval?: string | undefined;
  /** The data source's scrape interval; 15 s where none is set. */
  readonly timeInterval?: string | undefined;
  readonly variables: Variables;
  /** How far the dashboard's time zone is ahead of UTC; ranges begin at multiples of the step in that zone. Default 0. */
  readonly utcOffsetSeconds?: number;
  /** Grafana's toggle `prometheusSpecialCharsInLabelValues`. Default off. */
  readonly specialChars?: boolean;
}

interface Expanded {
  readonly refId: string;
  readonly expr: string;
  /** The legend's format with variables put in; `legend` makes names of it. */
  readonly legendFormat: string;
  /** References that nothing replaced, as written. */
  readonly unexpanded: readonly string[];
}

/** A query as Prometheus gets it. Times and step in seconds, as in Prometheus's HTTP API. */
export type ExpandedQuery =
  | (Expanded & { readonly kind: 'range'; readonly start: number; readonly end: number; readonly step: number })
  | (Expanded & { readonly kind: 'instant'; readonly time: number });

const unknownWidth = 500;

/**
 * Everything that Grafana asks for one query of a panel: nothing where it is hidden or empty, two queries where it is both instant and
 * range, else one. Throws an Error for a least interval that is none. Source: `applyTemplateVariables` and `query` of
 * @grafana/prometheus, then `Parse` of promlib.
 */
export function expandQuery(query: PanelQuery, context: QueryContext): ExpandedQuery[] {
  const { expr: template = '', hide = false, instant = false, range: ranged = false } = query;
  if (hide || template.trim() === '') return [];
  const { from, to } = context;
  const variables = { ...times(context), ...context.variables };
  const { maxDataPoints = unknownWidth, timeInterval } = context;
  const settings = { range: to - from, maxDataPoints, timeInterval };
  const panelInterval = context.panelInterval && interpolate(context.panelInterval, variables);
  const { step, rateInterval } = backendIntervals(settings, {
    intervalMs: browserInterval(settings, panelInterval),
    minStep: query.interval && interpolate(query.interval, variables),
    intervalFactor: query.intervalFactor,
  });
  const format = prometheusFormat({ specialChars: context.specialChars ?? false });
  const expanded: Expanded = {
    refId: query.refId ?? 'A',
    expr: replaceMacros(interpolate(template, variables, { format }), { step, rateInterval, range: to - from }),
    legendFormat: interpolate(query.legendFormat ?? '', variables),
    unexpanded: unexpanded(template, variables),
  };
  const kinds = [...(ranged || !instant ? ['range' as const] : []), ...(instant ? ['instant' as const] : [])];
  return kinds.map((kind) => {
    if (kind === 'instant') return { ...expanded, kind, time: to / 1000 };
    const aligned = (time: number) => alignedTo(time, step, (context.utcOffsetSeconds ?? 0) * 1000) / 1000;
    return { ...expanded, kind, start: aligned(from), end: aligned(to), step: step / 1000 };
  });
}

/** Source: `AlignTimeRange` of promlib. */
function alignedTo(time: number, step: number, offset: number): number {
  return Math.floor((time + offset) / step) * step - offset;
}

/** The ends of the range, which every dashboard has as variables. */
function times({ from, to }: QueryContext): Variables {
  return {
    __from: { name: '__from', value: String(from) },
    __to: { name: '__to', value: String(to) },
  };
}
