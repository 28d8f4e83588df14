import { level, nodejsMetrics, promql, rulePack, series } from 'narthex';
import { labelsIn } from '../common/conditions/program.ts';
import { increaseOf, meanOf, quantileOf, rateOf, shareOfRate } from '../common/records/rates.ts';
import { record } from '../common/records/record.ts';
import { errors, executions, health, optimizer, segments } from './metrics.ts';
import { groupNames, recorded } from './names.ts';
import { program } from './program.ts';

const window = '5m';
const ofExecutions = { recorded: recorded.executions, counter: executions.executions };
const another = { ...program, instance: 'orchestrator-2:8000' };

/** The metrics of the document, each under the name of what it says. Recorded as often as performance is checked. */
export const records = rulePack(groupNames.records, [
  rateOf(
    program,
    { name: recorded.executions, title: 'is how many executions end in a second', window },
    executions.executions,
  ),
  record(program, {
    name: recorded.executionsPerMinute,
    window,
    expr: promql`60 * ${recorded.executions}`,
    cases: [
      {
        title: 'is how many executions end in a minute',
        series: () => ({ [series(recorded.executions, { job: program.job, service: program.service })]: level(0.2) }),
        value: () => 12,
      },
    ],
  }),
  shareOfRate(
    program,
    { name: recorded.successRate, title: 'is the share of executions that succeed', window },
    { counter: executions.executions, label: 'outcome', values: ['success'] },
    ofExecutions,
  ),
  shareOfRate(
    program,
    { name: recorded.failureRate, title: 'is the share of executions that fail', window },
    { counter: executions.executions, label: 'outcome', values: ['failure'] },
    ofExecutions,
  ),
  meanOf(
    program,
    { name: recorded.responseTime, title: 'is the mean time of an execution', window },
    executions.duration,
  ),
  quantileOf(
    program,
    { name: recorded.responseTimeP95, title: 'is the time within which nineteen in twenty executions end', window },
    executions.duration,
    0.95,
  ),
  rateOf(
    program,
    { name: recorded.segments, title: 'is how many segments are executed in a second', window },
    segments.segments,
  ),
  shareOfRate(
    program,
    { name: recorded.segmentsPerExecution, title: 'is how many segments an execution has', window },
    { counter: segments.segments, label: 'outcome', values: [] },
    ofExecutions,
  ),
  shareOfRate(
    program,
    { name: recorded.segmentSuccessRate, title: 'is the share of segments that succeed', window },
    { counter: segments.segments, label: 'outcome', values: ['success'] },
    { recorded: recorded.segments, counter: segments.segments },
  ),
  meanOf(
    program,
    { name: recorded.timingAccuracy, title: 'is how near to its time a segment is in the mean', window },
    segments.timingAccuracy,
  ),
  record(program, {
    name: recorded.memory,
    window,
    expr: promql`max by (job, service) (${nodejsMetrics.residentMemory}{job="orchestration"})`,
    cases: [
      {
        title: 'is the memory of the largest process',
        series: () => ({
          [series(nodejsMetrics.residentMemory, program)]: level(80e6),
          [series(nodejsMetrics.residentMemory, another)]: level(70e6),
          [series(nodejsMetrics.residentMemory, { ...program, job: 'prometheus' })]: level(9e9),
        }),
        value: () => 80e6,
      },
    ],
  }),
  record(program, {
    name: recorded.cpu,
    window,
    expr: promql`max by (job, service) (rate(${nodejsMetrics.cpuSeconds}{job="orchestration"}[${window}]))`,
    cases: [
      {
        title: 'is the share of a processor that the busiest process uses',
        series: ({ counters }) =>
          counters({
            [series(nodejsMetrics.cpuSeconds, program)]: ({ elapsed }) => 0.2 * elapsed,
            [series(nodejsMetrics.cpuSeconds, another)]: ({ elapsed }) => 0.1 * elapsed,
            [series(nodejsMetrics.cpuSeconds, { ...program, job: 'prometheus' })]: ({ elapsed }) => elapsed,
          }),
        value: ({ rate }) => 0.2 * rate,
      },
    ],
  }),
  rateOf(
    program,
    { name: recorded.lookups, title: 'is how often the cache is asked in a second', window },
    optimizer.lookups,
  ),
  shareOfRate(
    program,
    { name: recorded.cacheHitRate, title: 'is the share of lookups that the cache answers', window },
    { counter: optimizer.lookups, label: 'result', values: ['hit'] },
    { recorded: recorded.lookups, counter: optimizer.lookups },
  ),
  record(program, {
    name: recorded.effectiveness,
    window,
    expr: promql`avg by (job, service) (avg_over_time(${optimizer.effectiveness}[${window}]))`,
    cases: [
      {
        title: 'is what the optimiser saves in the mean',
        series: ({ gauge }) => ({
          [series(optimizer.effectiveness, labelsIn(program, optimizer.effectiveness))]: gauge(0.1),
        }),
        value: ({ samples }) => samples(0.1).reduce((sum, value) => sum + value, 0) / samples(0.1).length,
      },
    ],
  }),
  shareOfRate(
    program,
    { name: recorded.errorRate, title: 'is how many errors come on an execution', window },
    { counter: errors.errors, label: 'severity', values: ['error', 'critical'] },
    ofExecutions,
  ),
  increaseOf(
    program,
    { name: recorded.criticalErrors, title: 'is how many critical errors there were', window },
    { counter: errors.errors, label: 'severity', values: ['critical'] },
  ),
  increaseOf(
    program,
    { name: recorded.warnings, title: 'is how many warnings there were', window },
    { counter: errors.errors, label: 'severity', values: ['warning'] },
  ),
]);

/** What of the health of the components follows from them, looked at as often as they are. */
export const componentRecord = record(program, {
  name: recorded.componentsUnhealthy,
  window,
  // A sum, because there is no series to count while all are well.
  expr: promql`sum by (job, service) (min by (job, service, component) (${health.component}) < bool 1)`,
  cases: [
    {
      title: 'is how many components do not work in some instance',
      series: () => {
        const works = (instance: typeof program | typeof another, component: string, value: number) => ({
          [series(health.component, labelsIn(instance, health.component, { component }))]: level(value),
        });
        return {
          ...works(program, 'stats_collector', 1),
          ...works(program, 'diagnostics', 0),
          ...works(another, 'diagnostics', 1),
          ...works(program, 'performance_optimizer', 0),
          ...works(another, 'performance_optimizer', 0),
        };
      },
      value: () => 2,
    },
    {
      title: 'is zero while all of them work',
      series: () => ({ [series(health.component, labelsIn(program, health.component))]: level(1) }),
      value: () => 0,
    },
  ],
});
