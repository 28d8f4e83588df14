/**
 * The health of a service: checks as data, run in parallel and never on top of themselves, their status as JSON for `/health`, as
 * answers for the probes of an orchestrator, and as metrics. Nothing here knows a web framework.
 */
export type { Answer } from '../answer.ts';
export type { Clock } from '../clock.ts';
export type { Duration } from '../duration.ts';
export {
  CHECK_DEFAULTS,
  type CheckAnswer,
  type CheckContext,
  type DependencyCheck,
  type HealthCheck,
  type ProcessCheck,
} from './check.ts';
export { type HealthHandlers, HTTP_STATUS, type ProbeDocument } from './handlers.ts';
export { createHealth, type Health, type HealthChange, type HealthOptions } from './health.ts';
export { type HealthHandles, healthMetrics } from './metrics.ts';
export { cpuCheck } from './providers/cpu.ts';
export { diskCheck } from './providers/disk.ts';
export { eventLoopCheck } from './providers/event-loop.ts';
export { type HttpCheckOptions, httpCheck } from './providers/http.ts';
export { memoryCheck } from './providers/memory.ts';
export { type PostgresConnection, type PostgresPool, postgresCheck } from './providers/postgres.ts';
export { type RedisClient, redisCheck } from './providers/redis.ts';
export type { DependencySettings, ProcessSettings } from './providers/settings.ts';
export type { Shares } from './providers/shares.ts';
export { type TcpCheckOptions, tcpCheck } from './providers/tcp.ts';
export type { CheckReport, HealthDocument, StatusDocument } from './report.ts';
export type { CheckResult } from './result.ts';
export {
  AGGREGATE_RULES,
  type AggregateRule,
  aggregate,
  type ComponentStatus,
  HEALTH_STATUSES,
  type HealthStatus,
  type KnownStatus,
  type StatusCounts,
} from './status.ts';
export { type SystemReader, type SystemUsage, systemReader } from './system.ts';
