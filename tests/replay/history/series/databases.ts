import type { Conditions } from '../conditions.ts';
import { type DeclaredSeries, type Measured, value } from './declared.ts';

/** PostgreSQL and Redis, as their exporters see them. */
export function databases(): DeclaredSeries[] {
  const postgres = { job: 'postgres', instance: 'postgres-exporter:9187' };
  const redis = { job: 'redis', instance: 'redis-exporter:9121' };
  const read = (of: (now: Conditions) => number): Measured => {
    return (now) => (now.redisExporter ? of(now) : undefined);
  };
  const server = 'postgres:5432';
  const active = { ...postgres, server, datname: 'sergas', state: 'active' };
  return [
    value('pg_up', postgres, () => 1),
    value('pg_settings_max_connections', { ...postgres, server }, () => 100),
    value('pg_stat_activity_count', active, ({ pool }) => Math.round(40 * pool)),
    value(
      'redis_up',
      redis,
      read(({ redis }) => Number(redis)),
    ),
    value(
      'redis_connected_clients',
      redis,
      read(({ redis }) => (redis ? 20 : 0)),
    ),
  ];
}
