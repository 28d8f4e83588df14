import type { Unit } from './unit.ts';

/** What kind of numbers a series holds. `bucket`: the `_bucket` series of a classic histogram. `info`: always 1, its labels are the message. */
export type SeriesKind = 'counter' | 'gauge' | 'bucket' | 'histogram' | 'info';

/** What is known of one label of a series. */
export interface LabelFacts {
  /** Every such series carries it; otherwise it may be missing, which is the same as empty. */
  readonly always: boolean;
  /** All values that it takes, where they are known. */
  readonly values?: ReadonlySet<string>;
}

/** What is known of the series of one name from one source, as they lie in Prometheus. */
export interface Series {
  /** As it is stored: `http_request_duration_seconds_bucket`. */
  readonly name: string;
  /** `undefined`: nobody knows. */
  readonly kind: SeriesKind | undefined;
  /** A sum over several counters: it falls whenever one of them starts again, which `rate` takes for a reset. */
  readonly aggregated?: boolean;
  /** `undefined`: nobody knows. */
  readonly unit: Unit | undefined;
  /** The values lie between these. */
  readonly bounds: Bounds;
  /** NaN is stored at times: of a rule that divides by what may be zero. */
  readonly nan?: boolean;
  /** All labels but `__name__`. */
  readonly labels: ReadonlyMap<string, LabelFacts>;
  /** No other label can be there. */
  readonly closed: boolean;
  /** These labels tell its series apart; the others follow from them. */
  readonly key: readonly string[];
  /** The upper bounds of a classic histogram as `le` shows them, `+Inf` included: on its buckets. */
  readonly buckets?: readonly string[];
  /** What a histogram counts: on its buckets and on native histograms, whose own `unit` is that of a count. */
  readonly observes?: Unit | undefined;
  readonly source: SeriesSource;
}

/** The least and the largest value that can be; infinite where nothing is known. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Where series come from. */
export type SeriesSource =
  | {
      readonly kind: 'scrape';
      /** The scrape job. */
      readonly job: string;
      /** How often it is read, in seconds. */
      readonly interval: number;
    }
  | {
      readonly kind: 'rule';
      /** The name of the rule group. */
      readonly group: string;
      /** How often it is evaluated, in seconds. */
      readonly interval: number;
    }
  /** Made by Prometheus itself: `ALERTS`, `ALERTS_FOR_STATE`. */
  | { readonly kind: 'prometheus'; readonly interval: number };

/** Everything that a Prometheus holds, as far as it is declared. */
export interface Catalog {
  /** The series of a name, one entry for each source; none: nothing of that name is there. */
  readonly find: (name: string) => readonly Series[];
  /** Every name, sorted. */
  readonly names: readonly string[];
  /** Nothing else is there. Otherwise an unknown name may exist, and nothing is said of it. */
  readonly closed: boolean;
}
