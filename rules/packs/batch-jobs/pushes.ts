import { type BatchJobs, pushgatewayMetrics } from '../../../exporters/index.ts';
import { isOneOf, promql } from '../../../promql/index.ts';
import { type AlertDefinition, type AlertNumbers, type Scenario, seconds, sum } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { phases } from '../../scenarios/phases.ts';
import { series } from '../../scenarios/series.ts';
import { clock, level, type Signal, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';

const { processStart, pushFailureTime, pushTime } = pushgatewayMetrics;

const lastPushes = {
  ask: 'How many seconds ago did each batch job push?',
  expr: promql`sort_desc(time() - max by (job) (${pushTime}))`,
};

/** A job that has pushed before, and not when it should have again. */
export function stale(declared: BatchJobs): AlertDefinition {
  const periods = byPeriod(declared);
  return alert('BatchJobStale', {
    // Periods of the job: a tenth of one for jobs that take longer than the last time.
    threshold: 1.1,
    expr: ({ threshold }) =>
      periods
        .map(
          ([period, jobs]) =>
            promql`(time() - max by (job) (${pushTime}{${isOneOf('job', jobs)}})) / ${period} > ${threshold}`,
        )
        .reduce((a, b) => promql`${a} or ${b}`),
    for: '5m',
    severity: 'critical',
    labels: { symptom: 'batch-job' },
    summary: 'The batch job {{ $labels.job }} has not run.',
    description:
      'The batch job {{ $labels.job }} should have pushed its metrics again: since the last time {{ printf "%.2f" $value }} of its periods have passed.',
    runbook: {
      meaning: 'The job did not run, or did not get to its end, where it pushes.',
      impact: 'What the job makes is not there: no backup, no report, no invoices of this period.',
      diagnosis:
        'Look at what schedules it: did it start at all (`systemctl list-timers`, `kubectl get cronjobs,jobs`)? If it did, its log says where it ended. If it reached its end, look for an error of the push itself.',
      mitigation:
        'Run it by hand once the reason is removed, before what it makes is needed. If it now runs more seldom on purpose, change `every` in the definition.',
      queries: [lastPushes, { ask: 'Which pushes were refused?', expr: promql`${pushFailureTime} > ${pushTime}` }],
    },
    scenarios: (numbers) =>
      periods.flatMap(([period, [job = '']]) => {
        const age = (share: number): Signals => ({
          [series(pushTime, { job, instance: 'runner' })]: clock(-numbers.threshold * period * share),
          // Nobody has declared when this one runs.
          [series(pushTime, { job: 'another', instance: 'runner' })]: clock(-numbers.threshold * period * 100),
        });
        return scenarios(numbers, {
          labels: { job },
          value: numbers.threshold * 1.02,
          bad: age(1.02),
          good: age(0.98),
          titles: { fires: `fires when a job has not pushed for more than its ${period} seconds, and a little more` },
        });
      }),
  });
}

/** A job of which nothing is known: there is no time that could be too long ago. */
export function missing(declared: BatchJobs): AlertDefinition {
  const periods = byPeriod(declared);
  return alert('BatchJobMissing', {
    // Periods of the job, since the Pushgateway was started: it may have lost what was pushed before.
    threshold: 1.1,
    expr: ({ threshold }) =>
      periods
        .map(([period, jobs]) => {
          const absent = jobs
            .map((job) => promql`absent(${pushTime}{${isOneOf('job', [job])}})`)
            .reduce((a, b) => promql`${a} or ${b}`);
          return promql`(${absent}) and on () (time() - ${processStart}{job="pushgateway"}) / ${period} > ${threshold}`;
        })
        .reduce((a, b) => promql`${a} or ${b}`),
    for: '10m',
    severity: 'warning',
    summary: 'The batch job {{ $labels.job }} has never pushed anything.',
    description:
      'The Pushgateway knows nothing of the batch job {{ $labels.job }}, and has run for longer than the job may take to push again.',
    runbook: {
      meaning: 'A job that the stack declares has not pushed since the Pushgateway was started.',
      impact: 'Nobody would notice if it never ran.',
      diagnosis:
        'Was it declared just now? Then the alert ends with its first run. Otherwise compare the name under which it pushes (`/metrics/job/NAME`) with the definition and with the groups on the page of the Pushgateway. Does it run, and does it reach the Pushgateway?',
      mitigation: 'Correct the name on one of the two sides. If the job is gone on purpose, remove it from `pushes`.',
      queries: [lastPushes],
    },
    scenarios: (numbers) => periods.flatMap((each) => missingScenarios(each, declared, numbers)),
  });
}

function missingScenarios([period, jobs]: Period, declared: BatchJobs, numbers: AlertNumbers): Scenario[] {
  const started = (share: number): Signals => ({
    [series(processStart, { job: 'pushgateway', instance: 'pushgateway:9091' })]: clock(
      -numbers.threshold * period * share,
    ),
    [series(processStart, { job: 'another', instance: 'another:8000' })]: clock(-numbers.threshold * period * 1000),
  });
  const pushedBut = (missed: string | undefined): Signals =>
    Object.fromEntries(
      [...Object.keys(declared), 'another'].flatMap((job): [string, Signal][] =>
        job === missed ? [] : [[series(pushTime, { job, instance: 'runner' }), level(1_000_000_000)]],
      ),
    );
  const lasts = sum('2m', numbers.for);
  return [
    ...jobs.flatMap((job) =>
      scenarios(numbers, {
        labels: { job },
        bad: { ...started(1.02), ...pushedBut(job) },
        good: { ...started(0.98), ...pushedBut(job) },
      }),
    ),
    {
      kind: 'quiet',
      title: 'stays quiet about jobs that have pushed, however long ago',
      series: phases([{ lasts, series: { ...started(1.02), ...pushedBut(undefined) } }]),
      expect: { [lasts]: [] },
    },
  ];
}

/** What a job sent was refused, and it has not been accepted since. */
export const pushFailed = alert('BatchJobPushFailed', {
  expr: promql`${pushFailureTime} > ${pushTime}`,
  for: '5m',
  severity: 'warning',
  labels: { symptom: 'batch-job' },
  summary: 'The Pushgateway refused what the batch job {{ $labels.job }} pushed.',
  description:
    'The last push of the batch job {{ $labels.job }} was refused at {{ $value | humanizeTimestamp }}; its metrics are those of the run before.',
  runbook: {
    meaning:
      'The metrics do not fit to what other jobs have pushed: another type or help text for one name, or a series twice.',
    impact: 'The job may have worked, and nobody knows: its alerts and panels show the run before.',
    diagnosis:
      'The log of the Pushgateway has the reason, and so has the answer (status 400) in the log of the job. What changed in its metrics?',
    mitigation:
      'Use the same definition of a metric in all jobs. If an old group stands in the way, delete it: `curl -X DELETE http://PUSHGATEWAY/metrics/job/NAME`.',
    queries: [lastPushes],
  },
  scenarios: (numbers) => {
    const labels = { job: 'nightly', instance: 'runner' };
    const pushed = 1_000_000_000;
    const failing = (after: number): Signals => ({
      [series(pushTime, labels)]: level(pushed),
      [series(pushFailureTime, labels)]: level(pushed + after),
    });
    return scenarios(numbers, { labels, value: pushed + 60, bad: failing(60), good: failing(-60) });
  },
});

/** Jobs that run as often as each other, in seconds. */
type Period = readonly [seconds: number, jobs: readonly string[]];

function byPeriod(declared: BatchJobs): Period[] {
  const periods = new Map<number, string[]>();
  for (const [job, { every }] of Object.entries(declared)) {
    const period = seconds(every);
    periods.set(period, [...(periods.get(period) ?? []), job]);
  }
  return [...periods];
}
