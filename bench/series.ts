// What the targets of a stack expose, as series with values: a system at work in which hardly anything is wrong.
import type { LabelSpec, MetricDefinition } from '@narthex/instrumentation';
import { leOf } from '../rules/index.ts';
import { seriesText } from '../scripts/replay/open-metrics.ts';
import { factorsOf, product, valuesOfLabel } from '../stacks/cost/cardinality.ts';
import { TARGET_SERIES } from '../stacks/cost/constants.ts';
import { type JobSource, type Plan, seconds } from '../stacks/model/index.ts';

type Labels = Readonly<Record<string, string>>;

/** One series, as it is written in the format of `/metrics`. */
export interface BenchSeries {
  readonly name: string;
  readonly text: string;
  /** Seconds between two samples. */
  readonly interval: number;
  /** Its value at a time, in seconds since 1970. */
  readonly at: (time: number) => number;
}

/** The series of a plan that have one of the names, with so many instances of each target. */
export function seriesOfPlan({ sources }: Plan, instances: number, names: ReadonlySet<string>): BenchSeries[] {
  return sources.flatMap((source) => seriesOfSource(source, instances, names));
}

function seriesOfSource({ job, exposes }: JobSource, instances: number, names: ReadonlySet<string>): BenchSeries[] {
  const interval = seconds(job.interval);
  return exposes.flatMap(({ targets, metrics, pushedBy }) => {
    const every = Object.values<MetricDefinition>(metrics).flatMap((metric) => valuesOf(metric));
    const own = TARGET_SERIES.map((name) => ({ name, labels: {}, at: () => (name === 'up' ? 1 : 0.1) }));
    const known = [...every, ...(pushedBy === undefined ? own : [])].filter(({ name }) => names.has(name));
    return targets.flatMap(({ instance, labels }) =>
      Array.from({ length: instances }, (_, index) => {
        const target: Labels =
          pushedBy === undefined
            ? { job: job.name, instance: instance.replace(/(:\d+)?(\/.*)?$/, `-${index}$1$2`), ...labels }
            : { job: pushedBy };
        return known.map((each) => ({
          name: each.name,
          text: seriesText(each.name, { ...each.labels, ...target }),
          interval,
          at: each.at,
        }));
      }).flat(),
    );
  });
}

interface Valued {
  readonly name: string;
  readonly labels: Labels;
  readonly at: BenchSeries['at'];
}

/** Counts of what should not happen, and states that nothing should be in. */
const trouble = new RegExp(
  [
    ...['error', 'fail', 'drop', 'reject', 'evict', 'timed_out', 'lost', 'kill', '5xx', 'rate_limited', 'readonly'],
    ...['loading', 'missed', 'waiting', 'idle', 'conflict', 'deadlock', 'rollback', 'rolled_back', 'oom', 'throttled'],
    ...['steal', 'stall', 'exceeded', 'out_of_', 'duplicate', 'carrier', 'changes', 'offset_seconds', 'pressure'],
  ].join('|'),
);
/** What there is of something, beside what is used of it. */
const room = /avail|free|max|limit|size|capacity|total|allowed/;

/** The series of a metric on one target. */
function valuesOf(metric: MetricDefinition): Valued[] {
  return labelSets(metric).flatMap((labels, index) => valued(metric, labels, index));
}

function valued(metric: MetricDefinition, labels: Labels, index: number): Valued[] {
  const { name, unit } = metric;
  const bad = trouble.test(`${name} ${Object.values(labels).join(' ')}`);
  const perSecond = bad ? 0 : 0.05 * (1 + (index % 7) / 7);
  const counting = (share: number) => (time: number) => Math.round(perSecond * share * (time % 1e6) * 1e3) / 1e3;
  switch (metric.type) {
    case 'counter':
      return [{ name, labels, at: counting(1) }];
    case 'gauge': {
      if (unit === 'timestamp')
        return [
          {
            name,
            labels,
            at: /start|boot|created/.test(name) ? () => 1e9 : /expiry/.test(name) ? () => 4e9 : (time) => time - 30,
          },
        ];
      const value = bad ? 0 : unit === 'ratio' ? 0.5 : room.test(name) ? 1_000 : 1;
      return [{ name, labels, at: () => value }];
    }
    case 'histogram':
      return [
        // Half of what is observed is below the first bound, all of it below the third.
        ...[...metric.buckets, Number.POSITIVE_INFINITY].map((bound, place) => ({
          name: `${name}_bucket`,
          labels: { ...labels, le: leOf(bound) },
          at: counting([0.5, 0.9][place] ?? 1),
        })),
        { name: `${name}_sum`, labels, at: counting((metric.buckets[0] ?? 1) / 2) },
        { name: `${name}_count`, labels, at: counting(1) },
      ];
    case 'summary':
      return [
        ...metric.quantiles.map((quantile) => ({
          name,
          labels: { ...labels, quantile: leOf(quantile) },
          at: () => 0.01,
        })),
        { name: `${name}_sum`, labels, at: counting(0.01) },
        { name: `${name}_count`, labels, at: counting(1) },
      ];
  }
}

/** As many label sets as are predicted of one target. */
function labelSets(metric: MetricDefinition): Labels[] {
  const count = product(factorsOf(metric));
  const key = metric.key ?? Object.keys(metric.labels);
  return Array.from({ length: count }, (_, index) => {
    let rest = index;
    const pairs = Object.entries(metric.labels).map(([label, spec]): [string, string] => {
      if (!key.includes(label)) return [label, valueAt(label, spec, 0)];
      // A number of series that is declared is more or less than the product: then an open label tells all of them apart.
      if (metric.series !== undefined && 'kind' in spec) return [label, valueAt(label, spec, index)];
      const values = valuesOfLabel(spec).count;
      const value = valueAt(label, spec, rest % values);
      rest = Math.floor(rest / values);
      return [label, value];
    });
    return Object.fromEntries(pairs);
  });
}

function valueAt(label: string, spec: LabelSpec, index: number): string {
  return 'kind' in spec ? `${label}-${index}` : (spec[index % spec.length] ?? '');
}
