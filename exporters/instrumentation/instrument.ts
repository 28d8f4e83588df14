import type { ClientRegistry, MetricClient, SeriesLabels } from './client.ts';
import { defineMetrics } from './define.ts';
import { counter, type MetricDefinition, type MetricSet, open } from './definition.ts';
import { counterHandle, gaugeHandle, type Handles, observerHandle, type Recording } from './handles.ts';
import { type ClientMetric, conflicts, type Place, register } from './register.ts';
import { SeriesTable } from './series.ts';

/** What the handles write to. */
export interface InstrumentOptions<R extends ClientRegistry> {
  /** The client library of the application: `import client from 'prom-client'`. */
  readonly client: MetricClient<R>;
  /** The registry that the application serves under `/metrics`. */
  readonly registry: R;
  /** Labels with one value each for every series, such as `{ tenant: 'north' }`. */
  readonly labels?: SeriesLabels;
  /** The most series that one metric keeps, besides its overflow series; 2000 when absent. */
  readonly maxSeries?: number;
}

/** What the instrumentation tells about itself. It stands in every registry that `instrument` writes to. */
export const instrumentationMetrics = defineMetrics({
  dropped: counter(
    'narthex_series_dropped_total',
    'Values counted under __other__, because a label did not allow its value or the metric was full.',
    { labels: { metric: open({ typically: 40 }) } },
  ),
  rejected: counter(
    'narthex_samples_rejected_total',
    'Values thrown away, because they were no finite number or would have made a counter smaller.',
    { labels: { metric: open({ typically: 40 }) } },
  ),
});

const DEFAULT_MAX_SERIES = 2000;

/** What to call when a value is lost, by the kind of loss. */
interface Losses {
  readonly overflow: () => void;
  readonly reject: () => void;
}

interface Target<R extends ClientRegistry> extends Place<R> {
  readonly maxSeries: number;
}

/**
 * Registers the metrics of a set and returns a typed handle for each. Done again with the same definitions on the same
 * registry, it returns handles on the same series. Handles never throw: a label value outside its list or bound, or a
 * series beyond `maxSeries`, is counted under `__other__` and in `narthex_series_dropped_total`.
 *
 * Throws one error that lists every metric whose name the registry already holds with another shape, and every constant
 * label that is no label name or that a metric has as its own.
 */
export function instrument<S extends MetricSet, R extends ClientRegistry>(
  set: S,
  options: InstrumentOptions<R>,
): Handles<S> {
  const { client, registry, labels = {}, maxSeries = DEFAULT_MAX_SERIES } = options;
  const target = { client, registry, labels, maxSeries };
  const own = { client, registry, labels: {}, maxSeries: Number.POSITIVE_INFINITY };
  refuseConflicts([
    ...(maxSeries >= 1 ? [] : [`maxSeries is ${maxSeries}. Give a whole number from 1 up, or leave it out.`]),
    ...Object.values(set).flatMap((definition) => conflicts(definition, target)),
    ...Object.values(instrumentationMetrics).flatMap((definition) => conflicts(definition, own)),
  ]);
  const { dropped, rejected } = handlesOf(instrumentationMetrics, own, () => ({ overflow: ignore, reject: ignore }));
  return handlesOf(set, target, ({ name }) => {
    const metric = { metric: name };
    // At zero from the start, so that `increase` sees the very first one.
    dropped.inc(metric, 0);
    rejected.inc(metric, 0);
    return { overflow: () => dropped.inc(metric), reject: () => rejected.inc(metric) };
  });
}

function refuseConflicts(found: readonly string[]): void {
  if (found.length > 0) throw new Error(`The metrics cannot be registered:\n  ${found.join('\n  ')}`);
}

function handlesOf<S extends MetricSet, R extends ClientRegistry>(
  set: S,
  target: Target<R>,
  lossesOf: (definition: MetricDefinition) => Losses,
): Handles<S> {
  const handles = Object.entries(set).map(([key, definition]) => {
    const { metric, tables } = register(definition, target);
    const losses = lossesOf(definition);
    const { labels } = definition;
    const constants = JSON.stringify(Object.entries(target.labels).sort());
    const series =
      tables.get(constants) ??
      new SeriesTable({ labels, constants: target.labels, maxSeries: target.maxSeries, onOverflow: losses.overflow });
    tables.set(constants, series);
    return [key, handleOf(metric, { series, labelled: Object.keys(labels).length > 0, reject: losses.reject })];
  });
  // Each handle is of the type that its definition asks for, which the compiler cannot follow entry by entry.
  return Object.freeze(Object.fromEntries(handles)) as Handles<S>;
}

function handleOf(metric: ClientMetric, recording: Recording) {
  switch (metric.type) {
    case 'counter':
      return counterHandle(metric.target, recording);
    case 'gauge':
      return gaugeHandle(metric.target, recording);
    case 'observer':
      return observerHandle(metric.target, recording);
  }
}

function ignore(): void {}
