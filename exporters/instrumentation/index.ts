/**
 * Metrics defined once, as typed data, and the handles by which an application records them. The application injects
 * its Prometheus client; this package has no dependency of its own. Nothing here knows of rules, dashboards or HTTP.
 */
export type {
  ClientConfig,
  ClientCounter,
  ClientGauge,
  ClientObserver,
  ClientRegistry,
  MetricClient,
  SeriesLabels,
} from './client.ts';
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
  type SummaryDefinition,
  seriesOf,
  summary,
  UNITS,
  type Unit,
} from './definition.ts';
export type {
  CounterHandle,
  GaugeHandle,
  Handle,
  Handles,
  LabelArgument,
  LabelValues,
  ObserverHandle,
} from './handles.ts';
export { type InstrumentOptions, instrument, instrumentationMetrics } from './instrument.ts';
export { MetricDefinitionError, OTHER } from './validate.ts';
export { countErrors, trackTime } from './wrappers.ts';
