import { keepsTestHistory, pushedJobs } from '../../exporters/index.ts';
import type { RulePack, Stack } from '../../stacks/model/index.ts';
import { rulePack } from '../alert.ts';
import { coverageFell, historyInterval, historyStep, slow } from './test-runs/history.ts';
import { broken, budgetExceeded, errors, flaky } from './test-runs/last-run.ts';
import { stale } from './test-runs/stale.ts';

/** Runs of tests that push how they went: what failed, what is flaky, what became slower, and whether they ran at all. */
export function testRuns(stack: Stack): RulePack[] {
  const { tests } = pushedJobs(stack);
  const runs = Object.keys(tests);
  if (runs.length === 0) return [];
  return [
    rulePack('test-runs', [stale(tests), broken(runs), errors(runs), flaky(runs), budgetExceeded(runs)]),
    // What is compared with the past needs one.
    ...(keepsTestHistory(stack)
      ? [
          {
            ...rulePack('test-runs-history', [slow(runs), coverageFell(runs)]),
            interval: historyInterval,
            testedEvery: historyStep,
          },
        ]
      : []),
  ];
}
