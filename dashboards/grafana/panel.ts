import * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as gauge from '@grafana/grafana-foundation-sdk/gauge';
import * as heatmap from '@grafana/grafana-foundation-sdk/heatmap';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as statetimeline from '@grafana/grafana-foundation-sdk/statetimeline';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as text from '@grafana/grafana-foundation-sdk/text';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import type {
  BarGaugePanel,
  GaugePanel,
  HeatmapPanel,
  Panel,
  StatPanel,
  TablePanel,
  TextPanel,
  TimelinePanel,
  TimeSeriesPanel,
} from '../../stacks/model/index.ts';
import { thresholdSteps } from '../guard.ts';
import { graphTarget, legend, newest, target, tooltip, withCommon } from './common.ts';
import type { Context } from './context.ts';
import { columnOverrides, columnTransformation } from './table.ts';

/** A panel in Grafana's shape, without id and place. */
export function grafanaPanel(panel: Panel, context: Context): dashboard.Panel {
  switch (panel.kind) {
    case 'stat':
      return statPanel(panel, context).build();
    case 'gauge':
      return gaugePanel(panel, context).build();
    case 'bargauge':
      return barGaugePanel(panel, context).build();
    case 'timeseries':
      return timeSeriesPanel(panel, context).build();
    case 'heatmap':
      return heatmapPanel(panel, context).build();
    case 'timeline':
      return timelinePanel(panel, context).build();
    case 'table':
      return tablePanel(panel, context).build();
    case 'text':
      return textPanel(panel).build();
  }
}

function statPanel(panel: StatPanel, context: Context): stat.PanelBuilder {
  const judged = panel.guard !== undefined || panel.counts !== undefined || panel.mappings !== undefined;
  return withCommon(new stat.PanelBuilder(), panel, context)
    .targets(panel.queries.map((query) => target(query, 'instant')))
    .reduceOptions(newest())
    .colorMode(judged ? common.BigValueColorMode.Background : common.BigValueColorMode.None)
    .graphMode(common.BigValueGraphMode.None)
    .justifyMode(common.BigValueJustifyMode.Center)
    .textMode(panel.named ? common.BigValueTextMode.ValueAndName : common.BigValueTextMode.Value);
}

function gaugePanel(panel: GaugePanel, context: Context): gauge.PanelBuilder {
  return withCommon(new gauge.PanelBuilder(), panel, context)
    .targets(panel.queries.map((query) => target(query, 'instant')))
    .reduceOptions(newest())
    .showThresholdLabels(false)
    .showThresholdMarkers(true);
}

function barGaugePanel(panel: BarGaugePanel, context: Context): bargauge.PanelBuilder {
  return withCommon(new bargauge.PanelBuilder(), panel, context)
    .targets(panel.queries.map((query) => target(query, 'instant')))
    .reduceOptions(newest())
    .displayMode(common.BarGaugeDisplayMode.Basic)
    .orientation(common.VizOrientation.Horizontal)
    .valueMode(common.BarGaugeValueMode.Text)
    .namePlacement(common.BarGaugeNamePlacement.Left)
    .showUnfilled(true);
}

function timeSeriesPanel(panel: TimeSeriesPanel, context: Context): timeseries.PanelBuilder {
  const drawn = thresholdSteps(panel, context.alerts).length > 1;
  const style = drawn ? common.GraphThresholdsStyleMode.Dashed : common.GraphThresholdsStyleMode.Off;
  const builder = withCommon(new timeseries.PanelBuilder(), panel, context)
    .targets(panel.queries.map((query) => graphTarget(query, context)))
    .colorScheme(new dashboard.FieldColorBuilder().mode(dashboard.FieldColorModeId.PaletteClassicByName))
    .drawStyle(common.GraphDrawStyle.Line)
    .lineWidth(2)
    .fillOpacity(surface(panel))
    .showPoints(common.VisibilityMode.Never)
    .spanNulls(false)
    .thresholdsStyle(new common.GraphThresholdsStyleConfigBuilder().mode(style))
    .legend(legend().calcs(['lastNotNull']))
    .tooltip(tooltip());
  if (panel.stacked) builder.stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal).group('A'));
  for (const [pattern, fixedColor] of Object.entries(panel.colors ?? {}))
    builder.overrideByRegexp(pattern, [{ id: 'color', value: { mode: 'fixed', fixedColor } }]);
  for (const { upper, lower } of panel.bands ?? []) {
    const thin = { id: 'custom.lineWidth', value: 1 };
    const filled = { id: 'custom.fillOpacity', value: bandOpacity };
    builder.overrideByName(upper, [{ id: 'custom.fillBelowTo', value: lower }, filled, thin]);
    builder.overrideByName(lower, [thin]);
  }
  return builder;
}

/** In percent. Beside a band nothing is filled: it would be taken for a part of it. */
function surface({ stacked, bands = [] }: TimeSeriesPanel): number {
  return stacked ? 30 : bands.length > 0 ? 0 : 8;
}

/** In percent: lines and thresholds have to be seen through a band. */
const bandOpacity = 15;

function heatmapPanel(panel: HeatmapPanel, context: Context): heatmap.PanelBuilder {
  return withCommon(new heatmap.PanelBuilder(), panel, context)
    .targets(panel.queries.map((query) => graphTarget(query, context).format(prometheus.PromQueryFormat.Heatmap)))
    .calculate(false)
    .color(
      new heatmap.HeatmapColorOptionsBuilder()
        .mode(heatmap.HeatmapColorMode.Scheme)
        .scheme('Oranges')
        .fill('dark-orange')
        .exponent(0.5)
        .steps(64)
        .reverse(false),
    )
    .yAxis(new heatmap.YAxisConfigBuilder().unit(context.unitOf(panel)))
    .cellGap(1)
    .showLegend();
}

function timelinePanel(panel: TimelinePanel, context: Context): statetimeline.PanelBuilder {
  return withCommon(new statetimeline.PanelBuilder(), panel, context)
    .targets(panel.queries.map((query) => target(query, 'range')))
    .showValue(common.VisibilityMode.Auto)
    .mergeValues(true)
    .rowHeight(0.85)
    .lineWidth(0)
    .fillOpacity(75)
    .legend(legend())
    .tooltip(tooltip());
}

function tablePanel(panel: TablePanel, context: Context): table.PanelBuilder {
  return withCommon(new table.PanelBuilder(), panel, context)
    .targets(panel.queries.map((query) => target(query, 'instant').format(prometheus.PromQueryFormat.Table)))
    .withTransformation(columnTransformation(panel.columns))
    .overrides(columnOverrides(panel.columns, context))
    .sortBy([new common.TableSortByFieldStateBuilder().displayName(panel.sortBy).desc(panel.descending ?? false)])
    .cellHeight(common.TableCellHeight.Sm)
    .showHeader(true);
}

function textPanel({ title, text: content }: TextPanel): text.PanelBuilder {
  return new text.PanelBuilder().title(title).mode(text.TextMode.Markdown).content(content);
}
