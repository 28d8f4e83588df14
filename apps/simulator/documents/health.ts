import { createHealth, type Health, type HealthDocument } from '@narthex/instrumentation/health';
import { type Contract, MEMORY_LIMIT } from '../contract.ts';
import { CALL_INTERVAL } from '../gauges.ts';
import type { State } from '../state.ts';

/** The health of a simulated service, as its contract says. */
export interface SimulatedHealth {
  readonly answer: () => Promise<{ readonly status: number; readonly body: HealthDocument }>;
  readonly close: () => void;
}

/**
 * The health of a service whose dependencies are the series of a metric. Each dependency is shown as its last call was. The status follows
 * the thresholds of the checks: where one call in four fails, a call that fails makes the service degraded, and not unhealthy.
 */
export function simulatedHealth(service: string, contract: Contract, state: State): SimulatedHealth {
  const { metrics, dependencies, critical, version } = contract;
  const reached = (name: string) =>
    metrics.dependencies === undefined || state.valueOf(metrics.dependencies, name) !== 0;
  const figure = (metric: string | undefined) => (metric === undefined ? undefined : () => state.sumOf(metric));
  const [queueDepth, activeConnections] = [figure(metrics.queueDepth), figure(metrics.activeConnections)];
  const memory = figure(metrics.memory);
  const health: Health = createHealth({
    service,
    version,
    checks: Object.keys(dependencies).map((name) => ({
      name,
      check: () => reached(name),
      interval: `${CALL_INTERVAL}s`,
      critical: critical.includes(name),
      // A call that succeeds shows that it is there. If it took two of them in a row, where one in four fails, several dependencies would
      // be down together for minutes every day, and a probe would wake somebody.
      recoveryThreshold: 1,
      // What nothing works without is believed at once.
      ...(critical.includes(name) && { failureThreshold: 1, interval: '5s' }),
    })),
    ...(queueDepth && { queueDepth }),
    ...(activeConnections && { activeConnections }),
    system: async () => ({
      memory: memory && Math.min(1, memory() / MEMORY_LIMIT),
      cpu: figure(metrics.cpu)?.(),
      disk: figure(metrics.disk)?.(),
    }),
  });
  health.start();
  return {
    answer: async () => {
      const { status, body } = await health.handlers.health();
      const last = Object.fromEntries(Object.keys(body.dependencies).map((name) => [name, reached(name)]));
      const degraded = body.status === 'healthy' && Object.values(last).includes(false);
      return { status, body: { ...body, ...(degraded && { status: 'degraded' }), dependencies: last } };
    },
    close: () => health.close(),
  };
}
