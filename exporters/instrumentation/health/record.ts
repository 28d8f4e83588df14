/** Writes results and states to the metrics. */
import type { HealthHandles } from './metrics.ts';
import type { CheckResult } from './result.ts';
import type { CheckRunner } from './runner.ts';
import { HEALTH_STATUSES, type HealthStatus } from './status.ts';

/** Records one result of a check, and the status that the component has now. */
export function recordResult(metrics: HealthHandles, runner: CheckRunner, result: CheckResult): void {
  const check = runner.check.name;
  metrics.runs.inc({ check, outcome: result.timedOut ? 'timeout' : result.status });
  metrics.duration.observe({ check }, result.seconds);
  metrics.lastRun.set({ check }, result.at / 1000);
  recordStatus(metrics, runner);
}

/** Records the status of a component. */
export function recordStatus(metrics: HealthHandles, { check, standing }: CheckRunner): void {
  for (const status of HEALTH_STATUSES)
    metrics.checkStatus.set({ check: check.name, status }, standing.status === status ? 1 : 0);
}

/** Records the status of the whole. */
export function recordWhole(metrics: HealthHandles, whole: HealthStatus): void {
  for (const status of HEALTH_STATUSES) metrics.status.set({ status }, whole === status ? 1 : 0);
}
