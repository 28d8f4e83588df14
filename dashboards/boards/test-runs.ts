import { keepsTestHistory, pushedJobs, pushgatewayMetrics, testRunMetrics } from '../../exporters/index.ts';
import type { Board, Stack } from '../../stacks/model/index.ts';
import { exporterInterval, exportersOf } from '../overview/scope.ts';
import { declaredBoard } from '../parts/board.ts';
import { declared } from '../parts/declared.ts';
import { closedRow, graphRow, healthRow } from '../parts/panels.ts';
import { labelVariable } from '../parts/variables.ts';
import * as results from './test-runs/results.ts';
import * as runs from './test-runs/runs.ts';
import * as time from './test-runs/time.ts';

/** Runs of tests: do they pass, do they run at all, and how long does one wait for them? */
export function testRuns(stack: Stack): Board[] {
  if (!declared['test-runs'].by(stack)) return [];
  const { tests } = pushedJobs(stack);
  const past = keepsTestHistory(stack);
  return [
    declaredBoard(stack, 'test-runs', {
      question: 'Do the tests pass, do they run, and how long does one wait for them?',
      reading:
        'Each run pushes once, at its end, so every number is of the last run until the next one. Look at when that was before anything else. A suite that is red since one certain run is a change; one that comes and goes is flaky.',
      next: ['batch-jobs', 'services'],
      from: '7d',
      variables: [
        labelVariable('job', 'Run', testRunMetrics.tests),
        labelVariable('type', 'Type', testRunMetrics.tests, ['job']),
        labelVariable('suite', 'Suite', testRunMetrics.tests, ['job', 'type']),
      ],
      interval: exporterInterval(stack, exportersOf(stack, pushgatewayMetrics)),
      rows: [
        healthRow([
          ...[results.failing, runs.overdue(tests), runs.errors],
          ...[results.flakyNow, runs.covered, time.budgetMost],
        ]),
        graphRow('results', 'Results: what failed, and since when', [
          ...[results.failures, results.states, results.worst, results.flakyTests],
        ]),
        graphRow('time', 'Time and budgets', [
          time.slowest,
          ...(past ? [time.slower] : []),
          ...[time.budgets, runs.durations],
        ]),
        closedRow('runs', 'Runs, coverage and retries', [
          ...[runs.age(tests), runs.coverage, ...(past ? [runs.coverageLost] : [])],
          ...[results.counts, results.retried],
        ]),
      ],
    }),
  ];
}
