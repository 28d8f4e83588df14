/** The check of the memory. */
import { getHeapStatistics } from 'node:v8';
import type { ProcessCheck } from '../check.ts';
import { SEVERITY } from '../status.ts';
import { memoryUsage } from '../system.ts';
import type { ProcessSettings } from './settings.ts';
import { judgeShare, orderedShares, type Shares } from './shares.ts';

/**
 * A check of the memory that is left: in the heap of the process, which is ended when that is full, and on the machine or in the
 * container. The worse of the two counts. Degraded from 85 %, unhealthy from 95 %.
 */
export function memoryCheck({
  name = 'memory',
  degraded = 0.85,
  unhealthy = 0.95,
  ...settings
}: ProcessSettings & Partial<Shares> & { readonly name?: string } = {}): ProcessCheck {
  const shares = orderedShares(name, { degraded, unhealthy });
  return {
    ...settings,
    name,
    scope: 'process',
    check() {
      const { used_heap_size, heap_size_limit } = getHeapStatistics();
      const heap = judgeShare(used_heap_size / heap_size_limit, shares, (percent) => `the heap is ${percent} full`);
      const machine = judgeShare(memoryUsage(), shares, (percent) => `the memory is ${percent} full`);
      return SEVERITY[heap.status] >= SEVERITY[machine.status] ? heap : machine;
    },
  };
}
