import type { LabelSpec, MetricDefinition, Unit as MetricUnit } from '@narthex/instrumentation';
import type { Bounds, LabelFacts, Series, SeriesKind, SeriesSource, Unit } from '../../promql/index.ts';

/** What all series of a target have in common: the labels that Prometheus adds, and how often it reads. */
export interface TargetFacts {
  readonly labels: ReadonlyMap<string, LabelFacts>;
  readonly source: SeriesSource;
  /** The labels that the target sends win over those that Prometheus adds. */
  readonly honorLabels: boolean;
}

const number: Unit = { powers: {} };
const anything: Bounds = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
const positive: Bounds = { min: 0, max: Number.POSITIVE_INFINITY };

/** The series that a metric of the catalog becomes, once Prometheus has read it from these targets. */
export function seriesOfMetric(metric: MetricDefinition, target: TargetFacts): Series[] {
  const observed = unitOf(metric.unit);
  const common = { closed: true, source: target.source } as const;
  const { labels, key } = storedLabels(metric, target);
  switch (metric.type) {
    case 'counter':
      return [
        { ...common, name: metric.name, kind: 'counter', unit: observed ?? number, bounds: positive, labels, key },
      ];
    case 'gauge':
      return [{ ...common, name: metric.name, ...gaugeFacts(metric), labels, key }];
    case 'histogram': {
      const buckets = [...metric.buckets.map(openMetricsFloat), '+Inf'];
      const le: LabelFacts = { always: true, values: new Set(buckets) };
      return [
        {
          ...common,
          name: `${metric.name}_bucket`,
          kind: 'bucket',
          unit: number,
          ...(observed && { observes: observed }),
          bounds: positive,
          labels: new Map([...labels, ['le', le]]),
          key: [...key, 'le'],
          buckets,
        },
        ...sumAndCount(metric, observed, { ...common, labels, key }),
      ];
    }
    case 'summary': {
      const quantiles = metric.quantiles.map(openMetricsFloat);
      const quantile: LabelFacts = { always: true, values: new Set(quantiles) };
      return [
        {
          ...common,
          name: metric.name,
          kind: 'gauge',
          unit: observed,
          bounds: anything,
          labels: new Map([...labels, ['quantile', quantile]]),
          key: [...key, 'quantile'],
        },
        ...sumAndCount(metric, observed, { ...common, labels, key }),
      ];
    }
  }
}

function sumAndCount(
  metric: Extract<MetricDefinition, { readonly type: 'histogram' | 'summary' }>,
  observed: Unit | undefined,
  common: Pick<Series, 'closed' | 'source' | 'labels' | 'key'>,
): Series[] {
  // Durations and sizes are never negative; of other observations nobody knows, and then their sum may fall.
  const grows = metric.unit !== undefined || (metric.type === 'histogram' && (metric.buckets[0] ?? -1) >= 0);
  return [
    {
      ...common,
      name: `${metric.name}_sum`,
      kind: 'counter',
      unit: observed,
      bounds: grows ? positive : anything,
    },
    { ...common, name: `${metric.name}_count`, kind: 'counter', unit: number, bounds: positive },
  ];
}

function gaugeFacts(metric: Extract<MetricDefinition, { readonly type: 'gauge' }>): {
  readonly kind: SeriesKind;
  readonly unit: Unit | undefined;
  readonly bounds: Bounds;
} {
  if (metric.info) return { kind: 'info', unit: number, bounds: { min: 1, max: 1 } };
  const [min, max] = metric.range ?? (metric.unit === 'ratio' ? [0, 1] : [anything.min, anything.max]);
  return { kind: 'gauge', unit: unitOf(metric.unit), bounds: { min, max } };
}

/** The labels under which a metric is stored. A label that Prometheus sets as well is stored as `exported_…`, unless labels are honoured. */
function storedLabels(metric: MetricDefinition, { labels: added, honorLabels }: TargetFacts) {
  const labels = new Map(added);
  const renamed = new Map<string, string>();
  for (const [name, spec] of Object.entries(metric.labels)) {
    const stored = added.has(name) && !honorLabels ? `exported_${name}` : name;
    renamed.set(name, stored);
    labels.set(stored, labelFacts(spec));
  }
  const own = metric.key ?? Object.keys(metric.labels);
  return { labels, key: [...new Set([...added.keys(), ...own.map((name) => renamed.get(name) ?? name)])] };
}

function labelFacts(spec: LabelSpec): LabelFacts {
  if (!('kind' in spec)) return { always: true, values: new Set(spec) };
  return { always: !(spec.kind === 'open' && spec.sometimes) };
}

/** The unit of a metric as the checker counts it; `undefined` where the catalog names none. */
export function unitOf(unit: MetricUnit | undefined): Unit | undefined {
  switch (unit) {
    case undefined:
      return undefined;
    case 'ratio':
      return number;
    case 'timestamp':
      return { powers: { seconds: 1 }, instant: true };
    default:
      return { powers: { [unit]: 1 } };
  }
}

/**
 * A number as Prometheus 3 writes it into `le` and `quantile`: always recognisable as a float, `1.0`, `1e+06`
 * (OpenMetrics, "Canonical Numbers"; the exponent begins where Go's `%g` begins it).
 */
export function openMetricsFloat(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  if (Number.isNaN(value)) return 'NaN';
  if (value === 0) return '0.0';
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power < -4 || power >= 6) return `${mantissa}e${exponentText(power)}`;
  const plain = value.toString();
  return plain.includes('.') ? plain : `${plain}.0`;
}

function exponentText(power: number): string {
  return `${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** What Prometheus writes about every target: `up` and what the last scrape brought. No relabelling drops it. */
export function targetSeries({ labels, source }: TargetFacts): Series[] {
  const common = { kind: 'gauge', labels, closed: true, key: [...labels.keys()], source } as const;
  const counts = ['scrape_samples_scraped', 'scrape_samples_post_metric_relabeling', 'scrape_series_added'];
  return [
    { ...common, name: 'up', unit: number, bounds: { min: 0, max: 1 } },
    { ...common, name: 'scrape_duration_seconds', unit: { powers: { seconds: 1 } }, bounds: positive },
    ...counts.map((name) => ({ ...common, name, unit: number, bounds: positive })),
  ];
}
