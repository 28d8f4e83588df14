import { cadvisorMetrics } from '../../exporters/index.ts';
import type { RulePack, Stack } from '../../stacks/model/index.ts';
import { rulePack } from '../alert.ts';
import { gone, metricsIncomplete, oomKilled, restarting } from './containers/life.ts';
import { cpuThrottled, memoryGrows, memoryUsed, packetsLost, threadsUsed } from './containers/resources.ts';

/**
 * The containers that cAdvisor or the kubelets measure. Docker gives a container a name; a cluster gives it a namespace, a pod and a name in
 * it, and makes a new one for each start. What a whole pod uses has no name and is left out.
 */
export function containers(stack: Stack): RulePack[] {
  if (!stack.exporters.some(({ metrics }) => metrics === cadvisorMetrics)) return [];
  return [
    rulePack('containers', [
      cpuThrottled,
      memoryUsed('ContainerMemoryFilling', 'warning', 0.9, '10m'),
      memoryUsed('ContainerMemoryFull', 'critical', 0.97, '5m'),
      memoryGrows,
      threadsUsed,
      packetsLost,
      oomKilled,
      restarting,
      gone,
      metricsIncomplete,
    ]),
  ];
}
