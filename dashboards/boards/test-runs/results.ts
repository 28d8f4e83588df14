import { testRunMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import {
  noneIsGood,
  type StatPanel,
  stateColors,
  type TablePanel,
  type TimelinePanel,
  type TimeSeriesPanel,
} from '../../../stacks/model/index.ts';
import { graph, number, suiteName, suites } from './common.ts';

const { flaky, retries, tests } = testRunMetrics;
const broken = promql`${tests}{${suites}, status=~"failed|timeout|error"}`;

/** Tests that do not pass. */
export const failing: StatPanel = {
  ...number,
  key: 'failing',
  title: 'Failing tests',
  shows: 'Tests of the last runs that failed, ran into their time-out or could not be loaded.',
  action: 'The table below says in which suites; the report of the run names the tests.',
  queries: [{ expr: promql`sum(${broken})`, legend: 'failing' }],
  guard: { alerts: ['TestSuiteBroken'], fires: 'above', bound: 1 },
  mappings: noneIsGood,
};

/** Tests that were tried again and passed. */
export const flakyNow: StatPanel = {
  ...number,
  key: 'flaky-now',
  title: 'Flaky tests',
  shows: 'Tests of the last runs that failed and then passed when they were tried again.',
  action: 'A test that passes by chance tells nothing. Mend it before people learn to ignore it.',
  queries: [{ expr: promql`sum(${flaky}{${suites}})`, legend: 'flaky' }],
  guard: { alerts: ['TestSuiteFlaky'], fires: 'above', bound: 1 },
  mappings: noneIsGood,
};

/** How many failed in which suite, over time. */
export const failures: TimeSeriesPanel = {
  ...graph,
  key: 'failures',
  title: 'Failing tests by suite',
  shows: 'Tests that do not pass, the ten suites that have most.',
  action: 'A step is a change: which commit was the first of that run? A single spike is a flaky test or machine.',
  unit: 'short',
  queries: [{ expr: promql`topk(10, sum by (suite, type) (${broken}))`, legend: suiteName }],
  guard: { alerts: ['TestSuiteBroken'], fires: 'above', bound: 1 },
};

/** Since when a suite is red. */
export const states: TimelinePanel = {
  kind: 'timeline',
  key: 'states',
  title: 'Suites: since when are they broken?',
  shows: 'Whether the tests of each suite passed, the twenty with most failures.',
  action: 'What broke first is usually the cause of what followed.',
  unit: 'none',
  min: 0,
  max: 1,
  noValue: 'No run of tests has pushed anything.',
  mayBeEmpty: graph.mayBeEmpty,
  queries: [{ expr: promql`topk(20, sum by (suite, type) (${broken})) > bool 0`, legend: suiteName }],
  guard: { alerts: ['TestSuiteBroken'], fires: 'above', bound: 1 },
  mappings: [
    { value: 0, text: 'PASSED', color: stateColors.ok },
    { value: 1, text: 'BROKEN', color: stateColors.warning },
  ],
};

/** Where to look first. */
export const worst: TablePanel = {
  kind: 'table',
  key: 'worst',
  title: 'What did not pass',
  shows: 'Tests of the last runs that did not pass, by suite and by how they ended; the twenty largest numbers.',
  action: 'Only time-outs: the machine is too slow. Errors: the file was not even loaded. Otherwise it is the code.',
  unit: 'none',
  noValue: 'All tests passed.',
  mayBeEmpty: 'there is nothing to list while all tests pass',
  queries: [
    {
      expr: promql`topk(20, sum by (job, suite, type, status) (${broken}) > 0)`,
      legend: '',
    },
  ],
  columns: [
    { field: 'job', title: 'Run', boardLink: { board: 'test-runs', variable: 'job' } },
    { field: 'suite', title: 'Suite', boardLink: { board: 'test-runs', variable: 'suite' } },
    { field: 'type', title: 'Type' },
    { field: 'status', title: 'Ended' },
    { field: 'Value', title: 'Tests', width: 100 },
  ],
  sortBy: 'Tests',
  descending: true,
};

/** Which suites are flaky. */
export const flakyTests: TimeSeriesPanel = {
  ...graph,
  key: 'flaky',
  title: 'Flaky tests by suite',
  shows: 'Tests that passed only when they were tried again, the ten suites that have most.',
  action: 'The suite that is always there has a test that waits for a time instead of for what happens.',
  unit: 'short',
  queries: [{ expr: promql`topk(10, sum by (suite, type) (${flaky}{${suites}}))`, legend: suiteName }],
  guard: { alerts: ['TestSuiteFlaky'], fires: 'above', bound: 1 },
};

/** How many tests there are. */
export const counts: TimeSeriesPanel = {
  ...graph,
  key: 'counts',
  title: 'Tests by how they ended',
  shows: 'How many tests the last runs had, by how they ended.',
  action: 'A sudden loss is a suite that is no longer found. Skipped tests that only grow are debt.',
  unit: 'short',
  stacked: true,
  queries: [{ expr: promql`sum by (status) (${tests}{${suites}})`, legend: '{{status}}' }],
  colors: { '/^passed$/': stateColors.ok, '/^(failed|timeout|error)$/': stateColors.critical },
};

/** How often tests are tried again. */
export const retried: TimeSeriesPanel = {
  ...graph,
  key: 'retries',
  title: 'Retries by suite',
  shows: 'How often tests were tried again in the last runs, the ten suites with most.',
  action: 'Retries that grow while nothing is flaky are tests that fail each time: see above.',
  unit: 'short',
  queries: [{ expr: promql`topk(10, sum by (suite, type) (${retries}{${suites}}))`, legend: suiteName }],
};
