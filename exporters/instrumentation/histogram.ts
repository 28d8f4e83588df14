/** The cells of histograms: how many observations fell under each bound, counted for each bucket alone and added up when read. */
import { type Cell, type CellSample, isFiniteNumber, type Reject, type SampleNames, withExemplar } from './cells.ts';
import { type Exemplar, type ExemplarSource, exemplarOf } from './exemplars.ts';
import { exemplarText } from './exposition/sample.ts';
import { braced, joinLabels, numberText } from './exposition/text.ts';
import type { Observer } from './timers.ts';

/** Above this many bounds, halving them is faster than passing them one by one. */
const MANY_BOUNDS = 24;

/** One series of a histogram. Values that are not finite are refused: they would spoil the sum. */
export class Histogram implements Cell, Observer {
  readonly labels: string;
  readonly #bounds: readonly number[];
  readonly #reject: Reject;
  /** One for each bound, and the last for what is above all of them. */
  readonly #counts: number[];
  #sum = 0;

  constructor(labels: string, reject: Reject, bounds: readonly number[]) {
    this.labels = labels;
    this.#bounds = bounds;
    this.#reject = reject;
    this.#counts = new Array<number>(bounds.length + 1).fill(0);
  }

  observe(value: number): void {
    if (!isFiniteNumber(value)) {
      this.#reject();
      return;
    }
    const at = bucketOf(this.#bounds, value);
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#sum += value;
  }

  lines(names: SampleNames): string {
    const labels = joinLabels(this.labels, names.more);
    const rest = labels === '' ? '} ' : `,${labels}} `;
    const counts = this.#counts;
    let text = '';
    let total = 0;
    for (let at = 0; at < counts.length; at += 1) {
      total += counts[at] ?? 0;
      text += `${names.heads[at]}${rest}${total}${names.exemplars ? this.tail(at) : ''}\n`;
    }
    const outer = braced(labels);
    return `${text}${names.name}_sum${outer}${numberText(this.#sum)}\n${names.name}_count${outer}${total}\n`;
  }

  samples(name: string, labels: Readonly<Record<string, string>>): CellSample[] {
    let total = 0;
    const buckets = this.#counts.map((count, at) => {
      total += count;
      const le = this.#bounds[at] ?? '+Inf';
      const sample = { metricName: `${name}_bucket`, labels: { le, ...labels }, value: total };
      return withExemplar(sample, this.exemplar(at));
    });
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels: { ...labels }, value: this.#sum },
      { metricName: `${name}_count`, labels: { ...labels }, value: total },
    ];
  }

  reset(): void {
    this.#counts.fill(0);
    this.#sum = 0;
  }

  /** What stands behind a bucket. */
  protected tail(at: number): string {
    const exemplar = this.exemplar(at);
    return exemplar === undefined ? '' : exemplarText(exemplar);
  }

  /** The exemplar of a bucket; this kind keeps none. */
  protected exemplar(_at: number): Exemplar | undefined {
    return undefined;
  }
}

/** One series of a histogram that keeps for each bucket the trace of its last observation. */
export class TracedHistogram extends Histogram {
  readonly #bounds: readonly number[];
  readonly #source: ExemplarSource;
  #exemplars: (Exemplar | undefined)[] = [];

  constructor(labels: string, reject: Reject, bounds: readonly number[], source: ExemplarSource) {
    super(labels, reject, bounds);
    this.#bounds = bounds;
    this.#source = source;
  }

  override observe(value: number): void {
    super.observe(value);
    if (!isFiniteNumber(value)) return;
    const exemplar = exemplarOf(this.#source, value);
    if (exemplar !== undefined) this.#exemplars[bucketOf(this.#bounds, value)] = exemplar;
  }

  override reset(): void {
    super.reset();
    this.#exemplars = [];
  }

  protected override exemplar(at: number): Exemplar | undefined {
    return this.#exemplars[at];
  }
}

/** The place of the first bound that is not below the value; the number of bounds when it is above all. */
export function bucketOf(bounds: readonly number[], value: number): number {
  if (bounds.length <= MANY_BOUNDS) {
    let at = 0;
    while (at < bounds.length && value > (bounds[at] ?? 0)) at += 1;
    return at;
  }
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value > (bounds[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
