// What an operator says about a system, and what everything else is derived from: types, `defineStack`, environments, checks.
// Pure: nothing in this room reads a clock, a file, the network or the process.

export { isOnThisMachine, splitAddress } from './address.ts';
export { applyEnvironment } from './apply-environment.ts';
export type {
  Annotation,
  BarGaugePanel,
  Board,
  Column,
  DataPanel,
  DrillDown,
  GaugePanel,
  Guard,
  HeatmapPanel,
  Line,
  Mapping,
  Panel,
  Query,
  Row,
  StatPanel,
  TablePanel,
  TextPanel,
  TimelinePanel,
  TimeSeriesPanel,
  Unit,
  UnitForReason,
  Variable,
} from './board.ts';
export { boardUid, homeBoard, panelId } from './board-identity.ts';
export type { Budget, JobBudget, Scale } from './budget.ts';
export { conntrackListenerMetrics, conntrackMetrics } from './catalogs/conntrack.ts';
export { goClientMetrics } from './catalogs/go-client.ts';
export { processMetrics } from './catalogs/go-process.ts';
export { goRuntimeMetrics } from './catalogs/go-runtime.ts';
export { promhttpErrorMetrics, promhttpMetrics } from './catalogs/promhttp.ts';
export { checkDefinition } from './check/index.ts';
export { serverNames } from './check/names.ts';
export { checkPolicy } from './check/policy.ts';
export { delivers } from './check/receivers.ts';
export { type Color, noneIsGood, severityColors, stateColors, statusColors, upDown } from './colors.ts';
export { containerPaths } from './container.ts';
export { type Definition, defineStack, type StackDefinition } from './definition.ts';
export { type Duration, milliseconds, seconds, sum } from './duration.ts';
export { type Emptiness, emptinessText, emptinessTitles, saysWhyEmpty } from './emptiness.ts';
export {
  type EnvironmentName,
  environmentNames,
  type GroupOverride,
  type JobOverride,
  type Overrides,
} from './environment.ts';
export type { BatchJob, Exporter } from './exporter.ts';
export { type HttpMetrics, httpJobs, httpMetrics } from './http.ts';
export { type HttpPlace, httpPlace } from './http-place.ts';
export {
  defaultInhibitions,
  hostInhibitions,
  type Inhibition,
  inhibitWithin,
  severityInhibitions,
} from './inhibition.ts';
export {
  defaultLimits,
  type KubernetesService,
  type MetricsJob,
  type ProbeJob,
  type ProbeTarget,
  type ScrapeJob,
  type ScrapeLimits,
  type ScrapeTarget,
} from './job.ts';
export { applyJobOverride } from './job-override.ts';
export { lazily } from './lazy.ts';
export { type Condition, isNot, isUnwanted, type Match, passes, type Unwanted, type Wanted } from './match.ts';
export { type MetricSource, metricSources } from './metric-source.ts';
export {
  type Month,
  type MuteTime,
  type MuteTimes,
  minuteOfDay,
  months,
  namesIn,
  type Span,
  span,
  type TimeOfDay,
  type Weekday,
  weekdays,
} from './mute-time.ts';
export { type PartJob, partJob } from './part-job.ts';
export type { AtPlace, Discovery, Place } from './place.ts';
export type {
  Artifacts,
  DashboardFile,
  DashboardQuery,
  Edge,
  Exposure,
  JobSource,
  Plan,
  Target,
} from './plan.ts';
export type { Policy, PolicyDurations, PolicyTexts } from './policy.ts';
export { findPort } from './port.ts';
export { previewPort } from './preview.ts';
export { type Probe, type ProbeAim, type ProbeModule, standardModules } from './probe.ts';
export {
  NarthexError,
  nearest,
  type Problem,
  pathText,
  problemText,
  type SourcePosition,
  unknownNameFix,
} from './problem.ts';
export { type Channels, inbox, type MailServer, nowhere, type Receiver } from './receiver.ts';
export { escapeRegExp } from './regexp.ts';
export { resolveStack } from './resolve.ts';
export { type Escalation, type Route, type Routing, watchdogAlert } from './route.ts';
export type { AlertLabels, RouteTest } from './route-test.ts';
export {
  type AlertDefinition,
  type AlertInEnvironment,
  type AlertNumbers,
  type AlertOverride,
  type AlertRule,
  type Firing,
  type Labels,
  optionalNumbers,
  type RecordingRule,
  type RecordingScenario,
  type RuleGroup,
  type RulePack,
  type Runbook,
  type RunbookQuery,
  type Scenario,
  type ScenarioKind,
  type SeriesInput,
  type Severity,
  scenarioKinds,
  type Unnoticed,
  type WatchedLevel,
} from './rule.ts';
export {
  alertPlaceholder,
  defaultRunbooks,
  runbooksPort,
  runbookUrl,
  type ServedRunbooks,
  servesRunbooks,
} from './runbooks.ts';
export { distinctSecrets, generatedSecret, type SecretRef, secretFile } from './secret.ts';
export {
  type Deployed,
  deployed,
  type RunByStack,
  type Runtime,
  type Service,
  type ServiceContext,
  type ServiceMetrics,
} from './service.ts';
export { serviceExposures, serviceJobName, serviceJobs, serviceTarget } from './service-job.ts';
export {
  type AlertmanagerSettings,
  defaultSettings,
  type GrafanaSettings,
  type PrometheusSettings,
  type RemoteWrite,
  type Retention,
  type Settings,
  type TraceStore,
} from './settings.ts';
export { bytes, composeSize, prometheusSize, type Size } from './size.ts';
export {
  type AvailabilitySlo,
  availability,
  type Counted,
  type FreshnessSlo,
  freshness,
  type LatencySlo,
  type LowTraffic,
  latency,
  type ProbeSlo,
  probe,
  type Slo,
  type SloOverride,
  type SlothNames,
  type TierChange,
  type TierName,
  type Tiers,
} from './slo.ts';
export { type SloNames, sloNames, sloOperation } from './slo-names.ts';
export { selectorExpression, selectorOf, sloBase, sloScrapeInterval, sloSelectors } from './slo-series.ts';
export { decimal, errorBudget, sloInterval, sloTiers, sloWindow, type Tier } from './slo-tiers.ts';
export type { Stack } from './stack.ts';
export { type LintSuppression, readSuppression, type Suppression, type WrittenSuppression } from './suppression.ts';
export { configText, generatedHeader, yaml } from './text.ts';
export { defaultTimeout } from './timeout.ts';
export { type Versions, versions } from './versions.ts';
export {
  type AssetName,
  type ConfigFile,
  type Connection,
  type DataVolume,
  type Fallback,
  type Hardening,
  type HardeningException,
  type HardeningRule,
  type Health,
  type HostPath,
  type Image,
  imageReference,
  type Port,
  type Preparation,
  type ProvidedBy,
  type Purpose,
  type Resources,
  type SharedFolder,
  strict,
  type Workload,
  workloadDefaults,
} from './workload.ts';
