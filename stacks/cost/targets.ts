import type { Exposure, Plan, ProbeTarget, ScrapeTarget } from '../model/index.ts';

/** What of a plan says how many targets there are. */
export type Sized = Pick<Plan, 'stack' | 'workloads'>;

/**
 * How many targets a declared one becomes: a part that runs once per machine `scale.nodes`, a part with replicas so many, a service
 * that somebody else deploys `scale.replicas`. Everything else, and what a prober asks, is one.
 */
function instancesOf(target: ScrapeTarget | ProbeTarget, { stack, workloads }: Sized, probed: boolean): number {
  if (probed) return 1;
  const workload = workloads.find(({ name }) => name === target.part);
  if (workload !== undefined) return workload.perHost ? stack.scale.nodes : workload.replicas;
  return stack.scale.replicas[target.labels?.service ?? ''] ?? 1;
}

/** How many targets an exposure has. What batch jobs push counts once: it arrives with the targets of another. */
export function targetCount({ targets, pushedBy }: Exposure, plan: Sized, probed: boolean): number {
  if (pushedBy !== undefined) return 1;
  return targets.reduce((total, target) => total + instancesOf(target, plan, probed), 0);
}
