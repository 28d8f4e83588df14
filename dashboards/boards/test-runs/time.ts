import { testHistory, testRunMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { StatPanel, TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { graph, number, suiteName, suites } from './common.ts';

const { budgetUsed, suiteDuration } = testRunMetrics;
const took = promql`${suiteDuration}{${suites}}`;
const noBudget = { lacking: 'tests without budgets have none to show' };

/** The test nearest to its budget. */
export const budgetMost: StatPanel = {
  ...number,
  key: 'budget-most',
  title: 'Budget used most',
  shows: 'Share of its budget of time or memory that the test used which used most. Above 1 it failed.',
  action: 'Find out what made it slower before it is over its budget. The graph below has the suites.',
  unit: 'percentunit',
  decimals: 0,
  noValue: 'NO BUDGETS',
  mayBeEmpty: noBudget,
  queries: [{ expr: promql`max(${budgetUsed}{${suites}})`, legend: 'most' }],
  guard: { alerts: ['TestBudgetExceeded'], fires: 'above' },
};

/** How long each suite takes. */
export const slowest: TimeSeriesPanel = {
  ...graph,
  key: 'suite-durations',
  title: 'Time of the slowest suites',
  shows: 'Time that the tests of a suite took in the last run, the ten slowest.',
  action: 'What is slow by nature belongs to another type, which runs more seldom.',
  unit: 's',
  queries: [{ expr: promql`topk(10, sum by (suite, type) (${took}))`, legend: suiteName }],
};

/** How long each suite takes, against its past. */
export const slower: TimeSeriesPanel = {
  ...graph,
  key: 'slower',
  title: 'Time of a suite: times its median of a week',
  shows: 'How many times as long as usual the tests of a suite took, the ten with the largest number.',
  action: 'All of them at once: the machine. A single one: a test of it waits for something.',
  unit: 'short',
  decimals: 1,
  queries: [
    {
      expr: promql`topk(10, max by (suite, type) (${took} / (quantile_over_time(0.5, ${took}[${testHistory}]) > 0)))`,
      legend: suiteName,
    },
  ],
  guard: { alerts: ['TestSuiteSlow'], fires: 'above' },
};

/** How much of their budgets tests use. */
export const budgets: TimeSeriesPanel = {
  ...graph,
  key: 'budgets',
  title: 'Budgets used',
  shows: 'Share of its budget that the test of a suite used which used most, the ten largest.',
  action: 'Slow growth is data, a step is a change. Above 1 the test failed.',
  unit: 'percentunit',
  noValue: 'No test has a budget.',
  mayBeEmpty: noBudget,
  queries: [
    { expr: promql`topk(10, max by (suite, budget) (${budgetUsed}{${suites}}))`, legend: '{{suite}}: {{budget}}' },
  ],
  guard: { alerts: ['TestBudgetExceeded'], fires: 'above' },
};
