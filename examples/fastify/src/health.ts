// Whether the service is well. Without its database it takes no requests; without its cache it is only slower.
import { instrument } from '@narthex/instrumentation';
import {
  createHealth,
  eventLoopCheck,
  healthMetrics,
  postgresCheck,
  redisCheck,
} from '@narthex/instrumentation/health';
import { pool, redis, registry } from './instrument.ts';

export const health = createHealth({
  service: 'bookings-api',
  version: process.env.npm_package_version ?? 'unknown',
  metrics: instrument(healthMetrics, { registry }),
  checks: [
    postgresCheck(pool, { critical: true, interval: '15s', timeout: '2s' }),
    redisCheck(redis, { interval: '15s', timeout: '1s' }),
    eventLoopCheck(),
  ],
});
