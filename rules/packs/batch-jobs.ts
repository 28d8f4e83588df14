import { pushgatewayMetrics } from '../../exporters/index.ts';
import type { BatchJob, RulePack, Stack } from '../../stacks/model/index.ts';
import { rulePack } from '../alert.ts';
import { groupsGrowing, staleGroup } from './batch-jobs/groups.ts';
import { missing, pushFailed, stale } from './batch-jobs/pushes.ts';
import { slow } from './batch-jobs/slow.ts';

/** Batch jobs that push to a Pushgateway: whether they ran, and what lies around there. */
export function batchJobs(stack: Stack): RulePack[] {
  const gateways = stack.exporters.filter(({ metrics }) => metrics === pushgatewayMetrics);
  if (gateways.length === 0) return [];
  const declared: Readonly<Record<string, BatchJob>> = Object.assign({}, ...gateways.map(({ pushes }) => pushes));
  const names = Object.keys(declared);
  return [
    rulePack('batch-jobs', [
      ...(names.length > 0 ? [stale(declared), missing(declared)] : []),
      pushFailed,
      ...slow(declared, stack),
    ]),
    rulePack('pushgateway', [staleGroup(names), groupsGrowing]),
  ];
}
