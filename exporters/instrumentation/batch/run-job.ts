import type { MetricSet } from '../definition.ts';
import type { Handles } from '../handles.ts';
import { batchJobMetrics } from './metrics.ts';
import { deleteMetrics, type PushTarget, pushMetrics } from './push.ts';
import { type Recorded, recorded } from './recorded.ts';
import { type Losses, unharmed } from './unharmed.ts';

/** Where a job pushes, and what becomes of it. */
export interface RunJobOptions<S extends MetricSet = MetricSet> extends Omit<PushTarget, 'job'>, Losses {
  /** Metrics of the job's own; it gets their handles. The stack declares the same set, with `batchJobMetrics`, in `pushes`. */
  readonly metrics?: S;
  /**
   * Whether the group stays on the Pushgateway. `true` for jobs that run again, whose alerts read it; `'failures'` for those
   * that run once: what failed stays until somebody deletes it; `false` for what shall be seen only while it runs.
   * Default `true`.
   */
  readonly keep?: boolean | 'failures';
}

/** What a job is given while it runs. */
export interface JobRun<S extends MetricSet = MetricSet> {
  /** The handles of its metrics. */
  readonly metrics: Handles<S>;
  /** Pushes what was recorded so far, for jobs that take hours. Never throws. */
  push(): Promise<void>;
}

/**
 * Runs a batch job and pushes how it went: `await runJob('backup', async ({ metrics }) => { … }, { gateway, metrics })`.
 * Returns what the job returns and throws what it throws, both after the push. The job never fails because of the
 * Pushgateway: a push that is given up, after its `deadline` at the latest, is warned about and counted.
 *
 * A run that worked replaces the group. A run that failed updates it, so that the time of the last success stays, and so
 * does what the run did not get to.
 */
export async function runJob<T, S extends MetricSet = Readonly<Record<never, never>>>(
  name: string,
  run: (job: JobRun<S>) => T | Promise<T>,
  options: RunJobOptions<S>,
): Promise<T> {
  const { metrics, keep = true, warn, lost, ...target } = options;
  // Who gives the whole set that the stack declares gives these as well.
  const own = recorded(metrics ?? noMetrics<S>(), { without: batchJobMetrics });
  const group = { ...target, job: name };
  const losses = { ...(warn && { warn }), ...(lost && { lost }) };
  const quietly = (work: () => Promise<void>) => unharmed(work, losses);
  const push = () => quietly(() => pushMetrics({ ...group, metrics: own.used, mode: 'update' }));
  const start = performance.now();
  const end = async (worked: boolean) => {
    const seconds = (performance.now() - start) / 1000;
    await quietly(() =>
      keep === true || (keep === 'failures' && !worked)
        ? pushMetrics({ ...group, ...outcome(own, worked, seconds) })
        : deleteMetrics(group),
    );
  };
  let result: T;
  try {
    result = await run({ metrics: own.handles, push });
  } catch (error) {
    await end(false);
    throw error;
  }
  await end(true);
  return result;
}

function outcome<S extends MetricSet>(own: Recorded<S>, worked: boolean, seconds: number) {
  const about = recorded(batchJobMetrics);
  const now = Date.now() / 1000;
  about.handles.duration.set(seconds);
  about.handles.success.set(worked ? 1 : 0);
  about.handles.lastCompletion.set(now);
  if (worked) about.handles.lastSuccess.set(now);
  const custom = worked ? own.all() : own.used;
  const registry = {
    ...about.used,
    getMetricsAsArray: () => [...about.used.getMetricsAsArray(), ...custom.getMetricsAsArray()],
  };
  return { metrics: registry, mode: worked ? 'replace' : 'update' } as const;
}

function noMetrics<S extends MetricSet>(): S {
  return {} as S;
}
