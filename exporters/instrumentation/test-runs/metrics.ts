import { defineMetrics } from '../define.ts';
import { bounded, gauge } from '../definition.ts';

/** What a test is there for. */
export const TEST_TYPES = [
  ...['unit', 'integration', 'performance', 'security', 'load'],
  ...['regression', 'smoke', 'e2e', 'compatibility', 'stress'],
] as const;

/** One of the ten types of tests. */
export type TestType = (typeof TEST_TYPES)[number];

/** How a test ended. `timeout` is a test that took too long, `error` a file of tests that could not be loaded. */
export const TEST_STATUSES = ['passed', 'failed', 'skipped', 'timeout', 'error'] as const;

/** One of the ways in which a test ends. */
export type TestStatus = (typeof TEST_STATUSES)[number];

/** What coverage is counted in. */
export const COVERED = ['lines', 'statements', 'branches', 'functions'] as const;

/** So many suites are told apart; what comes after them is counted together. */
export const MOST_SUITES = 50;

// Suites, not tests: a test that is renamed would leave a series behind, and a thousand tests would be a thousand series.
const suite = { suite: bounded(MOST_SUITES, { typically: 10 }), type: TEST_TYPES };
/** A suite has tests of one type, mostly. */
const suites = 10;

/**
 * What a run of tests pushes. A stack declares the run: `pushgateway({ pushes: { 'unit-tests': testRunMetrics } })`, and has its
 * alerts and its board.
 */
export const testRunMetrics = defineMetrics({
  tests: gauge('test_run_tests', 'Tests of the last run by how they ended.', {
    labels: { ...suite, status: TEST_STATUSES },
    series: suites * TEST_STATUSES.length,
  }),
  suiteDuration: gauge('test_suite_duration_seconds', 'Time that the tests of a suite took in the last run.', {
    unit: 'seconds',
    labels: suite,
    series: suites,
  }),
  flaky: gauge('test_suite_flaky_tests', 'Tests that passed in the last run only when they were tried again.', {
    labels: suite,
    series: suites,
  }),
  retries: gauge('test_suite_retries', 'How often tests were tried again in the last run.', {
    labels: suite,
    series: suites,
  }),
  budgetUsed: gauge(
    'test_suite_budget_used_ratio',
    'Share of its budget that the test used which used most; above 1 it failed.',
    // A ratio has no value above 1 unless it says so, and a budget may be exceeded.
    { labels: { ...suite, budget: ['duration', 'memory'] }, unit: 'ratio', range: [0, 1000], series: 4 },
  ),
  errors: gauge('test_run_errors', 'Errors of the last run that happened outside of any test.'),
  coverage: gauge('test_run_coverage_ratio', 'Share of the code that the last run with coverage has run.', {
    unit: 'ratio',
    labels: { of: COVERED },
  }),
  duration: gauge('test_run_duration_seconds', 'Time that the last run took from start to end.', { unit: 'seconds' }),
  lastCompletion: gauge('test_run_last_completion_timestamp_seconds', 'When the last run ended.', {
    unit: 'timestamp',
  }),
  lastSuccess: gauge('test_run_last_success_timestamp_seconds', 'When the last run ended in which nothing failed.', {
    unit: 'timestamp',
  }),
});
