/** The handles of the metrics: what an application calls to record, each with the labels of its definition as a type. */
import { type Cell, type CounterCell, type GaugeCell, isAmount, isFiniteNumber } from './cells.ts';
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
import { type Observer, type ObserverCell, startTimer, type Timer } from './timers.ts';

type ValueOf<S extends LabelSpec> = S extends readonly (infer V extends string)[] ? V : string;

type FromRequest<L extends Labels> = {
  [K in keyof L]: L[K] extends { readonly perRequest: true } ? K : never;
}[keyof L];

/** The label values that a handle takes: every label, each with one of its values; those of the request may be left out. */
export type LabelValues<L extends Labels> = { readonly [K in Exclude<keyof L, FromRequest<L>>]: ValueOf<L[K]> } & {
  readonly [K in FromRequest<L>]?: ValueOf<L[K]>;
};

/** The label argument of a handle: absent when the metric has no labels. */
export type LabelArgument<L extends Labels> = [keyof L] extends [never] ? [] : [labels: LabelValues<L>];

/** What all handles have in common. */
interface CommonHandle {
  /** The labels of the metric, without the constant ones. */
  readonly labelNames: readonly string[];
}

/**
 * A counter. `inc` adds 1 or the given amount, which must not be negative. `with` returns the series of these labels to hold: for
 * the paths of a program where a look-up for each call is too much.
 */
export interface CounterHandle<L extends Labels = Labels> extends CommonHandle {
  inc(...args: [...LabelArgument<L>, amount?: number]): void;
  with(...labels: LabelArgument<L>): CounterCell;
}

/** A gauge. `set` takes the value in the unit of the metric; `inc` and `dec` change it by 1 or the given amount. */
export interface GaugeHandle<L extends Labels = Labels> extends CommonHandle {
  set(...args: [...LabelArgument<L>, value: number]): void;
  inc(...args: [...LabelArgument<L>, amount?: number]): void;
  dec(...args: [...LabelArgument<L>, amount?: number]): void;
  with(...labels: LabelArgument<L>): GaugeCell;
}

/** A histogram or a summary. `startTimer` returns the timer that observes the seconds since then and returns them. */
export interface ObserverHandle<L extends Labels = Labels> extends CommonHandle {
  observe(...args: [...LabelArgument<L>, value: number]): void;
  startTimer(...args: LabelArgument<L>): Timer;
  with(...labels: LabelArgument<L>): ObserverCell;
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
export interface Recording<C extends Cell> {
  readonly series: SeriesTable<C>;
  readonly labelNames: readonly string[];
  readonly reject: () => void;
  /** Called for each value that a held overflow series takes. */
  readonly lose: () => void;
}

/** The handle of a counter. Refuses amounts that are negative or not finite before a series is made for them. */
export function counterHandle({ series, labelNames, reject, lose }: Recording<Cell & CounterCell>): CounterHandle {
  const hold = (labels: GivenValues): CounterCell => {
    const { cell, lost } = series.hold(labels);
    return lost ? { inc: counted(lose, (amount?: number) => cell.inc(amount)) } : cell;
  };
  if (labelNames.length === 0) {
    const only = series.resolve(NONE);
    return { labelNames, inc: valueLast((amount?: number) => only.inc(amount)), with: () => only };
  }
  const inc = (labels: GivenValues, amount = 1): void => {
    if (isAmount(amount)) series.resolve(labels ?? NONE).inc(amount);
    else reject();
  };
  return { labelNames, inc, with: (labels: GivenValues) => hold(labels ?? NONE) };
}

/** The handle of a gauge. `set` takes NaN and infinities, which Prometheus knows; steps must be finite. */
export function gaugeHandle({ series, labelNames, reject, lose }: Recording<Cell & GaugeCell>): GaugeHandle {
  const hold = (labels: GivenValues): GaugeCell => {
    const { cell, lost } = series.hold(labels);
    if (!lost) return cell;
    return {
      set: counted(lose, (value: number) => cell.set(value)),
      inc: counted(lose, (amount?: number) => cell.inc(amount)),
      dec: counted(lose, (amount?: number) => cell.dec(amount)),
    };
  };
  if (labelNames.length === 0) {
    const only = series.resolve(NONE);
    return {
      labelNames,
      set: valueLast((value?: number) => only.set(value as number)),
      inc: valueLast((amount?: number) => only.inc(amount)),
      dec: valueLast((amount?: number) => only.dec(amount)),
      with: () => only,
    };
  }
  return {
    labelNames,
    set: (labels: GivenValues, value?: number) => {
      if (typeof value === 'number') series.resolve(labels ?? NONE).set(value);
      else reject();
    },
    inc: (labels: GivenValues, amount = 1) => {
      if (isFiniteNumber(amount)) series.resolve(labels ?? NONE).inc(amount);
      else reject();
    },
    dec: (labels: GivenValues, amount = 1) => {
      if (isFiniteNumber(amount)) series.resolve(labels ?? NONE).dec(amount);
      else reject();
    },
    with: (labels: GivenValues) => hold(labels ?? NONE),
  };
}

/** The handle of a histogram or summary. Refuses values that are not finite: they would spoil the sum. */
export function observerHandle({ series, labelNames, reject, lose }: Recording<Cell & Observer>): ObserverHandle {
  const held = (cell: Observer): ObserverCell => ({
    observe: (value) => cell.observe(value),
    startTimer: () => startTimer(cell),
  });
  if (labelNames.length === 0) {
    const only = series.resolve(NONE);
    const observe = valueLast((value?: number) => only.observe(value as number));
    return { labelNames, observe, startTimer: () => startTimer(only), with: () => held(only) };
  }
  return {
    labelNames,
    observe: (labels: GivenValues, value?: number) => {
      if (isFiniteNumber(value)) series.resolve(labels ?? NONE).observe(value);
      else reject();
    },
    // Resolved now, because the caller may reuse its object before the timer stops.
    startTimer: (labels: GivenValues) => startTimer(series.resolve(labels ?? NONE)),
    with: (labels: GivenValues) => {
      const { cell, lost } = series.hold(labels ?? NONE);
      return held(lost ? { observe: counted(lose, (value: number) => cell.observe(value)) } : cell);
    },
  };
}

const NONE: GivenValues = {};

/** Counts a loss for each call but the first, which `hold` has counted itself. */
function counted<A extends readonly unknown[]>(lose: () => void, write: (...args: A) => void): (...args: A) => void {
  let first = true;
  return (...args) => {
    if (!first) lose();
    first = false;
    write(...args);
  };
}

// A metric without labels takes its value first. It also takes an empty label object before it, so that a handle of
// which only `Labels` is known, as in code that works on definitions as data, is called the same way for every metric.
function valueLast(write: (value?: number) => void): (...args: never[]) => void {
  return (first?: number | GivenValues, value?: number) => write(typeof first === 'object' ? value : first);
}
