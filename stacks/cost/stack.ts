import type { Plan } from '../model/index.ts';
import { MEMORY_OF_PROCESS } from './constants.ts';
import { type Cost, type JobCost, jobCost, type MetricCost, sumOf } from './job.ts';
import { readableOf } from './readable.ts';
import { type RuleCost, ruleCosts } from './rule.ts';

/** What a stack costs, for one Prometheus; each replica of it costs the same. */
export interface StackCost {
  readonly jobs: readonly JobCost[];
  readonly rules: readonly RuleCost[];
  /** Jobs and rules, and the process itself. */
  readonly total: Cost;
}

/** What the cost of a stack follows from. */
export type Costed = Pick<Plan, 'stack' | 'workloads' | 'sources' | 'groups'>;

/** What a stack costs, as far as its declarations say: series, samples, disk for the retention time, memory. */
export function stackCost(plan: Costed): StackCost {
  const jobs = plan.sources.map((source) => jobCost(source, plan));
  const rules = ruleCosts(plan.groups, readableOf(plan.sources, plan), plan);
  const sum = sumOf([...jobs, ...rules]);
  return { jobs, rules, total: { ...sum, memory: sum.memory + MEMORY_OF_PROCESS } };
}

/** The metrics with the most series, the dearest first. */
export function dearestMetrics({ jobs }: StackCost, count: number): MetricCost[] {
  return jobs
    .flatMap(({ metrics }) => metrics)
    .sort((a, b) => b.series - a.series)
    .slice(0, count);
}

/** The rules that load the most samples each second, the dearest first. */
export function dearestRules({ rules }: StackCost, count: number): RuleCost[] {
  const load = ({ samplesRead, interval }: RuleCost) => samplesRead / interval;
  return [...rules].sort((a, b) => load(b) - load(a)).slice(0, count);
}
