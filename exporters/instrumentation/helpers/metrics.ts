/** What the helpers record of databases, caches and queues. */
import { defineMetrics } from '../define.ts';
import { bounded, counter, gauge, histogram } from '../definition.ts';

const outcome = ['ok', 'error'] as const;
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** The kinds of statements that are told apart. */
export const OPERATIONS = ['select', 'insert', 'update', 'delete', 'transaction', 'schema', 'other'] as const;

/** Of a pool of database connections. */
export const databaseMetrics = defineMetrics({
  queryDuration: histogram('db_query_duration_seconds', 'Time of a query.', {
    unit: 'seconds',
    labels: { pool: bounded(20, { typically: 1 }), operation: OPERATIONS, outcome },
    buckets,
  }),
  connections: gauge('db_pool_connections', 'Connections of the pool by what they do.', {
    labels: { pool: bounded(20, { typically: 1 }), state: ['in_use', 'idle'] },
  }),
  waiting: gauge('db_pool_waiting_requests', 'Requests that wait for a connection.', {
    labels: { pool: bounded(20, { typically: 1 }) },
  }),
  limit: gauge('db_pool_connections_limit', 'The most connections that the pool may open.', {
    labels: { pool: bounded(20, { typically: 1 }) },
  }),
});

/** Of a cache. */
export const cacheMetrics = defineMetrics({
  commandDuration: histogram('cache_command_duration_seconds', 'Time of a command.', {
    unit: 'seconds',
    labels: { cache: bounded(20, { typically: 1 }), command: bounded(40, { typically: 8 }), outcome },
    buckets,
  }),
  lookups: counter('cache_lookups_total', 'Keys that were looked up.', {
    labels: { cache: bounded(20, { typically: 1 }), result: ['hit', 'miss'] },
  }),
});

/** Of a queue of jobs. */
export const queueMetrics = defineMetrics({
  depth: gauge('queue_depth_jobs', 'Jobs that wait.', { labels: { queue: bounded(20, { typically: 2 }) } }),
  running: gauge('queue_running_jobs', 'Jobs that are worked on here.', {
    labels: { queue: bounded(20, { typically: 2 }) },
  }),
  duration: histogram('queue_job_duration_seconds', 'Time of a job, from its start to its end.', {
    unit: 'seconds',
    labels: { queue: bounded(20, { typically: 2 }), outcome },
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900],
  }),
  wait: histogram('queue_job_wait_seconds', 'Time that a job waited before its start.', {
    unit: 'seconds',
    labels: { queue: bounded(20, { typically: 2 }) },
    buckets: [0.01, 0.1, 1, 5, 10, 30, 60, 300, 900, 3600],
  }),
});
