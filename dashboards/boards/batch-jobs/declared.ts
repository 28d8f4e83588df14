import {
  type BatchJobs,
  batchJobMetrics,
  hasMetric,
  type PushedJobs,
  pushgatewayMetrics,
} from '../../../exporters/index.ts';
import { type Expression, isOneOf, promql } from '../../../promql/index.ts';
import {
  type Duration,
  noneIsGood,
  type Query,
  type Stack,
  type StatPanel,
  seconds,
  stateColors,
  type TimelinePanel,
  type TimeSeriesPanel,
} from '../../../stacks/model/index.ts';
import { graph, jobs, number } from './gateway.ts';

const { pushTime } = pushgatewayMetrics;

/** Panels about what the stack declares. Runs of tests have a board of their own; here they are only missed like the others. */
export function declaredJobs(
  { work, tests }: PushedJobs,
  { prometheus }: Stack,
): {
  readonly tiles: StatPanel[];
  readonly graphs: (TimeSeriesPanel | TimelinePanel)[];
} {
  const [names, own] = [Object.keys({ ...work, ...tests }), Object.keys(work).length > 0];
  return {
    tiles: [...(names.length > 0 ? [missing(names)] : []), ...(own ? [latest(work)] : [])],
    graphs: [
      ...(own ? [periods(work)] : []),
      ...outcomes(work),
      ...durations(work, seconds(prometheus.retention.time)),
    ],
  };
}

/** Jobs that say whether they worked. */
function outcomes(declared: BatchJobs): TimelinePanel[] {
  const judged = Object.keys(declared).filter((job) =>
    hasMetric(declared[job]?.metrics ?? {}, batchJobMetrics.success),
  );
  if (judged.length === 0) return [];
  return [
    {
      kind: 'timeline',
      key: 'outcomes',
      title: 'Whether each job worked',
      shows: 'Whether the last run of each job worked, as it says itself.',
      action: 'The log of the run that failed first has the reason. Run it again before what it makes is needed.',
      unit: 'none',
      min: 0,
      max: 1,
      noValue: 'No batch job has said how it went.',
      mayBeEmpty: graph.mayBeEmpty,
      queries: [
        {
          expr: promql`min by (job) (${batchJobMetrics.success}{${jobs}, ${isOneOf('job', judged)}})`,
          legend: '{{job}}',
        },
      ],
      guard: { alerts: ['BatchJobFailed'], fires: 'below', bound: 1 },
      mappings: [
        { value: 1, text: 'WORKED', color: stateColors.ok },
        { value: 0, text: 'FAILED', color: stateColors.critical },
      ],
    },
  ];
}

/** How many of its periods ago each job pushed. */
function overdue(declared: BatchJobs): Query[] {
  return Object.entries(declared).map(([job, { every }]) => ({
    expr: promql`(time() - max by (job) (${pushTime}{${jobs}, job="${job}"})) / ${seconds(every)}`,
    legend: '{{job}}',
  }));
}

function missing(names: readonly string[]): StatPanel {
  const absent = names
    .map((job) => promql`absent(${pushTime}{job="${job}"})`)
    .reduce((all, one) => promql`${all} or ${one}`);
  return {
    ...number,
    key: 'never-pushed',
    title: 'Never pushed',
    shows: 'Batch jobs that the stack declares and of which the Pushgateway knows nothing.',
    action: 'Does the job run, does it reach the Pushgateway, and does it push under the name in the definition?',
    // Nothing that is absent: none is missing.
    queries: [{ expr: promql`sum(${absent}) or vector(0)`, legend: 'missing' }],
    guard: { alerts: ['BatchJobMissing'], fires: 'above', linkOnly: true },
    ignore: [{ rule: 'panel-threshold-of-alert', reason: "the alert's number is in periods; the tile counts jobs" }],
    counts: 'warning',
    mappings: noneIsGood,
  };
}

function latest(declared: BatchJobs): StatPanel {
  const all = overdue(declared)
    .map(({ expr }) => expr)
    .reduce((joined, expr) => promql`${joined} or ${expr}`);
  return {
    ...number,
    key: 'overdue',
    title: 'Periods overdue',
    shows:
      'How many of its periods have passed since its last push, of the job where it is most. At most 1 is on time.',
    action: 'Look at what schedules it: did it start, and did it get to its end, where it pushes?',
    unit: 'short',
    decimals: 2,
    queries: [{ expr: promql`max(${all})`, legend: 'most' }],
    guard: { alerts: ['BatchJobStale'], fires: 'above' },
  };
}

function periods(declared: BatchJobs): TimeSeriesPanel {
  return {
    ...graph,
    key: 'periods',
    title: 'Last push, in periods of the job',
    shows: 'How many of its periods have passed since each job last pushed.',
    action: 'A saw tooth up to 1 is a job that runs in time. Run by hand what is beyond, before its result is needed.',
    unit: 'short',
    decimals: 2,
    queries: overdue(declared),
    guard: { alerts: ['BatchJobStale'], fires: 'above' },
  };
}

/** Jobs that say how long they took, by a gauge in seconds whose name ends in `_duration_seconds`. */
function durations(declared: BatchJobs, kept: number): TimeSeriesPanel[] {
  const timed = Object.entries(declared).flatMap(([job, { metrics, every }]) =>
    Object.values(metrics).flatMap((metric) =>
      metric.type === 'gauge' && metric.unit === 'seconds' && metric.name.endsWith('_duration_seconds')
        ? [{ every, took: promql`${metric}{${jobs}, job="${job}"}` }]
        : [],
    ),
  );
  if (timed.length === 0) return [];
  // The run before has to be stored.
  const before = timed.filter(({ every }) => seconds(every) < kept);
  return [
    {
      ...graph,
      key: 'durations',
      title: 'Time of the last run',
      shows: 'How long the last run of each job took, as it says itself.',
      action: 'Slow growth is more data: will it still be done in time in a year?',
      queries: timed.map(({ took }) => ({ expr: promql`max by (job) (${took})`, legend: '{{job}}' })),
    },
    ...(before.length > 0 ? [againstBefore(before)] : []),
  ];
}

/** Each run against the one before it. */
function againstBefore(timed: readonly { readonly every: Duration; readonly took: Expression }[]): TimeSeriesPanel {
  return {
    ...graph,
    key: 'durations-before',
    title: 'Time of the last run: times the run before',
    shows: 'How many times as long as the run before the last run of each job took.',
    action: 'A sudden multiple: a lock, a slow disk, far more data. Its log has the steps.',
    unit: 'short',
    decimals: 1,
    queries: timed.map(({ took, every }) => ({
      expr: promql`max by (job) (${took}) / (max by (job) (${took} offset ${every}) > 0)`,
      legend: '{{job}}',
    })),
    guard: { alerts: ['BatchJobSlow'], fires: 'above' },
  };
}
