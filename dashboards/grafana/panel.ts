import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import { runbookUrl } from '../../stacks/model/index.ts';
import type { Panel, Query, StatPanel, TablePanel, TimelinePanel, TimeSeriesPanel } from '../board.ts';
import { stateColors } from '../colors.ts';
import { guardAlerts, thresholdSteps } from '../guard.ts';
import { type Context, dataSource } from './context.ts';
import { columnOverrides, columnTransformation } from './table.ts';

/** A panel in Grafana's shape, without id and place. */
export function grafanaPanel(panel: Panel, context: Context): dashboard.Panel {
  switch (panel.kind) {
    case 'stat':
      return statPanel(panel, context).build();
    case 'timeseries':
      return timeSeriesPanel(panel, context).build();
    case 'timeline':
      return timelinePanel(panel, context).build();
    case 'table':
      return tablePanel(panel, context).build();
  }
}

function statPanel(panel: StatPanel, context: Context): stat.PanelBuilder {
  const judged = panel.guard !== undefined || panel.counts !== undefined || panel.mappings !== undefined;
  return withCommon(new stat.PanelBuilder(), panel, context)
    .targets(panel.queries.map((query) => target(query, 'instant')))
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .colorMode(judged ? common.BigValueColorMode.Background : common.BigValueColorMode.None)
    .graphMode(common.BigValueGraphMode.None)
    .justifyMode(common.BigValueJustifyMode.Center)
    .textMode(panel.named ? common.BigValueTextMode.ValueAndName : common.BigValueTextMode.Value);
}

function timeSeriesPanel(panel: TimeSeriesPanel, context: Context): timeseries.PanelBuilder {
  const drawn = thresholdSteps(panel, context.alerts).length > 1;
  const style = drawn ? common.GraphThresholdsStyleMode.Dashed : common.GraphThresholdsStyleMode.Off;
  const builder = withCommon(new timeseries.PanelBuilder(), panel, context)
    .targets(panel.queries.map((query) => target(query, 'range')))
    .colorScheme(new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.PaletteClassicByName))
    .drawStyle(common.GraphDrawStyle.Line)
    .lineWidth(2)
    .fillOpacity(panel.stacked ? 30 : 8)
    .showPoints(common.VisibilityMode.Never)
    .spanNulls(false)
    .thresholdsStyle(new common.GraphThresholdsStyleConfigBuilder().mode(style))
    .legend(
      new common.VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(common.LegendDisplayMode.List)
        .placement(common.LegendPlacement.Bottom)
        .calcs(['lastNotNull']),
    )
    .tooltip(tooltip());
  if (panel.stacked) builder.stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal).group('A'));
  for (const [pattern, fixedColor] of Object.entries(panel.colors ?? {}))
    builder.overrideByRegexp(pattern, [{ id: 'color', value: { mode: 'fixed', fixedColor } }]);
  return builder;
}

function timelinePanel(panel: TimelinePanel, context: Context): statetimeline.PanelBuilder {
  return withCommon(new statetimeline.PanelBuilder(), panel, context)
    .targets(panel.queries.map((query) => target(query, 'range')))
    .showValue(common.VisibilityMode.Auto)
    .mergeValues(true)
    .rowHeight(0.85)
    .lineWidth(0)
    .fillOpacity(75)
    .legend(
      new common.VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(common.LegendDisplayMode.List)
        .placement(common.LegendPlacement.Bottom),
    )
    .tooltip(tooltip());
}

function tablePanel(panel: TablePanel, context: Context): table.PanelBuilder {
  return withCommon(new table.PanelBuilder(), panel, context)
    .targets(panel.queries.map((query) => target(query, 'instant').format(prometheus.PromQueryFormat.Table)))
    .withTransformation(columnTransformation(panel.columns))
    .overrides(columnOverrides(panel.columns, context.stack))
    .sortBy([new common.TableSortByFieldStateBuilder().displayName(panel.sortBy).desc(false)])
    .cellHeight(common.TableCellHeight.Sm)
    .showHeader(true);
}

function target({ expr, legend }: Query, kind: 'instant' | 'range'): prometheus.DataqueryBuilder {
  const query = new prometheus.DataqueryBuilder().datasource(dataSource).expr(expr.text).legendFormat(legend);
  return kind === 'instant' ? query.instant() : query.range();
}

function tooltip(): common.VizTooltipOptionsBuilder {
  return new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi).sort(common.SortOrder.Descending);
}

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
}

function withCommon<B extends AnyPanelBuilder>(builder: B, panel: Panel, context: Context): B {
  const { stack, alerts } = context;
  const guarding = guardAlerts(panel.guard, alerts).map(({ name }) => name);
  builder.title(panel.title);
  builder.description(description(panel, guarding));
  builder.datasource(dataSource);
  builder.unit(panel.unit);
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
  return builder;
}

function description({ shows, action }: Panel, guarding: readonly string[]): string {
  const alerts = guarding.length > 0 ? `\n\nAlerts: ${guarding.join(', ')}.` : '';
  return `${shows}\n\n**What to do**: ${action}${alerts}`;
}

function alertLink(name: string, url: string): dashboard.DashboardLinkBuilder {
  return new dashboard.DashboardLinkBuilder(`Alert ${name}`)
    .type(dashboard.DashboardLinkType.Link)
    .url(url)
    .targetBlank(true);
}

function mappings({ mappings = [], noValue, kind }: Panel): dashboard.ValueMapping[] {
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
  return [...(mappings.length > 0 ? [values] : []), ...(kind === 'stat' ? [missing] : [])];
}
