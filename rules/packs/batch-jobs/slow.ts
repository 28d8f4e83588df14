import type { GaugeDefinition } from '@narthex/instrumentation';
import type { BatchJobs } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import {
  type AlertDefinition,
  type AlertNumbers,
  type Duration,
  type Scenario,
  type Stack,
  seconds,
} from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { guarded } from '../../scenarios/minimum.ts';
import { series } from '../../scenarios/series.ts';
import type { Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';

/** The gauge by which a batch job says how long it took. */
interface Timed {
  readonly job: string;
  readonly every: Duration;
  readonly took: GaugeDefinition;
}

/** Jobs that say how long they took, by a gauge in seconds whose name ends in `_duration_seconds`. */
export function slow(declared: BatchJobs, { prometheus }: Stack): AlertDefinition[] {
  const timed = Object.entries(declared).flatMap(([job, { metrics, every }]): Timed[] => {
    // The run before has to be stored.
    if (seconds(every) >= seconds(prometheus.retention.time)) return [];
    return Object.values(metrics).flatMap((metric) =>
      metric.type === 'gauge' && metric.unit === 'seconds' && metric.name.endsWith('_duration_seconds')
        ? [{ job, every, took: metric }]
        : [],
    );
  });
  return timed.length === 0 ? [] : [slowJobs(timed)];
}

function slowJobs(timed: readonly Timed[]): AlertDefinition {
  return alert('BatchJobSlow', {
    // Times the run before.
    threshold: 3,
    // Seconds: of what is over soon, nobody minds that it takes longer.
    minimum: 60,
    expr: ({ threshold, minimum }) =>
      timed
        .map(({ job, every, took }) => {
          const own = promql`${took}{job="${job}"}`;
          return promql`${own} > ${threshold} * (${own} offset ${every}) and ${own} > ${minimum}`;
        })
        .reduce((a, b) => promql`${a} or ${b}`),
    for: '10m',
    severity: 'warning',
    summary: 'The batch job {{ $labels.job }} took much longer than the time before.',
    description:
      'The last run of the batch job {{ $labels.job }} took {{ $value | humanizeDuration }}, several times as long as the one before.',
    runbook: {
      meaning: 'The last run took much longer than the run before it.',
      impact:
        'None by itself. If it goes on, the job is not done when what it makes is needed, or runs into its next start.',
      diagnosis:
        'Had it more to do? Compare with what else it pushes. Otherwise look at what it waits for: the database, a lock, the disk of the machine at that time.',
      mitigation:
        'Move it to a time when less else runs, or mend what it waits for. If it will take this long from now on, the alert ends with the next run.',
      queries: timed.slice(0, 3).map(({ job, took }) => ({
        ask: `How long did \`${job}\` take at most within a day?`,
        expr: promql`max_over_time(${took}{job="${job}"}[1d])`,
      })),
    },
    scenarios: (numbers) => timed.flatMap((each) => slowScenarios(each, numbers)),
  });
}

function slowScenarios({ job, every, took }: Timed, numbers: AlertNumbers): Scenario[] {
  const { threshold, minimum } = numbers;
  const period = seconds(every);
  // The run before, and the one after it; of another job with a metric of the same name nobody has declared anything.
  const taking = (before: number, after: number): Signals => ({
    [series(took, { job })]: ({ time }) => (time < period ? before : after),
    [series(took, { job: 'another' })]: ({ time }) => (time < period ? 1 : minimum * 1000),
  });
  const usual = minimum * 10;
  const value = usual * threshold * 1.02;
  return [
    ...scenarios(numbers, {
      labels: { job },
      value,
      bad: taking(usual, value),
      good: taking(usual, usual * threshold * 0.98),
      lead: every,
    }),
    ...guarded(numbers, {
      firing: { labels: { job }, value: minimum * 1.02 },
      enough: taking(1, minimum * 1.02),
      tooLittle: taking(1, minimum * 0.98),
      onset: every,
    }),
  ];
}
