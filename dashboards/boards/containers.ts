import { cadvisorMetrics } from '../../exporters/index.ts';
import type { Board, Stack } from '../../stacks/model/index.ts';
import { exporterInterval, exportersOf } from '../overview/scope.ts';
import { declaredBoard } from '../parts/board.ts';
import { declared } from '../parts/declared.ts';
import { closedRow, graphRow, healthRow } from '../parts/panels.ts';
import { labelVariable } from '../parts/variables.ts';
import * as health from './containers/health.ts';
import * as resources from './containers/resources.ts';

/** The containers: what each of them uses of what it may, and what happens to it. */
export function containers(stack: Stack): Board[] {
  if (!declared.containers.by(stack)) return [];
  return [
    declaredBoard(stack, 'containers', {
      question: 'Which container is short of something, restarts, or takes what the others need?',
      reading:
        'Each resource from left to right: how much is used, how much of the limit, what waits. In a cluster the graphs are by pod.',
      next: ['hosts', 'services', 'nodejs', 'kubernetes'],
      variables: [
        labelVariable('instance', 'Host', cadvisorMetrics.lastSeen),
        labelVariable('name', 'Container', cadvisorMetrics.lastSeen, ['instance']),
      ],
      interval: exporterInterval(stack, exportersOf(stack, cadvisorMetrics)),
      rows: [
        healthRow([
          ...[health.count, health.memoryMost, health.throttledMost],
          ...[health.killed, health.restarts, health.gone],
        ]),
        graphRow('cpu', 'Processors', [resources.cpu, resources.cpuShare, resources.throttled]),
        graphRow('memory', 'Memory', [resources.memory, resources.memoryShare, resources.memorySoon]),
        graphRow('network', 'Network', [resources.received, resources.sent, resources.lost]),
        closedRow('pressure', 'Pressure: what they wait for', [...resources.pressure, resources.threadShare]),
        closedRow('life', 'Life: what was started when', [health.youngest, health.incomplete]),
      ],
    }),
  ];
}
