/**
 * Metrics defined once, as typed data, and the handles by which an application records them. The application injects
 * its Prometheus client; this package has no dependency of its own. Nothing here knows of rules, dashboards or HTTP.
 */
export type { CounterCell, GaugeCell } from './cells.ts';
export type { ClientRegistry, SeriesLabels } from './client.ts';
export { type CollectorOptions, collectOnScrape } from './collector.ts';
export { currentLabels, withLabels } from './context.ts';
export { defineMetrics, describeMetrics, mergeMetrics } from './define.ts';
export {
  type BoundedLabel,
  bounded,
  type CounterDefinition,
  counter,
  type GaugeDefinition,
  gauge,
  type HistogramDefinition,
  histogram,
  type LabelSpec,
  type Labels,
  type MetricDefinition,
  type MetricOptions,
  type MetricSet,
  type NoLabels,
  type OpenLabel,
  open,
  perRequest,
  type SummaryDefinition,
  seriesOf,
  summary,
  UNITS,
  type Unit,
} from './definition.ts';
export type { Duration } from './duration.ts';
export { activeTrace, type ExemplarSource, type SpanContext, type TraceApi } from './exemplars.ts';
export { type Exposed, type ExposeRequest, expose, wholeBody } from './exposition/expose.ts';
export type { ExposedRegistry } from './exposition/registry.ts';
export { defineHttpMetrics, type HttpMetricSet, type HttpMetricsOptions, httpMetrics } from './frameworks/metrics.ts';
export type {
  CounterHandle,
  GaugeHandle,
  Handle,
  Handles,
  LabelArgument,
  LabelValues,
  ObserverHandle,
} from './handles.ts';
export { type InstrumentOptions, instrument } from './instrument.ts';
export { NO_REQUEST } from './limits.ts';
export { collectorMetrics, instrumentationMetrics, redactionMetrics } from './own-metrics.ts';
export { eventLoopMetrics, nodejsMetrics } from './process/metrics.ts';
export { isSensitive, REDACTED, type Redaction, redactDetails, redactText, redactValue } from './redact.ts';
export type { ObserverCell, Timer } from './timers.ts';
export { MetricDefinitionError, OTHER } from './validate.ts';
export type { Warn } from './warn.ts';
export { countErrors, trackTime } from './wrappers.ts';
