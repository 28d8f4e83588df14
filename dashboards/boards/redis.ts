import { redisMetrics } from '../../exporters/index.ts';
import type { Board, Stack } from '../../stacks/model/index.ts';
import { exporterInterval, exportersOf } from '../overview/scope.ts';
import { declaredBoard } from '../parts/board.ts';
import { declared } from '../parts/declared.ts';
import { closedRow, graphRow, healthRow } from '../parts/panels.ts';
import { labelVariable } from '../parts/variables.ts';
import * as commands from './redis/commands.ts';
import * as data from './redis/data.ts';
import * as memory from './redis/memory.ts';

/** The Redis servers that an exporter asks: memory, clients, commands, and whether the data is safe. */
export function redis(stack: Stack): Board[] {
  if (!declared.redis.by(stack)) return [];
  return [
    declaredBoard(stack, 'redis', {
      question: 'Do the Redis servers keep up, and is what they hold safe?',
      reading:
        'Redis does one thing at a time: a slow command delays all others. Then memory: what is full removes keys or refuses writes. What was not saved is gone after a restart.',
      next: ['services', 'hosts', 'containers'],
      variables: [labelVariable('instance', 'Server', redisMetrics.up)],
      interval: exporterInterval(stack, exportersOf(stack, redisMetrics)),
      rows: [
        healthRow([
          ...[data.answers, memory.memoryMost, commands.clientsMost],
          ...[commands.rejected, commands.slow, memory.hitsLeast],
        ]),
        graphRow('work', 'Commands: how many, how slow, how many refused', [
          ...[commands.commands, commands.commandTime, commands.refused, commands.processor],
        ]),
        graphRow('memory', 'Memory and keys', [
          ...[memory.memoryShare, memory.memory, memory.evicted, memory.hitRatio],
        ]),
        graphRow('clients', 'Clients', [commands.clients, commands.connections, commands.network]),
        closedRow('memory-details', 'Memory and keys in detail', [
          ...[memory.keys, memory.expired, memory.fragmentation, commands.newConnections],
        ]),
        closedRow('saving', 'Saved to disk: what would a restart lose?', [
          ...[data.saving, data.saveAge, data.unsaved, data.forks],
        ]),
        closedRow('replication', 'Replicas', [data.replicaLinks, data.replicaLag, data.replicas]),
        {
          key: 'servers',
          title: 'Servers and exporters',
          collapsed: true,
          lines: [
            { height: 4, panels: [data.started, data.loading, data.exporterErrors] },
            { height: 6, panels: [data.versions] },
          ],
        },
      ],
    }),
  ];
}
