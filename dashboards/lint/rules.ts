import type { DashboardRule } from './rule.ts';
import { dashboardAnnotations } from './rules/dashboard-annotations.ts';
import { dashboardCrosshair } from './rules/dashboard-crosshair.ts';
import { dashboardDescription } from './rules/dashboard-description.ts';
import { dashboardLinks } from './rules/dashboard-links.ts';
import { dashboardRefresh } from './rules/dashboard-refresh.ts';
import { dashboardTags } from './rules/dashboard-tags.ts';
import { dashboardTimezone } from './rules/dashboard-timezone.ts';
import { dashboardTitle } from './rules/dashboard-title.ts';
import { dashboardUid } from './rules/dashboard-uid.ts';
import { dashboardUidForm } from './rules/dashboard-uid-form.ts';
import { jsonKey } from './rules/json-key.ts';
import { jsonValue } from './rules/json-value.ts';
import { layoutFirstLine } from './rules/layout-first-line.ts';
import { layoutGrid } from './rules/layout-grid.ts';
import { layoutLine } from './rules/layout-line.ts';
import { layoutOverlap } from './rules/layout-overlap.ts';
import { layoutVisiblePanels } from './rules/layout-visible-panels.ts';
import { linkBack } from './rules/link-back.ts';
import { linkContext } from './rules/link-context.ts';
import { linkNowhere } from './rules/link-nowhere.ts';
import { linkPlacement } from './rules/link-placement.ts';
import { linkTarget } from './rules/link-target.ts';
import { linkVariable } from './rules/link-variable.ts';
import { macroUnknown } from './rules/macro-unknown.ts';
import { overrideMatchesNothing } from './rules/override-matches-nothing.ts';
import { panelDatasource } from './rules/panel-datasource.ts';
import { panelDescription } from './rules/panel-description.ts';
import { panelIdGiven } from './rules/panel-id.ts';
import { panelIdUnique } from './rules/panel-id-unique.ts';
import { panelLegend } from './rules/panel-legend.ts';
import { panelLegendCalcs } from './rules/panel-legend-calcs.ts';
import { panelLibrary } from './rules/panel-library.ts';
import { panelLogsOptions } from './rules/panel-logs-options.ts';
import { panelMaxRatio } from './rules/panel-max-ratio.ts';
import { panelMinZero } from './rules/panel-min-zero.ts';
import { panelNoTargets } from './rules/panel-no-targets.ts';
import { panelNoValue } from './rules/panel-no-value.ts';
import { panelPluginVersion } from './rules/panel-plugin-version.ts';
import { panelPoints } from './rules/panel-points.ts';
import { panelReduceCalcs } from './rules/panel-reduce-calcs.ts';
import { panelSpanNulls } from './rules/panel-span-nulls.ts';
import { panelStateText } from './rules/panel-state-text.ts';
import { panelThresholdDefault } from './rules/panel-threshold-default.ts';
import { panelThresholdDrawn } from './rules/panel-threshold-drawn.ts';
import { panelThresholdOfAlert } from './rules/panel-threshold-of-alert.ts';
import { panelTitleDescription } from './rules/panel-title-description.ts';
import { panelTooltip } from './rules/panel-tooltip.ts';
import { panelUnitOfMetric } from './rules/panel-unit-of-metric.ts';
import { panelUnits } from './rules/panel-units.ts';
import { rowPanels } from './rules/row-panels.ts';
import { targetCounterAgg } from './rules/target-counter-agg.ts';
import { targetExemplar } from './rules/target-exemplar.ts';
import { targetHeatmapFormat } from './rules/target-heatmap-format.ts';
import { targetInstance } from './rules/target-instance.ts';
import { targetInstant } from './rules/target-instant.ts';
import { targetJob } from './rules/target-job.ts';
import { targetKind } from './rules/target-kind.ts';
import { targetLegend } from './rules/target-legend.ts';
import { targetLegendLabel } from './rules/target-legend-label.ts';
import { targetLogql } from './rules/target-logql.ts';
import { targetLogqlAuto } from './rules/target-logql-auto.ts';
import { targetPromql } from './rules/target-promql.ts';
import { targetQuantileLe } from './rules/target-quantile-le.ts';
import { targetRangeMacro } from './rules/target-range-macro.ts';
import { targetRateInterval } from './rules/target-rate-interval.ts';
import { targetRefId } from './rules/target-ref-id.ts';
import { targetRefIdUnique } from './rules/target-ref-id-unique.ts';
import { targetSeriesLimit } from './rules/target-series-limit.ts';
import { templateDatasource } from './rules/template-datasource.ts';
import { templateInstance } from './rules/template-instance.ts';
import { templateJob } from './rules/template-job.ts';
import { templateLabelPromql } from './rules/template-label-promql.ts';
import { templateOnTimeChangeReload } from './rules/template-on-time-change-reload.ts';
import { textWritten } from './rules/text-written.ts';
import { uneditableDashboard } from './rules/uneditable-dashboard.ts';
import { variableAllValue } from './rules/variable-all-value.ts';
import { variableEmpty } from './rules/variable-empty.ts';
import { variableLabel } from './rules/variable-label.ts';
import { variableMatcher } from './rules/variable-matcher.ts';
import { variableOrder } from './rules/variable-order.ts';
import { variableSort } from './rules/variable-sort.ts';
import { variableUndeclared } from './rules/variable-undeclared.ts';
import { variableUnused } from './rules/variable-unused.ts';

/** Every rule: those of Grafana's dashboard-linter with their names, then ours. */
export const dashboardRules: readonly DashboardRule[] = [
  templateDatasource,
  templateJob,
  templateInstance,
  templateLabelPromql,
  templateOnTimeChangeReload,
  panelDatasource,
  panelTitleDescription,
  panelUnits,
  panelNoTargets,
  targetPromql,
  targetRateInterval,
  targetJob,
  targetInstance,
  targetCounterAgg,
  targetLogql,
  targetLogqlAuto,
  uneditableDashboard,
  dashboardAnnotations,
  dashboardCrosshair,
  dashboardDescription,
  dashboardLinks,
  dashboardRefresh,
  dashboardTags,
  dashboardTimezone,
  dashboardTitle,
  dashboardUid,
  dashboardUidForm,
  variableAllValue,
  variableEmpty,
  variableLabel,
  variableMatcher,
  variableOrder,
  variableSort,
  variableUndeclared,
  variableUnused,
  layoutFirstLine,
  layoutGrid,
  layoutLine,
  layoutOverlap,
  layoutVisiblePanels,
  rowPanels,
  panelDescription,
  panelIdGiven,
  panelIdUnique,
  panelLegend,
  panelLegendCalcs,
  panelLibrary,
  panelLogsOptions,
  panelMaxRatio,
  panelMinZero,
  panelNoValue,
  panelPluginVersion,
  panelPoints,
  panelReduceCalcs,
  panelSpanNulls,
  panelStateText,
  panelThresholdDefault,
  panelThresholdDrawn,
  panelThresholdOfAlert,
  panelTooltip,
  panelUnitOfMetric,
  targetExemplar,
  targetHeatmapFormat,
  targetInstant,
  targetKind,
  targetLegend,
  targetLegendLabel,
  targetQuantileLe,
  targetRangeMacro,
  targetRefId,
  targetRefIdUnique,
  targetSeriesLimit,
  textWritten,
  overrideMatchesNothing,
  linkBack,
  linkContext,
  linkNowhere,
  linkPlacement,
  linkTarget,
  linkVariable,
  macroUnknown,
  jsonKey,
  jsonValue,
];

/** How many of them Grafana's dashboard-linter has as well. */
export const upstreamRules = 17;
