import { type BatchJobs, testRunMetrics } from '../../../exporters/index.ts';
import { isOneOf, promql } from '../../../promql/index.ts';
import { type AlertDefinition, seconds } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { series } from '../../scenarios/series.ts';
import { clock, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';

const { lastCompletion, lastSuccess } = testRunMetrics;

/** A run of tests that has not been for longer than it should. */
export function stale(tests: BatchJobs): AlertDefinition {
  const runs = Object.entries(tests).map(([job, { every }]) => [job, seconds(every)] as const);
  return alert('TestRunStale', {
    // Periods of the run: a tenth of one for runs that take longer than the last time.
    threshold: 1.1,
    expr: ({ threshold }) =>
      runs
        .map(([job, period]) => promql`(time() - ${lastCompletion}{job="${job}"}) / ${period} > ${threshold}`)
        .reduce((a, b) => promql`${a} or ${b}`),
    for: '5m',
    severity: 'warning',
    labels: { symptom: 'tests' },
    summary: 'The tests {{ $labels.job }} have not run.',
    description:
      'The tests {{ $labels.job }} should have run again: since their last run {{ printf "%.2f" $value }} of their periods have passed.',
    runbook: {
      meaning: 'The tests were not run, or the run did not get to its end, where it pushes.',
      impact: 'What breaks now is found later, by somebody else. All panels about tests show an old run.',
      diagnosis:
        'Look at what starts them: is the schedule switched off, is there no runner, does the build fail before the tests? If they ran, look in the log for a warning about the Pushgateway.',
      mitigation:
        'Start a run by hand, then mend the schedule. If they run more seldom on purpose, change `every` in the definition.',
      queries: [
        {
          ask: 'How many seconds ago was each run without a failure?',
          expr: promql`sort_desc(time() - ${lastSuccess}{${isOneOf('job', Object.keys(tests))}})`,
        },
      ],
    },
    scenarios: (numbers) =>
      runs.flatMap(([job, period]) => {
        const ago = (share: number): Signals => ({
          [series(lastCompletion, { job })]: clock(-numbers.threshold * period * share),
          [series(lastCompletion, { job: 'another' })]: clock(-numbers.threshold * period * 100),
        });
        const value = numbers.threshold * 1.02;
        return scenarios(numbers, { labels: { job }, value, bad: ago(1.02), good: ago(0.98) });
      }),
  });
}
