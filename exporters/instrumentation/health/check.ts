/** What a health check is, as data, and what stands where a setting is left out. */
import { type Duration, milliseconds } from '../duration.ts';
import type { KnownStatus } from './status.ts';

/** What a check may answer: nothing or `true` for healthy, `false` for unhealthy, a status, or a status in words. */
export type CheckAnswer =
  | undefined
  | boolean
  | KnownStatus
  | { readonly status: KnownStatus; readonly message?: string };

/** What a check is called with. `signal` aborts when its time is over, or when the checks are closed. */
export interface CheckContext {
  readonly signal: AbortSignal;
}

interface CommonCheck {
  /** How the component is called: `database`, `slack_api`. Each name once. */
  readonly name: string;
  /** Throws, or answers unhealthy, when the component does not work. Gives up when the signal aborts. */
  readonly check: (context: CheckContext) => CheckAnswer | void | Promise<CheckAnswer> | Promise<void>;
  /** From the start of one check to the start of the next; 30 s when absent. */
  readonly interval?: Duration;
  /** How long one check may take; 10 s when absent. */
  readonly timeout?: Duration;
  /** Worse results in a row until it is believed; 3 when absent. */
  readonly failureThreshold?: number;
  /** Better results in a row until it is believed; 2 when absent. */
  readonly recoveryThreshold?: number;
  /** Without it nothing works: when it is unhealthy, so is the whole, and the service takes no requests. */
  readonly critical?: boolean;
  /** `false` leaves it out. */
  readonly enabled?: boolean;
  /** Frees what the check holds. */
  readonly close?: () => void;
}

/** A check of something that the service depends on and that a restart of the service would not mend: database, API, another service. */
export interface DependencyCheck extends CommonCheck {
  readonly scope?: 'dependency';
  readonly liveness?: never;
}

/** A check of the process itself or of the machine it is on. */
export interface ProcessCheck extends CommonCheck {
  readonly scope: 'process';
  /** When it is unhealthy, the process should be started anew. Dependencies have no such switch: restarts do not mend them. */
  readonly liveness?: boolean;
}

/** One health check, as data. */
export type HealthCheck = DependencyCheck | ProcessCheck;

/** A check with everything filled in; times in milliseconds. */
export interface ResolvedCheck {
  readonly name: string;
  readonly check: CommonCheck['check'];
  readonly interval: number;
  readonly timeout: number;
  readonly failureThreshold: number;
  readonly recoveryThreshold: number;
  readonly critical: boolean;
  readonly scope: 'dependency' | 'process';
  readonly liveness: boolean;
  readonly close: () => void;
}

/** Within what is customary: every 30 to 180 s, 10 to 30 s each, 2 or 3 failures, 1 or 2 successes. */
export const CHECK_DEFAULTS = { interval: '30s', timeout: '10s', failureThreshold: 3, recoveryThreshold: 2 } as const;

/** Fills in the checks that are enabled. Throws one error that lists every mistake with its fix. */
export function resolveChecks(checks: readonly HealthCheck[]): ResolvedCheck[] {
  const mistakes: string[] = [];
  const names = new Set<string>();
  for (const check of checks) {
    if (check.name.trim() === '') mistakes.push('a check has no name. Name what it checks.');
    if (names.has(check.name)) mistakes.push(`${check.name}: there is another check of this name. Rename one.`);
    names.add(check.name);
    mistakes.push(...mistakesIn(check).map((mistake) => `${check.name}: ${mistake}`));
  }
  if (mistakes.length > 0) throw new Error(`The health checks cannot run:\n  ${mistakes.join('\n  ')}`);
  return checks.filter(({ enabled }) => enabled !== false).map(resolved);
}

function mistakesIn(check: HealthCheck): string[] {
  const { interval, timeout, failureThreshold, recoveryThreshold } = { ...CHECK_DEFAULTS, ...given(check) };
  const mistakes: string[] = [];
  // Untyped code can say it of a dependency all the same.
  const liveness: unknown = check.liveness;
  for (const [key, duration] of Object.entries({ interval, timeout }))
    if (milliseconds(duration) === undefined)
      mistakes.push(`the ${key} is "${duration}". Write a number from 1ms to 24 days with its unit, such as "30s".`);
  for (const [key, threshold] of Object.entries({ failureThreshold, recoveryThreshold }))
    if (!Number.isInteger(threshold) || threshold < 1)
      mistakes.push(`the ${key} is ${threshold}. Give a whole number from 1 up.`);
  if (check.scope !== 'process' && liveness === true)
    mistakes.push(
      'a dependency that fails must not have the process restarted. Leave liveness out, or say critical: true to take no requests.',
    );
  return mistakes;
}

/** The settings that are there: one that is written and undefined counts as absent. */
function given({ interval, timeout, failureThreshold, recoveryThreshold }: HealthCheck) {
  return {
    ...(interval !== undefined && { interval }),
    ...(timeout !== undefined && { timeout }),
    ...(failureThreshold !== undefined && { failureThreshold }),
    ...(recoveryThreshold !== undefined && { recoveryThreshold }),
  };
}

function resolved(check: HealthCheck): ResolvedCheck {
  const { interval, timeout, ...thresholds } = { ...CHECK_DEFAULTS, ...given(check) };
  return {
    ...thresholds,
    name: check.name,
    check: check.check,
    interval: milliseconds(interval) ?? 0,
    timeout: milliseconds(timeout) ?? 0,
    critical: check.critical === true,
    scope: check.scope ?? 'dependency',
    liveness: check.scope === 'process' && check.liveness === true,
    close: check.close ?? (() => undefined),
  };
}
