import type { MetricDefinition, MetricSet } from '@narthex/instrumentation';
import { seriesOf } from '@narthex/instrumentation';
import { dashboards } from '../../dashboards/index.ts';
import { ruleGroups } from '../../rules/index.ts';
import { previewInsteadOfGrafana, prometheusSelf, prometheusWorkload, serverParts } from '../../servers/index.ts';
import { type IsRead, panelUnits, readsAny, stackExpressions } from '../analysis/index.ts';
import { limitedSources, prometheusMemory, stackCost, unknownBudgets } from '../cost/index.ts';
import {
  applyJobOverride,
  defaultTimeout,
  type Exporter,
  type Exposure,
  type JobSource,
  NarthexError,
  type Plan,
  type Problem,
  type ScrapeJob,
  type Stack,
  seconds,
  serviceExposures,
  serviceJobs,
  unknownNameFix,
} from '../model/index.ts';
import { edges } from './edges.ts';
import { linkPanels } from './link-panels.ts';

/** A scrape job together with what its targets expose, before it is known what of that is read. */
type Source = Omit<JobSource, 'stored'>;

/** Everything that follows from a stack and is the same for every target. Throws a `NarthexError` for overrides that meet nothing. */
export function planStack(stack: Stack, assets: Plan['assets']): Plan {
  const servers = serverParts(stack);
  const sources: Source[] = [
    ...serviceJobs(stack).map((job) => ({ job, exposes: serviceExposures(stack, job.name) })),
    ...stack.exporters.flatMap(({ jobs, metrics, metricsOf, pushes }) =>
      jobs(stack).map((job) => ({
        job,
        exposes: [...exposures(job, metricsOf?.(job, stack) ?? metrics), ...pushed(pushes)],
      })),
    ),
    ...[prometheusSelf(stack), ...servers].flatMap(({ jobs, metrics }) =>
      jobs.map((job) => ({ job, exposes: exposures(job, metrics) })),
    ),
  ];
  refuseJobOverrides(stack, sources);
  const unlinked = ruleGroups(stack);
  const boards = dashboards(stack, unlinked, (questions) =>
    panelUnits(
      { stack, groups: unlinked, sources: sources.map((source) => ({ ...source, stored: 'all' })) },
      questions,
    ),
  );
  const groups = linkPanels(unlinked, boards, stack);
  const read = readsAny(stackExpressions({ groups, dashboards: boards, stack }));
  const stored = sources.map(({ job, exposes }): JobSource => {
    const changed = applyJobOverride(job, stack);
    return { job: changed, exposes, stored: storedSeries(changed, exposes, read) };
  });

  const services = Object.entries(stack.services).flatMap(([name, service]) =>
    service.run.kind === 'workload' ? [service.run.workload({ stack, name, service })] : [],
  );
  const others = [
    ...servers.map(({ workload }) => workload),
    ...stack.exporters.map(({ workload }) => workload(stack)),
    ...services,
  ];
  // How much memory Prometheus needs follows from everything else; its own size does not depend on it.
  const cost = stackCost({ stack, groups, sources: stored, workloads: [prometheusWorkload(stack, stored), ...others] });
  const limited = limitedSources(stored, cost.jobs);
  const workloads = [prometheusWorkload(stack, limited, prometheusMemory(stack, cost)), ...others];
  const jobs = limited.map(({ job }) => job);
  return {
    stack,
    workloads,
    fallbacks: [previewInsteadOfGrafana(stack)],
    jobs,
    sources: limited,
    groups,
    dashboards: boards,
    edges: edges(workloads, jobs),
    assets,
  };
}

function exposures(job: ScrapeJob, metrics: MetricSet): Exposure[] {
  return [{ targets: job.targets, metrics }];
}

function pushed(pushes: Exporter['pushes'] = {}): Exposure[] {
  return Object.entries(pushes).map(([pushedBy, { metrics }]) => ({ targets: [], metrics, pushedBy }));
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
  problems.push(...unknownBudgets(stack, [...jobs.keys()]));
  if (problems.length > 0) throw new NarthexError(`Scrape jobs of '${stack.name}' cannot be changed so.`, problems);
}

/** The series of a job that are worth storing. */
function storedSeries(job: ScrapeJob, exposes: readonly Exposure[], read: IsRead): readonly string[] | 'all' {
  if (job.stores === 'all') return 'all';
  const metrics = exposes.flatMap((exposure) => Object.values<MetricDefinition>(exposure.metrics));
  // A histogram is kept whole: what reads its buckets today counts its requests tomorrow.
  const wanted = metrics.filter((metric) => seriesOf(metric).some((name) => read(name, job.name)));
  return [...new Set([...wanted.flatMap(seriesOf), ...(job.keep ?? [])])].sort();
}
