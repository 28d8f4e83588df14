import type { MetricDefinition, MetricSet } from '@narthex/instrumentation';
import { seriesOf } from '@narthex/instrumentation';
import { dashboards } from '../../dashboards/index.ts';
import { ruleGroups } from '../../rules/index.ts';
import { prometheusSelf, prometheusWorkload, type StoredJob, serverParts } from '../../servers/index.ts';
import {
  type DashboardFile,
  type Duration,
  defaultTimeout,
  NarthexError,
  type Plan,
  type Problem,
  type RuleGroup,
  type ScrapeJob,
  type Stack,
  seconds,
  serviceJobs,
  unknownNameFix,
} from '../model/index.ts';
import { edges } from './edges.ts';

/** A scrape job together with what its targets expose. */
interface Source {
  readonly job: ScrapeJob;
  readonly metrics: MetricSet;
}

/** Everything that follows from a stack and is the same for every target. Throws a `NarthexError` for overrides that meet nothing. */
export function planStack(stack: Stack, assets: Plan['assets']): Plan {
  const servers = serverParts(stack);
  const sources: Source[] = [
    ...serviceJobs(stack).map((job) => ({ job, metrics: {} })),
    ...stack.exporters.flatMap(({ jobs, metrics }) => jobs(stack).map((job) => ({ job, metrics }))),
    ...[prometheusSelf(stack), ...servers].flatMap(({ jobs, metrics }) => jobs.map((job) => ({ job, metrics }))),
  ];
  refuseJobOverrides(stack, sources);
  const groups = ruleGroups(stack);
  const boards = dashboards(stack, groups);
  const read = readMetrics(groups, boards);
  const stored = sources.map(({ job, metrics }): StoredJob => {
    const changed = applyJobOverride(job, stack);
    return { job: changed, stored: storedSeries(changed, metrics, read) };
  });

  const services = Object.entries(stack.services).flatMap(([name, service]) =>
    service.run.kind === 'workload' ? [service.run.workload({ stack, name, service })] : [],
  );
  const workloads = [
    prometheusWorkload(stack, stored),
    ...servers.map(({ workload }) => workload),
    ...stack.exporters.map(({ workload }) => workload(stack)),
    ...services,
  ];
  const jobs = stored.map(({ job }) => job);
  return { stack, workloads, jobs, groups, dashboards: boards, edges: edges(workloads, jobs), assets };
}

function applyJobOverride(job: ScrapeJob, stack: Stack): ScrapeJob {
  const override = stack.jobs[job.name];
  if (override === undefined) return job;
  const { interval = job.interval, sampleLimit = job.limits.samples } = override;
  const timeout = override.timeout ?? shorter(job.timeout, defaultTimeout(interval));
  return { ...job, interval, timeout, limits: { ...job.limits, samples: sampleLimit } };
}

/** A job that is read more often than before must not wait longer than that. */
function shorter(a: Duration, b: Duration): Duration {
  return seconds(a) <= seconds(b) ? a : b;
}

/** NX117: a change of a job that does not exist. NX109: a change after which the timeout is longer than the interval. */
function refuseJobOverrides(stack: Stack, sources: readonly Source[]): void {
  const jobs = new Map(sources.map(({ job }) => [job.name, job]));
  const problems = Object.keys(stack.jobs).flatMap((name): Problem[] => {
    const path = ['environments', stack.environment, 'jobs', name];
    const job = jobs.get(name);
    if (job === undefined) {
      const fix = unknownNameFix(name, [...jobs.keys()]);
      return [{ code: 'NX117', path, message: `there is no scrape job '${name}'`, fix }];
    }
    const { interval, timeout } = applyJobOverride(job, stack);
    if (seconds(timeout) <= seconds(interval)) return [];
    const message = `the timeout ${timeout} is longer than the interval ${interval}`;
    const fix = `use at most ${interval}, or leave it out for ${defaultTimeout(interval)}`;
    return [{ code: 'NX109', path: [...path, 'timeout'], message, fix }];
  });
  if (problems.length > 0) throw new NarthexError(`Scrape jobs of '${stack.name}' cannot be changed so.`, problems);
}

/** The names of all metrics that rules and dashboards read. */
function readMetrics(groups: readonly RuleGroup[], boards: readonly DashboardFile[]): ReadonlySet<string> {
  const rules = groups.flatMap(({ rules }) => rules.flatMap(({ expr }) => expr.metrics));
  return new Set([...rules, ...boards.flatMap(({ metrics }) => metrics)].map(({ name }) => name));
}

/** The series of a job that are worth storing. */
function storedSeries(job: ScrapeJob, metrics: MetricSet, read: ReadonlySet<string>): readonly string[] | 'all' {
  if (job.stores === 'all') return 'all';
  const wanted = Object.values<MetricDefinition>(metrics).filter(({ name }) => read.has(name));
  return [...new Set([...wanted.flatMap(seriesOf), ...(job.keep ?? [])])].sort();
}
