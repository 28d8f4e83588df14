import type { ClientCounter, ClientGauge, ClientObserver } from './client.ts';
import type {
  CounterDefinition,
  GaugeDefinition,
  HistogramDefinition,
  LabelSpec,
  Labels,
  MetricDefinition,
  MetricSet,
  SummaryDefinition,
} from './definition.ts';
import type { GivenValues, SeriesTable } from './series.ts';

type ValueOf<S extends LabelSpec> = S extends readonly (infer V extends string)[] ? V : string;

/** The label values that a handle takes: every label, each with one of its values. */
export type LabelValues<L extends Labels> = { readonly [K in keyof L]: ValueOf<L[K]> };

/** The label argument of a handle: absent when the metric has no labels. */
export type LabelArgument<L extends Labels> = [keyof L] extends [never] ? [] : [labels: LabelValues<L>];

/** A counter. `inc` adds 1 or the given amount, which must not be negative. */
export interface CounterHandle<L extends Labels = Labels> {
  inc(...args: [...LabelArgument<L>, amount?: number]): void;
}

/** A gauge. `set` takes the value in the unit of the metric; `inc` and `dec` change it by 1 or the given amount. */
export interface GaugeHandle<L extends Labels = Labels> {
  set(...args: [...LabelArgument<L>, value: number]): void;
  inc(...args: [...LabelArgument<L>, amount?: number]): void;
  dec(...args: [...LabelArgument<L>, amount?: number]): void;
}

/** A histogram or a summary. `startTimer` returns the function that observes the seconds since then and returns them. */
export interface ObserverHandle<L extends Labels = Labels> {
  observe(...args: [...LabelArgument<L>, value: number]): void;
  startTimer(...args: LabelArgument<L>): () => number;
}

/** The handle that belongs to a definition. */
export type Handle<D extends MetricDefinition> =
  D extends CounterDefinition<infer L>
    ? CounterHandle<L>
    : D extends GaugeDefinition<infer L>
      ? GaugeHandle<L>
      : D extends HistogramDefinition<infer L> | SummaryDefinition<infer L>
        ? ObserverHandle<L>
        : never;

/** The handles of a set of metrics, under the names of the set. */
export type Handles<S extends MetricSet> = { readonly [K in keyof S]: Handle<S[K]> };

/** The series of a metric, and what to call for a value that no series can take. */
export interface Recording {
  readonly series: SeriesTable;
  readonly labelled: boolean;
  readonly reject: () => void;
}

/** The handle of a counter. Refuses amounts that are negative or not finite: one NaN would spoil the count for good. */
export function counterHandle(metric: ClientCounter, recording: Recording): CounterHandle {
  const add = (labels: GivenValues, amount = 1) => {
    if (Number.isFinite(amount) && amount >= 0) metric.inc(recording.series.resolve(labels), amount);
    else recording.reject();
  };
  return { inc: withLabels(recording, add) };
}

/** The handle of a gauge. `set` takes NaN and infinities, which Prometheus knows; steps must be finite. */
export function gaugeHandle(metric: ClientGauge, recording: Recording): GaugeHandle {
  const { series, reject } = recording;
  const set = (labels: GivenValues, value?: number) => {
    if (typeof value === 'number') metric.set(series.resolve(labels), value);
    else reject();
  };
  const step = (direction: 'inc' | 'dec') =>
    withLabels(recording, (labels, amount = 1) => {
      if (Number.isFinite(amount)) metric[direction](series.resolve(labels), amount);
      else reject();
    });
  return { set: withLabels(recording, set), inc: step('inc'), dec: step('dec') };
}

/** The handle of a histogram or summary. Refuses values that are not finite: they would spoil the sum. */
export function observerHandle(metric: ClientObserver, recording: Recording): ObserverHandle {
  const observe = (labels: GivenValues, value?: number) => {
    if (typeof value === 'number' && Number.isFinite(value)) metric.observe(recording.series.resolve(labels), value);
    else recording.reject();
  };
  return {
    observe: withLabels(recording, observe),
    startTimer: (labels: GivenValues = NONE) => {
      // Resolved now, because the caller may reuse its object before the timer stops.
      const series = recording.series.resolve(labels);
      const start = performance.now();
      return () => {
        const seconds = (performance.now() - start) / 1000;
        metric.observe(series, seconds);
        return seconds;
      };
    },
  };
}

const NONE: GivenValues = {};

type Write = (labels: GivenValues, value?: number) => void;

// A metric without labels takes its value first. It also takes an empty label object before it, so that a handle of
// which only `Labels` is known, as in code that works on definitions as data, is called the same way for every metric.
function withLabels(recording: Recording, write: Write): (...args: never[]) => void {
  if (recording.labelled) return (labels?: GivenValues, value?: number) => write(labels ?? NONE, value);
  return (first?: number | GivenValues, value?: number) => write(NONE, typeof first === 'object' ? value : first);
}
