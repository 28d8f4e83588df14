import type { Exposition, Family, Sample } from '../../exporters/index.ts';

/** A metric as Prometheus stores it, with one sample for each of its series: those of OpenMetrics have other names than their families. */
export interface View {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram' | 'summary';
  /** Whether the program says its type. */
  readonly typed: boolean;
  readonly help: string;
  readonly unit: string;
  /** Samples that tell series and labels; of histograms and summaries their counts. */
  readonly series: readonly Sample[];
  /** Every sample whose value is one of the metric: for histograms and summaries none. */
  readonly values: readonly number[];
  /** Upper bounds or quantiles, sorted, without infinity. */
  readonly steps: readonly number[];
  /** The label of a stateset, whose values are the states. */
  readonly states?: string;
}

/** The metrics of an exposition that have series. */
export function viewsOf({ families }: Exposition): View[] {
  return families.flatMap(familyViews).filter(({ series }) => series.length > 0);
}

function familyViews(family: Family): View[] {
  const { name, type, samples } = family;
  const created = ending(samples, `${name}_created`);
  const stamp: View[] =
    created.length === 0
      ? []
      : [{ ...plain(family, 'gauge', created), name: `${name}_created`, help: `When ${name} began.`, unit: 'seconds' }];
  switch (type) {
    case 'counter': {
      const totals = ending(samples, `${name}_total`);
      if (totals.length === 0) return [plain(family, 'counter', ending(samples, name))];
      return [{ ...plain(family, 'counter', totals), name: `${name}_total` }, ...stamp];
    }
    case 'histogram': {
      const steps = stepsOf(ending(samples, `${name}_bucket`), 'le');
      return [{ ...plain(family, 'histogram', ending(samples, `${name}_count`)), values: [], steps }, ...stamp];
    }
    case 'summary': {
      const steps = stepsOf(ending(samples, name), 'quantile');
      return [{ ...plain(family, 'summary', ending(samples, `${name}_count`)), values: [], steps }, ...stamp];
    }
    case 'info':
      return [{ ...plain(family, 'gauge', samples), name: `${name}_info` }];
    case 'stateset':
      return [{ ...plain(family, 'gauge', samples), states: name }];
    case 'gaugehistogram':
      return ['_bucket', '_gsum', '_gcount'].map((suffix) => {
        const series = ending(samples, name + suffix);
        return { ...plain(family, 'gauge', series), name: name + suffix };
      });
    default:
      return [plain(family, 'gauge', samples)];
  }
}

function plain(family: Family, type: View['type'], series: readonly Sample[]): View {
  const { name, help, unit } = family;
  const typed = family.type !== 'untyped' && family.type !== 'unknown';
  return { name, type, typed, help, unit, series, values: series.map(({ value }) => value), steps: [] };
}

function ending(samples: readonly Sample[], name: string): Sample[] {
  return samples.filter((sample) => sample.name === name);
}

function stepsOf(samples: readonly Sample[], label: string): number[] {
  const steps = new Set(samples.map(({ labels }) => Number(labels.get(label))).filter(Number.isFinite));
  return [...steps].sort((a, b) => a - b);
}
