import type { Duration } from 'narthex';

/** A health check, in the words of its document. */
export interface HealthCheck {
  /** What it looks at, as a part of a sentence. */
  readonly looksAt: string;
  readonly interval: Duration;
  readonly timeout: Duration;
  /** So many runs in a row have to fail before anybody is told. */
  readonly failureThreshold: number;
  /** So many in a row have to go well again before that is over. */
  readonly recoveryThreshold: number;
}

/** The four checks of the backend. The document gives the ranges: 30 to 180 s, 10 to 30 s, 2 to 3 failures, 1 to 2 successes. */
export const healthChecks = {
  system: {
    looksAt: 'the machine',
    interval: '120s',
    timeout: '10s',
    failureThreshold: 3,
    recoveryThreshold: 2,
  },
  api: {
    looksAt: 'its own API',
    interval: '60s',
    timeout: '10s',
    failureThreshold: 3,
    recoveryThreshold: 1,
  },
  storage: {
    looksAt: 'file system and database',
    interval: '120s',
    timeout: '30s',
    failureThreshold: 2,
    recoveryThreshold: 2,
  },
  external_services: {
    looksAt: 'the services of others',
    interval: '180s',
    timeout: '30s',
    failureThreshold: 2,
    recoveryThreshold: 1,
  },
} as const satisfies Readonly<Record<string, HealthCheck>>;

/** The name of a check. */
export type HealthCheckName = keyof typeof healthChecks;

/** All of them. */
export const healthCheckNames = Object.keys(healthChecks) as readonly HealthCheckName[];

/** How long a check has failed when so many runs in a row have: from the first of them to the last. */
export function runsInARow({ interval }: HealthCheck, runs: number): Duration {
  return `${(runs - 1) * Number.parseInt(interval, 10)}s`;
}
