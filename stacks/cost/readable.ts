import { type Exposure, type JobSource, seconds } from '../model/index.ts';
import { type LabelCount, namesOf } from './cardinality.ts';
import { TARGET_SERIES } from './constants.ts';
import { isStored, storedMetrics } from './stored.ts';
import { type Sized, targetCount } from './targets.ts';

/** The stored series of one name from one source, as a rule reads them. */
export interface Readable {
  readonly name: string;
  /** On all targets together. */
  readonly series: number;
  /** Seconds between two samples. */
  readonly interval: number;
  readonly labels: ReadonlyMap<string, LabelCount>;
}

/** Everything that the scrape jobs store. */
export function readableOf(sources: readonly JobSource[], plan: Sized): Readable[] {
  return sources.flatMap((source) => source.exposes.flatMap((exposure) => exposureReadable(exposure, source, plan)));
}

function exposureReadable(exposure: Exposure, source: JobSource, plan: Sized): Readable[] {
  const { job } = source;
  const kept = isStored(source);
  const interval = seconds(job.interval);
  const targets = targetCount(exposure, plan, job.kind === 'probe');
  const added = addedLabels(exposure, job, targets);
  const own = storedMetrics(exposure, kept)
    .flatMap((metric) => namesOf(metric))
    .filter(({ name }) => kept(name))
    .map(({ name, series, labels }) => ({
      name,
      series: series * targets,
      interval,
      labels: new Map([...labels, ...added]),
    }));
  if (exposure.pushedBy !== undefined) return own;
  return [...own, ...TARGET_SERIES.map((name) => ({ name, series: targets, interval, labels: added }))];
}

/** The labels that Prometheus adds. */
function addedLabels(
  { targets, pushedBy }: Exposure,
  job: JobSource['job'],
  count: number,
): ReadonlyMap<string, LabelCount> {
  const labels = new Map<string, LabelCount>([['job', { count: 1, values: [pushedBy ?? job.name] }]]);
  if (pushedBy !== undefined) return labels;
  // Replicas and machines have addresses that nobody knows yet.
  const known = count === targets.length && targets.map(({ instance }) => instance);
  labels.set('instance', { count, ...(known && { values: known }) });
  for (const name of new Set(targets.flatMap((target) => Object.keys(target.labels ?? {})))) {
    const values = [...new Set(targets.flatMap((target) => target.labels?.[name] ?? []))];
    labels.set(name, { count: values.length, values });
  }
  return labels;
}
