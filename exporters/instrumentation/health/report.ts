/** Health as JSON: the documents of `/health` and of `/api/monitoring/status`. */
import type { CheckResult } from './result.ts';
import type { CheckRunner } from './runner.ts';
import { aggregate, type HealthStatus } from './status.ts';
import type { SystemUsage } from './system.ts';

/** What `/health` answers with. */
export interface HealthDocument {
  readonly status: 'healthy' | 'degraded' | 'unhealthy';
  readonly service: string;
  readonly version: string;
  /** Whole seconds since the service began. */
  readonly uptime: number;
  /** `2025-09-21T04:00:00Z` */
  readonly timestamp: string;
  /** Whether each dependency works, slow or not. */
  readonly dependencies: Readonly<Record<string, boolean>>;
  /** Percentages with one decimal; `null` where the machine does not tell. */
  readonly system: {
    readonly memory_usage_percent: number | null;
    readonly cpu_usage_percent: number | null;
    readonly disk_usage_percent: number | null;
  };
  /** Left out where the service has no queue. */
  readonly queue_depth?: number;
  /** Left out where the service does not count its connections. */
  readonly active_connections?: number;
}

/** What is known of one component. */
export interface CheckReport {
  readonly status: HealthStatus;
  readonly scope: 'dependency' | 'process';
  readonly critical: boolean;
  readonly message: string | null;
  readonly response_time_ms: number | null;
  readonly checked_at: string | null;
  /** Results in a row that are against the status, of those that the threshold asks for. */
  readonly contrary_results: number;
  readonly history: readonly { timestamp: string; status: HealthStatus; response_time_ms: number; message?: string }[];
}

/** What `/api/monitoring/status` answers with, besides the sections of the application. */
export interface StatusDocument {
  readonly timestamp: string;
  readonly service: string;
  readonly version: string;
  readonly uptime: number;
  readonly system_status: HealthStatus;
  /** Why the whole has this status. */
  readonly reason: string;
  readonly components: Readonly<Record<string, HealthStatus>>;
  /** One sentence for each component that is not healthy. */
  readonly issues: readonly string[];
  readonly checks: Readonly<Record<string, CheckReport>>;
}

/** Which service reports, and when. */
export interface Heading {
  readonly service: string;
  readonly version: string;
  readonly uptime: number;
  readonly now: number;
}

/** The status of all components together. */
export function overall(runners: readonly CheckRunner[]) {
  return aggregate(runners.map(({ check, standing }) => ({ status: standing.status, critical: check.critical })));
}

/**
 * The document of `/health`. It has no word for a service of which nothing is known yet, so that one is unhealthy: it has
 * not shown that it works.
 */
export function healthDocument(
  { service, version, uptime, now }: Heading,
  runners: readonly CheckRunner[],
  usage: SystemUsage,
): HealthDocument {
  const { status } = overall(runners);
  return {
    status: status === 'unknown' ? 'unhealthy' : status,
    service,
    version,
    uptime,
    timestamp: secondsOf(now),
    dependencies: Object.fromEntries(
      runners
        .filter(({ check }) => check.scope === 'dependency')
        .map(({ check, standing: { status } }) => [check.name, status === 'healthy' || status === 'degraded']),
    ),
    system: {
      memory_usage_percent: percent(usage.memory),
      cpu_usage_percent: percent(usage.cpu),
      disk_usage_percent: percent(usage.disk),
    },
  };
}

/** The document of `/api/monitoring/status`. */
export function statusDocument(
  { service, version, uptime, now }: Heading,
  runners: readonly CheckRunner[],
): StatusDocument {
  const { status, because } = overall(runners);
  return {
    timestamp: secondsOf(now),
    service,
    version,
    uptime,
    system_status: status,
    reason: because,
    components: componentsOf(runners),
    issues: runners
      .filter(({ standing }) => standing.status !== 'healthy')
      .map(({ check, standing, latest }) => {
        const why = latest?.message === undefined ? '' : `: ${latest.message}`;
        return `${check.name} is ${standing.status}${why}`;
      }),
    checks: Object.fromEntries(runners.map((runner) => [runner.check.name, checkReport(runner)])),
  };
}

/** The status of each component by its name. */
export function componentsOf(runners: readonly CheckRunner[]): Record<string, HealthStatus> {
  return Object.fromEntries(runners.map(({ check, standing }) => [check.name, standing.status]));
}

function checkReport({ check, standing, latest, history }: CheckRunner): CheckReport {
  return {
    status: standing.status,
    scope: check.scope,
    critical: check.critical,
    message: latest?.message ?? null,
    response_time_ms: latest === undefined ? null : millisecondsOf(latest),
    checked_at: latest === undefined ? null : secondsOf(latest.at),
    contrary_results: standing.streak,
    history: history.map((result) => ({
      timestamp: secondsOf(result.at),
      status: result.status,
      response_time_ms: millisecondsOf(result),
      ...(result.message !== undefined && { message: result.message }),
    })),
  };
}

function millisecondsOf({ seconds }: CheckResult): number {
  return Math.round(seconds * 1e4) / 10;
}

function percent(share: number | undefined): number | null {
  return share === undefined ? null : Math.round(share * 1000) / 10;
}

/** A time with whole seconds, `2025-09-21T04:00:00Z`. */
function secondsOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
