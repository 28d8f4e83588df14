import type { MetricDefinition } from '@narthex/instrumentation';
import { seriesOf } from '@narthex/instrumentation';
import { type Exposure, type JobSource, seconds } from '../model/index.ts';
import { type Factor, factorsOf, isKnown, namesOf } from './cardinality.ts';
import { TARGET_SERIES } from './constants.ts';
import { diskBytes, seriesMemoryBytes } from './sizing.ts';
import { isStored, storedMetrics } from './stored.ts';
import { type Sized, targetCount } from './targets.ts';
import { besidesCatalog } from './undeclared.ts';

/** What series cost. */
export interface Cost {
  /** Active series. */
  readonly series: number;
  readonly samplesPerSecond: number;
  /** Bytes, for the retention time. */
  readonly disk: number;
  /** Bytes. */
  readonly memory: number;
}

/** What one metric of a job costs. */
export interface MetricCost extends Cost {
  readonly job: string;
  /** As it is declared: the histogram, not its buckets. */
  readonly name: string;
  /** What multiplies to its series: `[5 methods, 12 routes, 14]`. */
  readonly factors: readonly Factor[];
}

/** What a scrape job costs. */
export interface JobCost extends Cost {
  readonly job: string;
  readonly targets: number;
  /** What one scrape of its largest target brings after relabelling, which is what `sample_limit` counts. */
  readonly samplesPerScrape: number;
  /** The same with every bounded label at its limit. */
  readonly mostSamplesPerScrape: number;
  /** Its catalog says all that is stored, and no label that counts is open: `samplesPerScrape` cannot be far off. */
  readonly known: boolean;
  /** Names that are stored and in no catalog; each is taken for one series. */
  readonly undeclared: readonly string[];
  /** The dearest first. */
  readonly metrics: readonly MetricCost[];
}

/** What so many series cost that are written every `interval` seconds. */
export function costOf(series: number, interval: number, { stack }: Pick<Sized, 'stack'>): Cost {
  const samplesPerSecond = series / interval;
  return {
    series,
    samplesPerSecond,
    disk: diskBytes(samplesPerSecond, seconds(stack.prometheus.retention.time)),
    memory: seriesMemoryBytes(series, samplesPerSecond),
  };
}

/** What costs come to together. */
export function sumOf(costs: readonly Cost[]): Cost {
  const total = (key: keyof Cost) => costs.reduce((sum, cost) => sum + cost[key], 0);
  return {
    series: total('series'),
    samplesPerSecond: total('samplesPerSecond'),
    disk: total('disk'),
    memory: total('memory'),
  };
}

/** What a scrape job costs, as far as its catalogs and the numbers of targets say. */
export function jobCost(source: JobSource, plan: Sized): JobCost {
  const { job, exposes } = source;
  const interval = seconds(job.interval);
  const exposed = exposes.map((exposure) => exposureCounts(exposure, source));
  const count = (exposure: Exposure) => targetCount(exposure, plan, job.kind === 'probe');
  const targets = exposes.reduce((sum, each) => sum + (each.pushedBy === undefined ? count(each) : 0), 0);
  const undeclared = undeclaredNames(source);
  const metrics = new Map<string, { readonly factors: readonly Factor[]; series: number }>();
  exposes.forEach((exposure, index) => {
    for (const { name, factors, series } of exposed[index] ?? []) {
      const known = metrics.get(name) ?? { factors, series: 0 };
      metrics.set(name, { ...known, series: known.series + series * count(exposure) });
    }
  });
  for (const name of undeclared) metrics.set(name, { factors: [], series: targets });
  const own = [...metrics].map(
    ([name, { factors, series }]): MetricCost => ({
      job: job.name,
      name,
      factors: [...(targets > 1 ? [{ count: targets, label: 'target' }] : []), ...factors],
      ...costOf(series, interval, plan),
    }),
  );
  return {
    job: job.name,
    targets,
    ...scrapes(source, exposed, undeclared.length),
    known: undeclared.length === 0 && hasKnownCatalog(source),
    undeclared,
    ...sumOf([...own, costOf(targets * TARGET_SERIES.length, interval, plan)]),
    metrics: own.filter(({ series }) => series > 0).sort((a, b) => b.series - a.series || (a.name < b.name ? -1 : 1)),
  };
}

interface MetricCount {
  readonly name: string;
  readonly factors: readonly Factor[];
  readonly series: number;
  readonly most: number;
}

/** The series of each metric on one target, as far as they are stored. */
function exposureCounts(exposure: Exposure, source: JobSource): MetricCount[] {
  const besides = besidesCatalog(exposure, source).map((each) => ({ ...each, most: each.series }));
  const kept = isStored(source);
  const declared = storedMetrics(exposure, kept).map((metric) => {
    const names = namesOf(metric).filter(({ name }) => kept(name));
    const most = namesOf(metric, 'most').filter(({ name }) => kept(name));
    const each = factorsOf(metric).reduce((total, { count }) => total * count, 1);
    const series = names.reduce((total, name) => total + name.series, 0);
    const perSet = each === 0 ? 0 : series / each;
    return {
      name: metric.name,
      factors: [...factorsOf(metric), ...(perSet === 1 ? [] : [{ count: perSet }])],
      series,
      most: most.reduce((total, name) => total + name.series, 0),
    };
  });
  return [...declared, ...besides];
}

/** Scraped together: what the largest target exposes, and what is pushed to it. */
function scrapes({ exposes }: JobSource, exposed: readonly (readonly MetricCount[])[], undeclared: number) {
  const largest = (key: 'series' | 'most') => {
    const totals = exposes.map(({ pushedBy }, index) => ({
      pushed: pushedBy !== undefined,
      total: (exposed[index] ?? []).reduce((sum, count) => sum + count[key], 0),
    }));
    const pushed = totals.reduce((sum, each) => sum + (each.pushed ? each.total : 0), 0);
    return Math.max(0, ...totals.filter((each) => !each.pushed).map(({ total }) => total)) + pushed + undeclared;
  };
  return { samplesPerScrape: largest('series'), mostSamplesPerScrape: largest('most') };
}

/** Names that are stored and in no catalog of the job. */
function undeclaredNames({ stored, exposes }: JobSource): string[] {
  if (stored === 'all') return [];
  const declared = new Set(
    exposes.flatMap(({ metrics }) => Object.values<MetricDefinition>(metrics).flatMap(seriesOf)),
  );
  return stored.filter((name) => !declared.has(name));
}

/** A Pushgateway brings whatever is pushed; of the others, the stored metrics have to be countable. */
function hasKnownCatalog(source: JobSource): boolean {
  if (source.job.kind === 'metrics' && source.job.speaksForOthers) return false;
  const kept = isStored(source);
  return source.exposes.every((exposure) => storedMetrics(exposure, kept).every(isKnown));
}
