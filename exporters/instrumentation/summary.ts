/**
 * The cells of summaries: quantiles of the last ten minutes, exact to one percent of the value. Observations are counted in
 * buckets whose bounds grow by a constant factor (DDSketch: Masson, Rim and Lee, VLDB 2019), so a sketch is small however much it
 * saw, and those of several spans of time can be added.
 */
import { type Cell, type CellSample, isFiniteNumber, type Reject, type SampleNames } from './cells.ts';
import { braced, joinLabels, numberText } from './exposition/text.ts';
import type { Observer } from './timers.ts';

/** How far a quantile may be from the true value, as a share of it. */
const ACCURACY = 0.01;
const GAMMA = (1 + ACCURACY) / (1 - ACCURACY);
const LOG_GAMMA = Math.log(GAMMA);
/** Nearer to zero is zero: below, the buckets would have no end. */
const SMALLEST = 1e-9;

/** The window of the quantiles, as in client_golang: ten minutes in five spans, of which the oldest is forgotten. */
const SPAN_MILLISECONDS = 120_000;
const SPANS = 5;

/** Observations of one span of time. */
class Sketch {
  /** By the number of the bucket; negative values under their own sign, zero apart. */
  readonly positive = new Map<number, number>();
  readonly negative = new Map<number, number>();
  zero = 0;
  count = 0;
  least = Number.POSITIVE_INFINITY;
  most = Number.NEGATIVE_INFINITY;

  add(value: number): void {
    const size = Math.abs(value);
    if (size < SMALLEST) this.zero += 1;
    else {
      const buckets = value > 0 ? this.positive : this.negative;
      const bucket = Math.ceil(Math.log(size) / LOG_GAMMA);
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
    }
    this.count += 1;
    if (value < this.least) this.least = value;
    if (value > this.most) this.most = value;
  }
}

/** The quantiles of several sketches together; NaN when there is nothing in them. */
function quantilesOf(sketches: readonly Sketch[], quantiles: readonly number[]): number[] {
  const count = sketches.reduce((sum, sketch) => sum + sketch.count, 0);
  if (count === 0) return quantiles.map(() => Number.NaN);
  const least = Math.min(...sketches.map((sketch) => sketch.least));
  const most = Math.max(...sketches.map((sketch) => sketch.most));
  const steps = sortedSteps(sketches);
  return quantiles.map((quantile) => {
    const rank = quantile * (count - 1);
    let seen = 0;
    for (const [value, number] of steps) {
      seen += number;
      if (seen > rank) return Math.min(Math.max(value, least), most);
    }
    return most;
  });
}

/** Every bucket's middle and count, from the least value to the greatest. */
function sortedSteps(sketches: readonly Sketch[]): [value: number, count: number][] {
  const steps = new Map<number, number>();
  const add = (value: number, count: number) => steps.set(value, (steps.get(value) ?? 0) + count);
  for (const sketch of sketches) {
    for (const [bucket, count] of sketch.negative) add(-middleOf(bucket), count);
    if (sketch.zero > 0) add(0, sketch.zero);
    for (const [bucket, count] of sketch.positive) add(middleOf(bucket), count);
  }
  return [...steps].sort(([a], [b]) => a - b);
}

/** The value that is off by the same share from both bounds of a bucket. */
function middleOf(bucket: number): number {
  return (2 * GAMMA ** bucket) / (GAMMA + 1);
}

/** One series of a summary. Values that are not finite are refused: they would spoil the sum. */
export class Summary implements Cell, Observer {
  readonly labels: string;
  readonly #quantiles: readonly number[];
  readonly #reject: Reject;
  #current = new Sketch();
  #earlier: Sketch[] = [];
  #since = Date.now();
  #sum = 0;
  #count = 0;

  constructor(labels: string, reject: Reject, quantiles: readonly number[]) {
    this.labels = labels;
    this.#quantiles = quantiles;
    this.#reject = reject;
  }

  observe(value: number): void {
    if (!isFiniteNumber(value)) {
      this.#reject();
      return;
    }
    this.#current.add(value);
    this.#sum += value;
    this.#count += 1;
  }

  lines(names: SampleNames): string {
    const labels = joinLabels(this.labels, names.more);
    const rest = labels === '' ? '} ' : `,${labels}} `;
    const outer = braced(labels);
    const quantiles = this.#read().map((value, at) => `${names.heads[at]}${rest}${numberText(value)}\n`);
    return `${quantiles.join('')}${names.name}_sum${outer}${numberText(this.#sum)}\n${names.name}_count${outer}${this.#count}\n`;
  }

  samples(name: string, labels: Readonly<Record<string, string>>): CellSample[] {
    return [
      ...this.#read().map((value, at) => ({ labels: { quantile: this.#quantiles[at] ?? 0, ...labels }, value })),
      { metricName: `${name}_sum`, labels: { ...labels }, value: this.#sum },
      { metricName: `${name}_count`, labels: { ...labels }, value: this.#count },
    ];
  }

  reset(): void {
    this.#current = new Sketch();
    this.#earlier = [];
    this.#sum = 0;
    this.#count = 0;
  }

  // Time passes here and not in `observe`, which would have to read the clock each time.
  #read(): number[] {
    const spans = Math.floor((Date.now() - this.#since) / SPAN_MILLISECONDS);
    if (spans > 0) {
      this.#since += spans * SPAN_MILLISECONDS;
      const passed = [this.#current, ...Array.from({ length: Math.min(spans, SPANS) - 1 }, () => new Sketch())];
      this.#earlier = [...this.#earlier, ...passed].slice(-(SPANS - 1));
      this.#current = new Sketch();
    }
    return quantilesOf([...this.#earlier, this.#current], this.#quantiles);
  }
}
