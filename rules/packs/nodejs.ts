import { instrumentationMetrics } from '@narthex/instrumentation';
import { nodejsMetrics } from '../../exporters/index.ts';
import type { RulePack, Stack } from '../../stacks/model/index.ts';
import { rulePack } from '../alert.ts';
import { serviceJobsWith } from '../jobs.ts';
import { eventLoopLate, processorBusy } from './nodejs/event-loop.ts';
import { seriesDropped, valuesRejected } from './nodejs/instrumentation.ts';
import { collecting, heapGrowing, heapLarge } from './nodejs/memory.ts';
import { filesOpen, resourcesLeaking } from './nodejs/resources.ts';

/** What a Node.js process tells of itself: its event loop, its memory, what it holds open, and whether its metrics are whole. */
export function nodejs(stack: Stack): RulePack[] {
  const processes = serviceJobsWith(stack, nodejsMetrics.eventLoopLagP99);
  const instrumented = serviceJobsWith(stack, instrumentationMetrics.dropped);
  const rules = [
    ...(processes.length === 0
      ? []
      : [
          eventLoopLate(processes, 'NodejsEventLoopBlocked', 'critical', 1, '5m'),
          eventLoopLate(processes, 'NodejsEventLoopSlow', 'warning', 0.2, '10m'),
          processorBusy(processes),
          collecting(processes, 'NodejsGcThrashing', 'critical', 0.4, '5m'),
          collecting(processes, 'NodejsGcSlow', 'warning', 0.1, '15m'),
          heapLarge(processes),
          heapGrowing(processes),
          resourcesLeaking(processes),
          filesOpen(processes, 'NodejsFilesExhausted', 'critical', 0.95),
          filesOpen(processes, 'NodejsFilesNearLimit', 'warning', 0.8),
        ]),
    ...(instrumented.length === 0 ? [] : [seriesDropped(instrumented), valuesRejected(instrumented)]),
  ];
  return rules.length > 0 ? [rulePack('nodejs', rules)] : [];
}
