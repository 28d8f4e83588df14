import {
  type CounterDefinition,
  type GaugeDefinition,
  type HistogramDefinition,
  instrument,
  instrumentationMetrics,
  type MetricDefinition,
  type SummaryDefinition,
} from '@narthex/instrumentation';
import type { Registry } from 'prom-client';
import type { Step } from './simulate.ts';

type Observed = HistogramDefinition | SummaryDefinition;

/**
 * Registers metrics and returns the function that records steps of a simulation in them. Metrics that the registry
 * already holds, such as those of the process, are left to their owner.
 */
export function createRecorder(
  metrics: readonly MetricDefinition[],
  registry: Registry,
): (steps: readonly Step[]) => void {
  const own = new Set(Object.values(instrumentationMetrics).map(({ name }) => name));
  const free = metrics.filter(({ name }) => !own.has(name) && registry.getSingleMetric(name) === undefined);
  const target = { registry, maxSeries: Number.MAX_SAFE_INTEGER };
  const isCounter = (metric: MetricDefinition): metric is CounterDefinition => metric.type === 'counter';
  const isGauge = (metric: MetricDefinition): metric is GaugeDefinition => metric.type === 'gauge';
  const isObserved = (metric: MetricDefinition): metric is Observed => !isCounter(metric) && !isGauge(metric);
  const counters = instrument(byName(free.filter(isCounter)), target);
  const gauges = instrument(byName(free.filter(isGauge)), target);
  const observers = instrument(byName(free.filter(isObserved)), target);
  return (steps) => {
    for (const { series, values } of steps) {
      const { name } = series.metric;
      for (const value of values) {
        counters[name]?.inc(series.labels, value);
        gauges[name]?.set(series.labels, value);
        observers[name]?.observe(series.labels, value);
      }
    }
  };
}

function byName<D extends MetricDefinition>(metrics: readonly D[]): Readonly<Record<string, D>> {
  return Object.fromEntries(metrics.map((metric) => [metric.name, metric]));
}
