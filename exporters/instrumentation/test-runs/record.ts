import { type Recorded, recorded } from '../batch/recorded.ts';
import type { SeriesLabels } from '../client.ts';
import type { Coverage } from './coverage.ts';
import { COVERED, TEST_STATUSES, testRunMetrics } from './metrics.ts';
import type { SuiteTally } from './tally.ts';

/** A run of tests that has ended. Times in seconds, since 1970 where they are points in time. */
export interface TestRun {
  readonly suites: readonly SuiteTally[];
  readonly coverage: Coverage;
  /** Errors outside of any test. */
  readonly errors: number;
  readonly duration: number;
  readonly ended: number;
}

/** Whether nothing in it went wrong. */
export function worked({ suites, errors }: TestRun): boolean {
  return errors === 0 && suites.every(({ tests }) => tests.failed + tests.timeout + tests.error === 0);
}

/** The run as metrics. Without a success it says nothing of the last one. */
export function recordRun(run: TestRun, labels: SeriesLabels = {}): Recorded<typeof testRunMetrics> {
  const record = recorded(testRunMetrics, { labels });
  const { handles } = record;
  for (const { suite, type, tests, duration, flaky, retries, budgets } of run.suites) {
    for (const status of TEST_STATUSES) handles.tests.set({ suite, type, status }, tests[status]);
    handles.suiteDuration.set({ suite, type }, duration);
    handles.flaky.set({ suite, type }, flaky);
    handles.retries.set({ suite, type }, retries);
    for (const budget of ['duration', 'memory'] as const) {
      const used = budgets[budget];
      if (used !== undefined) handles.budgetUsed.set({ suite, type, budget }, used);
    }
  }
  for (const of of COVERED) {
    const share = run.coverage[of];
    if (share !== undefined) handles.coverage.set({ of }, share);
  }
  handles.errors.set(run.errors);
  handles.duration.set(run.duration);
  handles.lastCompletion.set(run.ended);
  if (worked(run)) handles.lastSuccess.set(run.ended);
  return record;
}
