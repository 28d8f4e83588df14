/**
 * Metrics of what services use: databases, caches, queues. By the shape of their clients, of which none is imported.
 * `@narthex/instrumentation/helpers`.
 */
export { type CacheOptions, type CommandLike, instrumentRedis, type RedisLike } from './cache.ts';
export { instrumentPool, type PoolLike, type PoolOptions, type QueryableLike } from './database.ts';
export { cacheMetrics, databaseMetrics, queueMetrics } from './metrics.ts';
export { instrumentQueue, type QueueOptions, type QueueRecorder } from './queue.ts';
