import { type BatchJobs, testHistory, testRunMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import { noneIsGood, type Query, type StatPanel, seconds, type TimeSeriesPanel } from '../../../stacks/model/index.ts';
import { graph, number, runs } from './common.ts';

const { coverage: covers, duration, errors: runErrors, lastCompletion } = testRunMetrics;
const noCoverage = { lacking: 'a run without coverage has none to show' };

/** How many of its periods ago each run was. */
function periods(tests: BatchJobs): Query[] {
  return Object.entries(tests).map(([job, { every }]) => ({
    expr: promql`(time() - max by (job) (${lastCompletion}{${runs}, job="${job}"})) / ${seconds(every)}`,
    legend: '{{job}}',
  }));
}

/** The run that is latest. */
export function overdue(tests: BatchJobs): StatPanel {
  const all = periods(tests)
    .map(({ expr }) => expr)
    .reduce((joined, expr) => promql`${joined} or ${expr}`);
  return {
    ...number,
    key: 'overdue',
    title: 'Periods overdue',
    shows: 'How many of its periods have passed since its last run, of the run where it is most. At most 1 is on time.',
    action: 'Everything else here is of an old run: look at what starts the tests.',
    unit: 'short',
    decimals: 2,
    queries: [{ expr: promql`max(${all})`, legend: 'most' }],
    guard: { alerts: ['TestRunStale'], fires: 'above' },
  };
}

/** Errors outside of tests. */
export const errors: StatPanel = {
  ...number,
  key: 'errors',
  title: 'Errors outside of tests',
  shows: 'Errors of the last runs that belong to no test: promises that nobody waited for, processes that died.',
  action: 'The end of the report shows them with their stacks.',
  queries: [{ expr: promql`sum(${runErrors}{${runs}})`, legend: 'errors' }],
  guard: { alerts: ['TestRunErrors'], fires: 'above', bound: 1 },
  mappings: noneIsGood,
};

/** The least coverage. */
export const covered: StatPanel = {
  ...number,
  key: 'covered',
  title: 'Lines covered',
  shows: 'Share of the lines that the tests have run, of the run where it is least.',
  action: 'What matters is whether it falls: open the last row.',
  unit: 'percentunit',
  max: 1,
  decimals: 1,
  noValue: 'NOT MEASURED',
  mayBeEmpty: noCoverage,
  queries: [{ expr: promql`min(${covers}{${runs}, of="lines"})`, legend: 'least' }],
};

/** Coverage over time. */
export const coverage: TimeSeriesPanel = {
  ...graph,
  key: 'coverage',
  title: 'Coverage',
  shows: 'Share of the code that the tests have run, of the run where it is least.',
  action: 'Compare the report with that of an earlier run, file by file.',
  unit: 'percentunit',
  max: 1,
  noValue: 'No run has measured it.',
  mayBeEmpty: noCoverage,
  queries: [{ expr: promql`min by (of) (${covers}{${runs}})`, legend: '{{of}}' }],
};

/** Coverage against its best. */
export const coverageLost: TimeSeriesPanel = {
  ...graph,
  key: 'coverage-lost',
  title: 'Coverage lost within a week',
  shows: 'How much less of the code the tests have run than in the best run of the last seven days.',
  action: 'Code without tests was added, or a suite is no longer run. Either is cheap to mend now.',
  unit: 'percentunit',
  noValue: 'No run has measured it.',
  mayBeEmpty: noCoverage,
  queries: [
    {
      expr: promql`max by (of) (max_over_time(${covers}{${runs}}[${testHistory}]) - ${covers}{${runs}})`,
      legend: '{{of}}',
    },
  ],
  guard: { alerts: ['TestCoverageFell'], fires: 'above' },
};

/** How long the runs take. */
export const durations: TimeSeriesPanel = {
  ...graph,
  key: 'durations',
  title: 'Time of a run',
  shows: 'How long the last run took from start to end. Suites run beside each other, so it is less than their sum.',
  action: 'People wait for this. The slowest suites are on the left.',
  unit: 's',
  queries: [{ expr: promql`max by (job) (${duration}{${runs}})`, legend: '{{job}}' }],
};

/** When each run was. */
export function age(tests: BatchJobs): TimeSeriesPanel {
  return {
    ...graph,
    key: 'age',
    title: 'Last run, in periods',
    shows: 'How many of its periods have passed since each run.',
    action: 'A saw tooth up to 1 is a run on time. A line that keeps rising no longer runs.',
    unit: 'short',
    decimals: 2,
    queries: periods(tests),
    guard: { alerts: ['TestRunStale'], fires: 'above' },
  };
}
