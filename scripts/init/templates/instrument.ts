import type { InitProject } from '../project.ts';
import { importLine } from './source.ts';

/** The handles by which the service records, its health checks, and what the adapter is told. */
export function instrumentModule({ name, imported }: InitProject): string {
  return `// How ${name} records its metrics and knows its health.
${importLine('@narthex/instrumentation', 'instrument')}
${importLine('@narthex/instrumentation/health', 'createHealth', 'eventLoopCheck', 'healthMetrics', 'memoryCheck')}
${importLine('@narthex/instrumentation/process', 'collectProcessMetrics')}
import * as client from 'prom-client';
${importLine(`./metrics.${imported}`, 'ownMetrics')}

const registry = client.register;
const version = process.env.npm_package_version ?? 'unknown';

// Garbage collection, event loop, memory, processor: in place of collectDefaultMetrics of the client.
collectProcessMetrics({ registry });

/** The handles of the service's own metrics. */
export const metrics = instrument(ownMetrics, { registry });
metrics.version.set({ version }, 1);

/** Whether the service is well. Add what it needs: postgresCheck(pool), redisCheck(redis), httpCheck(…). */
export const health = createHealth({
  service: '${name}',
  version,
  checks: [memoryCheck(), eventLoopCheck()],
  metrics: instrument(healthMetrics, { registry }),
});
health.start();

const { health: document, liveness, readiness } = health.handlers;
/** What the adapter is told: it records every request, and serves /metrics, /health, /livez and /readyz. */
export const monitoringOptions = { registry, mount: { metrics: true, health: document, liveness, readiness } };
`;
}
