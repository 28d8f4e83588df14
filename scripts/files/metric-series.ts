import type { MetricDefinition } from '@narthex/instrumentation';
import type { LabelFacts, Series } from '../../promql/index.ts';
import { seriesOfMetric, targetSeries } from '../../stacks/analysis/index.ts';

/** A metric of a program that somebody's Prometheus reads. */
export interface ForeignMetric {
  readonly metric: MetricDefinition;
  /** What exposes it, for messages: `node exporter`, the name of a file. */
  readonly program: string;
  /** The program does not say its type, so that nobody knows. */
  readonly untyped?: true;
  /** It has labels that nobody knows. */
  readonly open?: true;
}

/** What is known of how a Prometheus reads programs of which nobody knows more. */
export interface ForeignTargets {
  /** The labels that Prometheus adds; `undefined`: `job`, `instance` and any others. */
  readonly labels: readonly string[] | undefined;
  /** How often, in seconds; 0 where nobody knows: no window is too short then. */
  readonly interval: number;
}

/**
 * The series of metrics in a Prometheus whose jobs nobody knows. Which targets there are is not known either, so that the labels of a
 * target belong to no key: a join that does without them may well be right, where there is one target or one job.
 */
export function foreignSeries(metrics: readonly ForeignMetric[], { labels, interval }: ForeignTargets): Series[] {
  const added = new Map<string, LabelFacts>((labels ?? ['job', 'instance']).map((name) => [name, { always: true }]));
  const closed = labels !== undefined;
  const series = metrics.flatMap(({ metric, program, untyped, open }) => {
    const source = { kind: 'scrape', job: program, interval } as const;
    return seriesOfMetric(metric, { labels: added, source, honorLabels: true }).map((each): Series => {
      const renamed = withRenamed(each, Object.keys(metric.labels), added);
      const own = { ...renamed, closed: closed && !open };
      return untyped ? { ...own, kind: undefined, unit: undefined } : own;
    });
  });
  const source = { kind: 'scrape', job: 'any job', interval } as const;
  const ofTargets = targetSeries({ labels: added, source, honorLabels: false });
  return [...series, ...ofTargets.map((each) => ({ ...each, closed }))].map((each) => ({
    ...each,
    key: each.key.filter((name) => !added.has(name) && !name.startsWith('exported_')),
  }));
}

/** A label that Prometheus adds as well is kept or renamed to `exported_…`, by the settings of its job. */
function withRenamed(series: Series, own: readonly string[], added: ReadonlyMap<string, LabelFacts>): Series {
  const both = own.filter((name) => added.has(name));
  if (both.length === 0) return series;
  const labels = new Map(series.labels);
  for (const name of both) labels.set(name, { always: true }).set(`exported_${name}`, { always: false });
  return { ...series, labels };
}
