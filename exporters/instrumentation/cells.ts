/**
 * The cells: one for each series, with its value and its labels as the text that a scrape writes. A cell that is held costs a
 * comparison and an addition; what it is called with is checked here, because one NaN would spoil a count for good.
 */
import { type Exemplar, type ExemplarSource, exemplarOf } from './exemplars.ts';
import { exemplarText } from './exposition/sample.ts';
import { braced, joinLabels, numberText } from './exposition/text.ts';

/** The series of a counter, held. `inc` adds 1 or the given amount, which must not be negative. */
export interface CounterCell {
  inc(amount?: number): void;
}

/** The series of a gauge, held. `set` takes the value in the unit of the metric; `inc` and `dec` change it by 1 or the amount. */
export interface GaugeCell {
  set(value: number): void;
  inc(amount?: number): void;
  dec(amount?: number): void;
}

/** The names under which the samples of a metric stand in a scrape, made once for each metric. */
export interface SampleNames {
  readonly name: string;
  /** `x_bucket{le="0.1"` for each bucket of a histogram, `x{quantile="0.5"` for each quantile of a summary. */
  readonly heads: readonly string[];
  /** What the registry adds to the labels of every series. */
  readonly more: string;
  readonly exemplars: boolean;
}

/** A sample as the clients exchange it. */
export interface CellSample {
  metricName?: string;
  labels: Record<string, string | number>;
  value: number;
  exemplar?: { labelSet: Readonly<Record<string, string>>; value: number; timestamp: number };
}

/** What a scrape, a client and a reset ask of every cell. */
export interface Cell {
  /** `method="GET",route="/"`, in the order of the definition; empty without labels. */
  readonly labels: string;
  /** Its lines in a scrape. */
  lines(names: SampleNames): string;
  /** The same for a client; `labels` as an object. */
  samples(name: string, labels: Readonly<Record<string, string>>): CellSample[];
  reset(): void;
}

/** Called for a value that a series cannot take. */
export type Reject = () => void;

/** Whether a counter can grow by this. What is no number comes from callers without types. */
export function isAmount(amount: unknown): amount is number {
  return typeof amount === 'number' && amount >= 0 && amount < Number.POSITIVE_INFINITY;
}

/** Whether a sum stays a number with this. */
export function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && value - value === 0;
}

/** One series of a counter. */
export class Counter implements Cell, CounterCell {
  readonly labels: string;
  readonly #reject: Reject;
  protected value = 0;

  constructor(labels: string, reject: Reject) {
    this.labels = labels;
    this.#reject = reject;
  }

  inc(amount = 1): void {
    if (isAmount(amount)) this.value += amount;
    else this.#reject();
  }

  lines({ name, more }: SampleNames): string {
    return `${name}${braced(joinLabels(this.labels, more))}${numberText(this.value)}\n`;
  }

  samples(_name: string, labels: Readonly<Record<string, string>>): CellSample[] {
    return [{ labels: { ...labels }, value: this.value }];
  }

  reset(): void {
    this.value = 0;
  }
}

/** One series of a counter that keeps the trace of its last step. */
export class TracedCounter extends Counter {
  readonly #source: ExemplarSource;
  #exemplar: Exemplar | undefined;

  constructor(labels: string, reject: Reject, source: ExemplarSource) {
    super(labels, reject);
    this.#source = source;
  }

  override inc(amount = 1): void {
    super.inc(amount);
    if (isAmount(amount) && amount > 0) this.#exemplar = exemplarOf(this.#source, amount) ?? this.#exemplar;
  }

  override lines(names: SampleNames): string {
    const line = super.lines(names);
    if (!names.exemplars || this.#exemplar === undefined) return line;
    return `${line.slice(0, -1)}${exemplarText(this.#exemplar)}\n`;
  }

  override samples(name: string, labels: Readonly<Record<string, string>>): CellSample[] {
    return super.samples(name, labels).map((sample) => withExemplar(sample, this.#exemplar));
  }

  override reset(): void {
    super.reset();
    this.#exemplar = undefined;
  }
}

/** One series of a gauge. `set` takes NaN and infinities, which Prometheus knows; steps must be finite. */
export class Gauge implements Cell, GaugeCell {
  readonly labels: string;
  readonly #reject: Reject;
  #value = 0;

  constructor(labels: string, reject: Reject) {
    this.labels = labels;
    this.#reject = reject;
  }

  set(value: number): void {
    if (typeof value === 'number') this.#value = value;
    else this.#reject();
  }

  inc(amount = 1): void {
    if (isFiniteNumber(amount)) this.#value += amount;
    else this.#reject();
  }

  dec(amount = 1): void {
    if (isFiniteNumber(amount)) this.#value -= amount;
    else this.#reject();
  }

  lines({ name, more }: SampleNames): string {
    return `${name}${braced(joinLabels(this.labels, more))}${numberText(this.#value)}\n`;
  }

  samples(_name: string, labels: Readonly<Record<string, string>>): CellSample[] {
    return [{ labels: { ...labels }, value: this.#value }];
  }

  reset(): void {
    this.#value = 0;
  }
}

/** A sample for a client, with its exemplar as the clients shape it. */
export function withExemplar(sample: CellSample, exemplar: Exemplar | undefined): CellSample {
  if (exemplar === undefined) return sample;
  return { ...sample, exemplar: { labelSet: exemplar.labels, value: exemplar.value, timestamp: exemplar.timestamp } };
}
