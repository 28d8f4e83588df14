import { testRunMetrics } from '../../../exporters/index.ts';
import { isOneOf, promql } from '../../../promql/index.ts';
import type { AlertDefinition } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { series } from '../../scenarios/series.ts';
import { level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';

const { budgetUsed, errors: runErrors, flaky: flakyTests, retries, tests } = testRunMetrics;

/** A suite of a run that the stack declares, and one that it does not. */
const suite = (job: string) => ({ job, suite: 'tests/api', type: 'integration' });
const failing = 'status=~"failed|timeout|error"';

/** Tests of a suite do not pass. */
export function broken(runs: readonly string[]): AlertDefinition {
  const ours = isOneOf('job', runs);
  return alert('TestSuiteBroken', {
    expr: promql`sum by (job, suite, type) (${tests}{${ours}, ${failing}}) > 0`,
    for: '2m',
    severity: 'warning',
    labels: { symptom: 'tests' },
    summary: 'Tests of {{ $labels.suite }} fail in {{ $labels.job }}.',
    description:
      'In the last run of {{ $labels.job }}, {{ $value }} of the {{ $labels.type }} tests in {{ $labels.suite }} failed, ran into their time-out or could not be loaded.',
    runbook: {
      meaning: 'The last run of the tests had failures in this suite, also after it had tried them again.',
      impact: 'What the suite looks after may be broken. While it is red, nobody notices what breaks next.',
      diagnosis:
        'The report of the run names the tests. Did they fail since a certain change, or since something around them changed: a service, a clock, a version? Only time-outs speak for a machine that is too slow.',
      mitigation:
        'Take back the change, or correct the test. A test that nobody can correct today is skipped with a reason, so that the suite tells something again.',
      queries: [
        {
          ask: 'How did the tests of each suite end?',
          expr: promql`sum by (suite, type, status) (${tests}{${ours}, status!="passed"}) > 0`,
        },
      ],
    },
    scenarios: (numbers) =>
      runs.flatMap((job) =>
        ['failed', 'timeout', 'error'].flatMap((status) => {
          const ending = (bad: number): Signals => ({
            [series(tests, { ...suite(job), status })]: level(bad),
            [series(tests, { ...suite(job), status: 'passed' })]: level(20),
            [series(tests, { ...suite(job), status: 'skipped' })]: level(3),
            [series(tests, { ...suite('another'), status })]: level(3),
          });
          return scenarios(numbers, { labels: suite(job), value: 1, bad: ending(1), good: ending(0) });
        }),
      ),
  });
}

/** Something broke outside of any test. */
export function errors(runs: readonly string[]): AlertDefinition {
  const ours = isOneOf('job', runs);
  return alert('TestRunErrors', {
    expr: promql`${runErrors}{${ours}} > 0`,
    for: '2m',
    severity: 'warning',
    labels: { symptom: 'tests' },
    summary: 'The test run {{ $labels.job }} had errors outside of its tests.',
    description:
      'In the last run of {{ $labels.job }} there were {{ $value }} errors that belong to no test: promises that nobody waited for, or processes that died.',
    runbook: {
      meaning: 'Something failed while the tests ran, and no test says so.',
      impact: 'The run counts as failed. Which tests it concerns is not known, so all of them tell less.',
      diagnosis:
        'The report of the run shows the errors with their stacks at its end. Mostly a test ends before something that it has started, or a process needed more memory than it may have.',
      mitigation:
        'Wait in the test for what it starts, and close what it opens. Give the runner more memory if it was short of it.',
      queries: [{ ask: 'How many errors did each run have?', expr: promql`${runErrors}{${ours}}` }],
    },
    scenarios: (numbers) =>
      runs.flatMap((job) => {
        const having = (count: number): Signals => ({
          [series(runErrors, { job })]: level(count),
          [series(runErrors, { job: 'another' })]: level(1),
        });
        return scenarios(numbers, { labels: { job }, value: 1, bad: having(1), good: having(0) });
      }),
  });
}

/** Tests that pass only when they are tried again. */
export function flaky(runs: readonly string[]): AlertDefinition {
  const ours = isOneOf('job', runs);
  return alert('TestSuiteFlaky', {
    // Tests that are borne.
    threshold: 0,
    expr: ({ threshold }) => promql`sum by (job, suite, type) (${flakyTests}{${ours}}) > ${threshold}`,
    for: '2m',
    severity: 'info',
    summary: 'Tests of {{ $labels.suite }} are flaky in {{ $labels.job }}.',
    description:
      'In the last run of {{ $labels.job }}, {{ $value }} of the {{ $labels.type }} tests in {{ $labels.suite }} failed and then passed when they were tried again.',
    runbook: {
      meaning: 'A test fails and passes without anything having changed.',
      impact: 'Runs take longer, and people learn to ignore failures, also those that are real.',
      diagnosis:
        'The report of the run names the test. Look for times (a wait that is just long enough), for an order (it passes alone), for something shared (a port, a file, a row), and for chance.',
      mitigation:
        'Wait for what happens instead of for a time, and give each test its own data. Until then raise no number of retries: it hides the next one.',
      queries: [
        {
          ask: 'Which suites were tried again most?',
          expr: promql`topk(10, sum by (job, suite) (${retries}{${ours}}))`,
        },
      ],
    },
    scenarios: (numbers) =>
      runs.flatMap((job) => {
        const having = (count: number): Signals => ({
          [series(flakyTests, suite(job))]: level(count),
          [series(flakyTests, suite('another'))]: level(numbers.threshold + 5),
        });
        const value = numbers.threshold + 1;
        return scenarios(numbers, { labels: suite(job), value, bad: having(value), good: having(numbers.threshold) });
      }),
  });
}

/** A test used more time or memory than it may. */
export function budgetExceeded(runs: readonly string[]): AlertDefinition {
  const ours = isOneOf('job', runs);
  return alert('TestBudgetExceeded', {
    // Share of the budget. Less than 1 tells of it before the test fails.
    threshold: 1,
    expr: ({ threshold }) => promql`max by (job, suite, type, budget) (${budgetUsed}{${ours}}) > ${threshold}`,
    for: '2m',
    severity: 'warning',
    labels: { symptom: 'tests' },
    summary: 'A test of {{ $labels.suite }} needs more {{ $labels.budget }} than its budget allows.',
    description:
      'In the last run of {{ $labels.job }}, a {{ $labels.type }} test in {{ $labels.suite }} used {{ $value | humanizePercentage }} of its budget of {{ $labels.budget }}.',
    runbook: {
      meaning: 'What the test measures became slower, or needs more memory, than was agreed on.',
      impact: 'Users will notice it with the next release.',
      diagnosis:
        'The report of the run names the test and both numbers. Did it grow at once, which is a change, or slowly, which is data? Compare with other suites: if all of them became slower, it was the machine.',
      mitigation:
        'Take back the change, or make it faster. Raise the budget only with a reason that stands beside the number.',
      queries: [
        {
          ask: 'How much of their budgets do the suites use?',
          expr: promql`sort_desc(max by (job, suite, budget) (${budgetUsed}{${ours}}))`,
        },
      ],
    },
    scenarios: (numbers) =>
      runs.flatMap((job) => {
        const using = (share: number): Signals => ({
          [series(budgetUsed, { ...suite(job), budget: 'memory' })]: level(share),
          [series(budgetUsed, { ...suite('another'), budget: 'memory' })]: level(numbers.threshold * 3),
        });
        const value = numbers.threshold * 1.02;
        return scenarios(numbers, {
          labels: { ...suite(job), budget: 'memory' },
          value,
          bad: using(value),
          good: using(numbers.threshold * 0.98),
        });
      }),
  });
}
