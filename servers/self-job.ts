import { defaultLimits, defaultTimeout, type MetricsJob, type Stack } from '../stacks/model/index.ts';

/** The job by which Prometheus reads one of the servers. */
export function selfJob(stack: Stack, name: string, port: number, keep: readonly string[]): MetricsJob {
  const { interval } = stack.prometheus;
  return {
    kind: 'metrics',
    name,
    interval,
    timeout: defaultTimeout(interval),
    path: '/metrics',
    limits: defaultLimits,
    stores: 'read',
    keep,
    targets: [{ part: name, port: 'http', instance: `${name}:${port}` }],
  };
}
