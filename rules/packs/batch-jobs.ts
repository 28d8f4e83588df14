import { batchJobMetrics, hasMetric, pushedJobs, pushgatewayMetrics } from '../../exporters/index.ts';
import type { RulePack, Stack } from '../../stacks/model/index.ts';
import { rulePack } from '../alert.ts';
import { failed } from './batch-jobs/failed.ts';
import { groupsGrowing, staleGroup } from './batch-jobs/groups.ts';
import { missing, pushFailed, stale } from './batch-jobs/pushes.ts';
import { slow } from './batch-jobs/slow.ts';

/** Batch jobs that push to a Pushgateway: whether they ran, and what lies around there. */
export function batchJobs(stack: Stack): RulePack[] {
  if (!stack.exporters.some(({ metrics }) => metrics === pushgatewayMetrics)) return [];
  // Of runs of tests, which push as well, another pack says when they are late or slow.
  const { work, tests } = pushedJobs(stack);
  const all = { ...work, ...tests };
  const judged = Object.keys(work).filter((job) => hasMetric(work[job]?.metrics ?? {}, batchJobMetrics.success));
  return [
    rulePack('batch-jobs', [
      ...(Object.keys(work).length > 0 ? [stale(work)] : []),
      ...(Object.keys(all).length > 0 ? [missing(all)] : []),
      ...(judged.length > 0 ? [failed(judged)] : []),
      pushFailed,
      ...slow(work, stack),
    ]),
    rulePack('pushgateway', [staleGroup(Object.keys(all)), groupsGrowing]),
  ];
}
