/** The health of a service: its checks, kept running, and what is known of them. */
import { type Clock, systemClock } from '../clock.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { within } from '../within.ts';
import { type HealthCheck, resolveChecks } from './check.ts';
import { type HealthHandlers, healthHandlers } from './handlers.ts';
import type { HealthHandles } from './metrics.ts';
import { recordResult, recordStatus, recordWhole } from './record.ts';
import {
  componentsOf,
  type HealthDocument,
  healthDocument,
  overall,
  type StatusDocument,
  statusDocument,
} from './report.ts';
import type { CheckResult } from './result.ts';
import { CheckRunner } from './runner.ts';
import { figure, sectionsOf } from './sections.ts';
import type { HealthStatus } from './status.ts';
import { type SystemReader, systemReader } from './system.ts';
import type { Standing } from './thresholds.ts';

/** A component, or the whole where there is no `check`, that has moved to another status. */
export interface HealthChange {
  readonly check: string | undefined;
  readonly from: HealthStatus;
  readonly to: HealthStatus;
  readonly message: string | undefined;
}

/** What `createHealth` is told. */
export interface HealthOptions {
  readonly service: string;
  readonly version: string;
  readonly checks: readonly HealthCheck[];
  /** Where status and response times are recorded: `instrument(healthMetrics, { registry })`. */
  readonly metrics?: HealthHandles;
  /** How many pieces of work wait; `/health` has no `queue_depth` without it. */
  readonly queueDepth?: () => number;
  /** How many connections are open; `/health` has no `active_connections` without it. */
  readonly activeConnections?: () => number;
  /** What else stands in `/api/monitoring/status`, by its key: the application's current metrics, counts of alerts. */
  readonly sections?: Readonly<Record<string, () => unknown>>;
  /** Called after each change of status, for the log or the audit trail. What it throws is dropped. */
  readonly onChange?: (change: HealthChange) => void;
  /** Results of each check that are kept; 100 when absent. */
  readonly history?: number;
  /** Reads the use of memory, processor and disk; this machine's when absent. */
  readonly system?: SystemReader;
  /** Time, for tests. */
  readonly clock?: Clock;
}

/** The health of a service. */
export interface Health {
  /** Runs each check at its interval from now on, the first time at once. Keeps no process alive. */
  start(): void;
  /** From now on the service is not ready, so that it gets no new requests and can end those it has. For the signal to stop. */
  drain(): void;
  /** Ends all checks for good and frees what they hold; the service is not ready any more. */
  close(): void;
  /** Runs the checks whose result is missing or, before `start`, older than their interval; all at the same time. Never rejects. */
  refresh(): Promise<void>;
  /** The status of the whole, from what is known. */
  readonly status: HealthStatus;
  /** The status of each component, from what is known. */
  readonly components: Readonly<Record<string, HealthStatus>>;
  /** The results of a check that are kept, oldest first; empty for a name that is none. */
  history(check: string): readonly CheckResult[];
  /** What `/health` says. */
  document(): Promise<HealthDocument>;
  /** What `/api/monitoring/status` says. */
  statusDocument(): Promise<StatusDocument & Readonly<Record<string, unknown>>>;
  /** Functions that answer requests, for a framework to mount. */
  readonly handlers: HealthHandlers;
}

/**
 * How long a request waits for checks that have never run. `/health` has to answer within 500 ms; all later requests are answered
 * from what is known.
 */
const PATIENCE_MILLISECONDS = 350;

const DEFAULT_HISTORY = 100;

/**
 * The health of a service out of its checks:
 * `createHealth({ service: 'shop', version: '1.2.3', checks: [postgresCheck(pool), httpCheck('payments', { url })] })`.
 * Nothing runs until `start`, or until somebody asks. Throws one error that lists every mistake in the checks.
 */
export function createHealth(options: HealthOptions): Health {
  const { metrics, clock = systemClock, history = DEFAULT_HISTORY, system = systemReader() } = options;
  const began = clock.monotonic();
  let whole: HealthStatus = 'unknown';
  let draining = false;

  const listener = (runner: CheckRunner, result: CheckResult, before: Standing): void => {
    const { name } = runner.check;
    const { status } = runner.standing;
    if (metrics !== undefined) recordResult(metrics, runner, result);
    if (before.status !== status) tell({ check: name, from: before.status, to: status, message: result.message });
    const now = overall(runners);
    if (now.status === whole) return;
    const from = whole;
    whole = now.status;
    if (metrics !== undefined) recordWhole(metrics, whole);
    tell({ check: undefined, from, to: whole, message: now.because });
  };
  const tell = (change: HealthChange): void => {
    try {
      options.onChange?.(change);
    } catch {
      // A listener that fails must not end the checks.
    }
  };
  const runners = resolveChecks(options.checks).map(
    (check) => new CheckRunner(check, clock, { listener, keep: Math.max(1, history) }),
  );
  whole = overall(runners).status;
  if (metrics !== undefined) {
    recordWhole(metrics, whole);
    for (const runner of runners) recordStatus(metrics, runner);
  }

  const refresh = async () => {
    await Promise.all(runners.filter(({ due }) => due).map((runner) => runner.run()));
  };
  /** The same, but not longer than a request may take. */
  const settle = async () => {
    if (!runners.some(({ due }) => due)) return;
    await within(refresh(), PATIENCE_MILLISECONDS, clock.after);
  };
  const nothing = { memory: undefined, cpu: undefined, disk: undefined };
  // A file system that hangs, such as one over the network, has no answer, and is not asked by every request after it.
  const readUsage = oneAtATime(system, clock.after);
  const usage = async () => (await readUsage(PATIENCE_MILLISECONDS)) ?? nothing;
  const sections = sectionsOf(options.sections ?? {}, clock, PATIENCE_MILLISECONDS);
  const heading = () => ({
    service: options.service,
    version: options.version,
    uptime: Math.floor((clock.monotonic() - began) / 1000),
    now: clock.now(),
  });

  const health = {
    start: () => {
      for (const runner of runners) runner.start();
    },
    drain: () => {
      draining = true;
    },
    close: () => {
      draining = true;
      for (const runner of runners) runner.close();
    },
    refresh,
    get status() {
      return whole;
    },
    get components() {
      return componentsOf(runners);
    },
    history: (name: string) => runners.find(({ check }) => check.name === name)?.history ?? [],
    async document() {
      const [used] = await Promise.all([usage(), settle()]);
      return {
        ...healthDocument(heading(), runners, used),
        ...figure('queue_depth', options.queueDepth),
        ...figure('active_connections', options.activeConnections),
      };
    },
    async statusDocument() {
      await settle();
      const added = await sections();
      return { ...added, ...statusDocument(heading(), runners) };
    },
  };
  return Object.assign(health, { handlers: healthHandlers(health, runners, { settle, draining: () => draining }) });
}
