// The registry, the handles of the metrics, and the databases with theirs.
import { instrument } from '@narthex/instrumentation';
import { instrumentPool, instrumentRedis } from '@narthex/instrumentation/helpers';
import { collectProcessMetrics } from '@narthex/instrumentation/process';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import * as client from 'prom-client';
import { bookingMetrics } from './metrics.ts';

export const registry = client.register;
export const metrics = instrument(bookingMetrics, { registry });
// At 0 from the start: the first failure is an increase only where something was there before.
for (const outcome of ['booked', 'taken', 'failed'] as const) metrics.bookings.with({ outcome });

/** Where it is and as whom, the variables PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE say. */
export const pool = new Pool({ max: 10, connectionTimeoutMillis: 2_000, statement_timeout: 5_000 });
pool.on('error', () => undefined); // A connection that was lost at rest: the health check says it.

export const redis = new Redis(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379', {
  maxRetriesPerRequest: 1,
  commandTimeout: 500,
});
redis.on('error', () => undefined); // The health check says it.

// Before the first query.
instrumentPool(pool, { registry, name: 'bookings' });
instrumentRedis(redis, { registry, name: 'bookings' });
collectProcessMetrics({ registry });
