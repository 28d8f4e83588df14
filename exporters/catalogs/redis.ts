import { describeMetrics } from '@narthex/instrumentation';
import { processMetrics } from '../../stacks/model/index.ts';
import { redisCommandMetrics } from './redis/commands.ts';
import { redisMemoryMetrics } from './redis/memory.ts';
import { redisPersistenceMetrics } from './redis/persistence.ts';
import { redisServerMetrics } from './redis/server.ts';

/** What redis_exporter exposes about a server. It says nothing of the Go runtime that it runs on. */
export const redisMetrics = describeMetrics({
  ...redisCommandMetrics,
  ...redisMemoryMetrics,
  ...redisPersistenceMetrics,
  ...redisServerMetrics,
  ...processMetrics,
});
