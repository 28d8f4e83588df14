import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import { type DataPanel, emptinessText, type Query, runbookUrl, stateColors } from '../../stacks/model/index.ts';
import { guardAlerts, thresholdSteps } from '../guard.ts';
import { type Context, dataSource } from './context.ts';
import { drillDownLinks } from './links.ts';

/** What the builders of all kinds of panels can do; the SDK has no name for it. */
interface AnyPanelBuilder {
  title(title: string): unknown;
  description(description: string): unknown;
  datasource(dataSource: common.DataSourceRef): unknown;
  unit(unit: string): unknown;
  noValue(text: string): unknown;
  decimals(decimals: number): unknown;
  min(min: number): unknown;
  max(max: number): unknown;
  interval(interval: string): unknown;
  mappings(mappings: dashboard.ValueMapping[]): unknown;
  thresholds(thresholds: dashboard.ThresholdsConfigBuilder): unknown;
  colorScheme(color: dashboard.FieldColorBuilder): unknown;
  links(links: dashboard.DashboardLinkBuilder[]): unknown;
  dataLinks(links: dashboard.DashboardLinkBuilder[]): unknown;
}

/** What all panels with data say in the same way: words, unit, bounds, thresholds, links. */
export function withCommon<B extends AnyPanelBuilder>(builder: B, panel: DataPanel, context: Context): B {
  const { stack, alerts, unitOf } = context;
  const guarding = guardAlerts(panel.guard, alerts).map(({ name }) => name);
  builder.title(panel.title);
  builder.description(description(panel, guarding));
  builder.datasource(dataSource);
  builder.unit(unitOf(panel));
  builder.noValue(panel.noValue);
  if (panel.decimals !== undefined) builder.decimals(panel.decimals);
  if (panel.min !== undefined) builder.min(panel.min);
  if (panel.max !== undefined) builder.max(panel.max);
  if (panel.interval !== undefined) builder.interval(panel.interval);
  builder.mappings(mappings(panel));
  builder.thresholds(
    new dashboard.ThresholdsConfigBuilder()
      .mode(dashboard.ThresholdsMode.Absolute)
      .steps([...thresholdSteps(panel, alerts)]),
  );
  builder.colorScheme(new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.Thresholds));
  builder.links(guarding.map((name) => alertLink(name, runbookUrl(stack, name))));
  const further = drillDownLinks(panel.drillDown, context);
  if (further.length > 0) builder.dataLinks(further);
  return builder;
}

/** A query for the newest values, or for values over time. */
export function target({ expr, legend }: Query, kind: 'instant' | 'range'): prometheus.DataqueryBuilder {
  const query = new prometheus.DataqueryBuilder().datasource(dataSource).expr(expr.text).legendFormat(legend);
  return kind === 'instant' ? query.instant() : query.range();
}

/** The same over time, with the traces of single requests where the stack keeps any and the query reads the buckets that name them. */
export function graphTarget(query: Query, { stack }: Context): prometheus.DataqueryBuilder {
  const traced = stack.grafana.traces !== undefined && /_bucket\b/.test(query.expr.text);
  return traced ? target(query, 'range').exemplar(true) : target(query, 'range');
}

/** All series at the time that one points at, the largest first. */
export function tooltip(): common.VizTooltipOptionsBuilder {
  return new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi).sort(common.SortOrder.Descending);
}

/** The names of the series below the graph. */
export function legend(): common.VizLegendOptionsBuilder {
  return new common.VizLegendOptionsBuilder()
    .showLegend(true)
    .displayMode(common.LegendDisplayMode.List)
    .placement(common.LegendPlacement.Bottom);
}

/** The last value that is one: at the edge of a range there often is none. */
export function newest(): common.ReduceDataOptionsBuilder {
  return new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']);
}

function description({ shows, action, mayBeEmpty }: DataPanel, guarding: readonly string[]): string {
  const empty = mayBeEmpty === undefined ? '' : `\n\n${emptinessText(mayBeEmpty)}`;
  const alerts = guarding.length > 0 ? `\n\nAlerts: ${guarding.join(', ')}.` : '';
  return `${shows}\n\n**What to do**: ${action}${empty}${alerts}`;
}

function alertLink(name: string, url: string): dashboard.DashboardLinkBuilder {
  return new dashboard.DashboardLinkBuilder(`Alert ${name}`)
    .type(dashboard.DashboardLinkType.Link)
    .url(url)
    .targetBlank(true);
}

const singleValued: readonly DataPanel['kind'][] = ['stat', 'gauge'];

function mappings({ mappings = [], noValue, kind }: DataPanel): dashboard.ValueMapping[] {
  const named = Object.fromEntries(
    mappings.map(({ value, text, color }, index) => [`${value}`, { text, color, index }]),
  );
  const values = { type: dashboard.MappingType.ValueToText, options: named } as const;
  // Without this a missing value takes the first threshold's colour: green, with nobody looking.
  const missing = {
    type: dashboard.MappingType.SpecialValue,
    options: {
      match: dashboard.SpecialValueMatch.NullAndNan,
      result: { text: noValue, color: stateColors.unknown, index: mappings.length },
    },
  } as const;
  return [...(mappings.length > 0 ? [values] : []), ...(singleValued.includes(kind) ? [missing] : [])];
}
