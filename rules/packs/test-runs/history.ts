import { testHistory, testRunMetrics } from '../../../exporters/index.ts';
import { isOneOf, promql } from '../../../promql/index.ts';
import {
  type AlertDefinition,
  type AlertNumbers,
  type Duration,
  type Scenario,
  seconds,
  sum,
} from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { guarded } from '../../scenarios/minimum.ts';
import { phases } from '../../scenarios/phases.ts';
import { series } from '../../scenarios/series.ts';
import { level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';

const { coverage, suiteDuration } = testRunMetrics;

/** How often the past is looked at: tests run a few times a day, and a week is long. After five minutes a series would be gone. */
export const historyInterval: Duration = '4m';
/** How often unit tests do: a week in hours is enough to tell when something changes. */
export const historyStep: Duration = '1h';

const suite = (job: string) => ({ job, suite: 'tests/api', type: 'integration' });
const every = { step: historyStep, every: historyStep } as const;
/** So many turns. */
const turns = (count: number): Duration => `${(count * seconds(historyStep)) / 60}m`;

// All runs are judged by one expression, and a week of samples is enough for one of them.

/** A suite takes longer than it used to. */
export function slow(runs: readonly string[]): AlertDefinition {
  const own = promql`${suiteDuration}{${isOneOf('job', runs)}}`;
  return alert('TestSuiteSlow', {
    // Times the median of the past.
    threshold: 2,
    // Seconds: of what is over soon, nobody minds that it takes longer.
    minimum: 10,
    window: testHistory,
    expr: ({ threshold, minimum, window }) =>
      promql`${own} > ${threshold} * quantile_over_time(0.5, ${own}[${window}]) and ${own} > ${minimum}`,
    // A run tells of itself once, and the past does not flap.
    for: '0s',
    severity: 'info',
    summary: 'The tests of {{ $labels.suite }} became slower in {{ $labels.job }}.',
    description:
      'In the last run of {{ $labels.job }} the {{ $labels.type }} tests in {{ $labels.suite }} took {{ $value | humanizeDuration }}, much longer than usual.',
    runbook: {
      meaning: 'The suite took several times as long as the median of what it took in the past.',
      impact: 'People wait longer for each change, and run the tests less often.',
      diagnosis:
        'Did all suites become slower? Then it is the machine. If it is this one, compare the slowest tests of its report with those of an earlier run: a wait, a time-out that is used up, tests that were added.',
      mitigation:
        'Mend the test that waits, or move what is slow by nature to another type, which runs more seldom. If it will take this long, the alert ends when that has become usual.',
      queries: [{ ask: 'Which suites take longest?', expr: promql`topk(10, ${own})` }],
    },
    scenarios: (numbers) => runs.slice(0, 1).flatMap((job) => slowScenarios(job, numbers)),
  });
}

function slowScenarios(job: string, numbers: AlertNumbers): Scenario[] {
  const { threshold, minimum, window } = numbers;
  const taking = (now: number, another = now): Signals => ({
    [series(suiteDuration, suite(job))]: level(now),
    [series(suiteDuration, suite('another'))]: level(another),
  });
  // From one time to another when the past is long enough.
  const changing = (from: number, to: number): Signals => ({
    [series(suiteDuration, suite(job))]: ({ time }) => (time < seconds(window) ? from : to),
  });
  const usual = minimum * 6;
  const bad = usual * threshold * 1.02;
  const labels = suite(job);
  return [
    ...scenarios(numbers, {
      ...every,
      ...{ labels, value: bad, lead: window, calm: taking(usual) },
      bad: taking(bad),
      good: taking(usual * threshold * 0.98),
    }),
    ...guarded(numbers, {
      firing: { labels, value: minimum * 1.02 },
      enough: changing(1, minimum * 1.02),
      tooLittle: changing(1, minimum * 0.98),
      onset: window,
      step: historyStep,
    }),
    becomesUsual(numbers, { labels, value: bad, before: taking(usual), after: { ...changing(usual, bad) } }),
  ];
}

interface Usual {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  readonly before: Signals;
  readonly after: Signals;
}

/** The median becomes the new time when half of the window is of it. */
function becomesUsual({ window, keepFiringFor }: AlertNumbers, { labels, value, before, after }: Usual): Scenario {
  const half = seconds(window) / seconds(historyStep) / 2;
  const ends = sum(window, turns(half - 1), keepFiringFor);
  const last = sum(window, turns(half - 2));
  return {
    kind: 'recovers',
    title: 'takes the longer time for usual when half of its window is of it',
    step: historyStep,
    series: phases(
      [
        { lasts: window, series: before },
        { lasts: sum(turns(half), keepFiringFor), series: after },
      ],
      historyStep,
    ),
    expect: { [last]: [{ labels, value }], [ends]: [] },
  };
}

/** Less of the code is run by the tests than before. */
export function coverageFell(runs: readonly string[]): AlertDefinition {
  const own = promql`${coverage}{${isOneOf('job', runs)}}`;
  return alert('TestCoverageFell', {
    // Share of all code.
    threshold: 0.02,
    window: testHistory,
    expr: ({ threshold, window }) => promql`max_over_time(${own}[${window}]) - ${own} > ${threshold}`,
    for: '0s',
    severity: 'info',
    summary: 'The tests {{ $labels.job }} cover less of the {{ $labels.of }} than before.',
    description:
      'The last run of {{ $labels.job }} covered {{ $value | humanizePercentage }} of the {{ $labels.of }} less than the best run of the past days.',
    runbook: {
      meaning: 'Code was added that no test runs, or tests were removed or skipped.',
      impact: 'None today. The next change to that code breaks it without anybody noticing.',
      diagnosis:
        'Compare the coverage report with that of the last good run, file by file. Was a suite skipped, or does it run under another name now?',
      mitigation: 'Write the tests that are missing. If the code is generated, leave it out of what is counted.',
      queries: [{ ask: 'How much is covered now?', expr: promql`${own}` }],
    },
    scenarios: (numbers) => runs.slice(0, 1).flatMap((job) => coverageScenarios(job, numbers)),
  });
}

function coverageScenarios(job: string, numbers: AlertNumbers): Scenario[] {
  const { threshold, window, keepFiringFor } = numbers;
  const labels = { job, of: 'branches' };
  const best = 0.8;
  const covering = (share: number): Signals => ({
    [series(coverage, labels)]: level(share),
    [series(coverage, { ...labels, job: 'another' })]: ({ time }) => Math.max(0, best - time / seconds(window)),
  });
  const value = threshold * 1.02;
  const before = turns(4);
  // The last good sample leaves the window.
  const over = sum(turns(3), window, keepFiringFor);
  return [
    ...scenarios(numbers, {
      ...every,
      ...{ labels, value, lead: before, calm: covering(best) },
      bad: covering(best - value),
      good: covering(best - threshold * 0.98),
    }),
    {
      kind: 'recovers',
      title: 'takes it for meant to be after the length of the window',
      step: historyStep,
      series: phases(
        [
          { lasts: before, series: covering(best) },
          { lasts: sum(window, keepFiringFor), series: covering(best - value) },
        ],
        historyStep,
      ),
      expect: { [sum(turns(2), window)]: [{ labels, value }], [over]: [] },
    },
  ];
}
