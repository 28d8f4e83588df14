import { redisMetrics } from '../../exporters/index.ts';
import type { RulePack, Stack } from '../../stacks/model/index.ts';
import { rulePack } from '../alert.ts';
import { evicting, fragmented, memoryUsed, missing, saveFailing, saveOld } from './redis/data.ts';
import { replicaLags, replicaLost, replicationBroken } from './redis/replication.ts';
import {
  clientsUsed,
  commandsRefused,
  connectionsRejected,
  down,
  exporterFailing,
  loading,
  restarted,
  slowCommands,
} from './redis/server.ts';

/** The Redis servers that an exporter asks. */
export function redis(stack: Stack): RulePack[] {
  if (!stack.exporters.some(({ metrics }) => metrics === redisMetrics)) return [];
  return [
    rulePack('redis', [
      down,
      exporterFailing,
      loading,
      restarted,
      clientsUsed('RedisClientsFilling', 'warning', 0.8, '10m'),
      clientsUsed('RedisClientsFull', 'critical', 0.95, '2m'),
      connectionsRejected,
      commandsRefused,
      slowCommands,
    ]),
    rulePack('redis-data', [
      memoryUsed('RedisMemoryFilling', 'warning', 0.85, '10m'),
      memoryUsed('RedisMemoryFull', 'critical', 0.95, '2m'),
      evicting,
      missing,
      fragmented,
      saveFailing,
      saveOld,
      replicationBroken,
      replicaLags,
      replicaLost,
    ]),
  ];
}
