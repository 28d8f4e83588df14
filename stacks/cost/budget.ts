import { bytes, type JobBudget, type Plan, type Problem, type Stack, unknownNameFix } from '../model/index.ts';
import { metricText } from './describe.ts';
import type { Cost, JobCost, MetricCost } from './job.ts';
import { bytesText, countText, sizeAtLeast } from './sizing.ts';
import { dearestMetrics, type StackCost } from './stack.ts';

/** How many of the dearest a message names. */
const NAMED = 3;

/** Something that costs more than it may. */
export type Overrun = Pick<Problem, 'code' | 'path' | 'message' | 'fix'>;

/**
 * Everything that costs more than it may. NX950: a budget. NX951: what one rule may read. NX952: a setting of Prometheus that is too
 * small for what is predicted. NX953: a sample limit that the scrape itself would break.
 */
export function overruns(cost: StackCost, plan: Pick<Plan, 'stack' | 'sources'>): Overrun[] {
  return [
    ...budgetOverruns(cost, plan.stack),
    ...ruleOverruns(cost, plan.stack),
    ...settingOverruns(cost, plan.stack),
    ...limitOverruns(cost, plan),
  ];
}

/** NX117: budgets of scrape jobs that do not exist. */
export function unknownBudgets(stack: Stack, jobs: readonly string[]): Problem[] {
  return Object.keys(stack.budget.jobs ?? {})
    .filter((job) => !jobs.includes(job))
    .map((job) => ({
      code: 'NX117',
      path: ['budget', 'jobs', job],
      message: `there is no scrape job '${job}'`,
      fix: unknownNameFix(job, jobs),
    }));
}

const fix = 'lower what the labels take, drop what nobody reads, read less often, or raise the budget';

function budgetOverruns(cost: StackCost, { budget }: Stack): Overrun[] {
  const dearest = dearestMetrics(cost, NAMED);
  const whole = [
    ...counted(cost.total, budget, ['budget'], 'the stack', dearest),
    ...(['disk', 'memory'] as const).flatMap((key): Overrun[] => {
      const most = bytes(budget[key] ?? '');
      if (most === undefined || cost.total[key] <= most) return [];
      const used = `${bytesText(cost.total[key])} of ${key === 'disk' ? 'disk' : 'memory'}`;
      const message = `the stack takes ${used}, and the budget is ${budget[key]}. ${largest(dearest)}`;
      return [{ code: 'NX950', path: ['budget', key], message, fix }];
    }),
  ];
  const jobs = cost.jobs.flatMap((job) => {
    const own = budget.jobs?.[job.job];
    if (own === undefined) return [];
    return counted(job, own, ['budget', 'jobs', job.job], `the job '${job.job}'`, job.metrics.slice(0, NAMED));
  });
  return [...whole, ...jobs];
}

function counted(
  { series, samplesPerSecond }: Cost,
  budget: JobBudget,
  path: Overrun['path'],
  what: string,
  dearest: readonly MetricCost[],
): Overrun[] {
  const limits = [
    ['series', series, budget.series, 'series'],
    ['samplesPerSecond', samplesPerSecond, budget.samplesPerSecond, 'samples per second'],
  ] as const;
  return limits.flatMap(([key, value, most, unit]): Overrun[] => {
    if (most === undefined || value <= most) return [];
    const message = `${what} brings ${countText(value)} ${unit}, and the budget is ${countText(most)}. ${largest(dearest)}`;
    return [{ code: 'NX950', path: [...path, key], message, fix }];
  });
}

function ruleOverruns({ rules }: StackCost, { budget: { ruleSeries } }: Stack): Overrun[] {
  if (ruleSeries === undefined) return [];
  return rules
    .filter(({ seriesRead }) => seriesRead > ruleSeries)
    .map(({ rule, group, seriesRead, samplesRead }) => ({
      code: 'NX951',
      path: ['budget', 'ruleSeries'],
      message:
        `the rule ${rule} (group ${group}) reads ${countText(seriesRead)} series and ${countText(samplesRead)} samples at each ` +
        `evaluation, and the budget is ${countText(ruleSeries)} series`,
      fix: 'select fewer series, or read what a recording rule has added up',
    }));
}

function settingOverruns({ total }: StackCost, { prometheus }: Stack): Overrun[] {
  const found: Overrun[] = [];
  const { retention, memory } = prometheus;
  if (total.disk > (bytes(retention.size) ?? 0)) {
    found.push({
      code: 'NX952',
      path: ['prometheus', 'retention', 'size'],
      message:
        `${retention.time} of ${countText(total.samplesPerSecond)} samples per second take ${bytesText(total.disk)}, and the ` +
        `retention is ${retention.size}: the oldest days would be missing`,
      fix: `use at least ${sizeAtLeast(total.disk)} and a volume that holds it, or a shorter retention.time`,
    });
  }
  const given = memory === 'predicted' ? undefined : bytes(memory);
  if (given !== undefined && total.memory > given) {
    found.push({
      code: 'NX952',
      path: ['prometheus', 'memory'],
      message: `${countText(total.series)} series take ${bytesText(total.memory)} of memory, and Prometheus is given ${memory}`,
      fix: "give it more, or leave 'memory' out",
    });
  }
  return found;
}

function limitOverruns({ jobs }: StackCost, { sources }: Pick<Plan, 'sources'>): Overrun[] {
  const limits = new Map(sources.map(({ job }) => [job.name, job.limits.samples]));
  return jobs.flatMap((cost: JobCost): Overrun[] => {
    const limit = limits.get(cost.job);
    if (limit === undefined || cost.samplesPerScrape <= limit) return [];
    const message =
      `a scrape of the job '${cost.job}' brings ${countText(cost.samplesPerScrape)} samples, and its limit is ${countText(limit)}: ` +
      `Prometheus would store none of them. ${largest(cost.metrics.slice(0, NAMED))}`;
    return [
      { code: 'NX953', path: ['jobs', cost.job, 'sampleLimit'], message, fix: 'raise sampleLimit, or leave it out' },
    ];
  });
}

function largest(metrics: readonly MetricCost[]): string {
  return `Most of it: ${metrics.map(metricText).join('; ')}`;
}
