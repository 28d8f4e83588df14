import { alert, promql, rulePack } from 'narthex';
import { deviates } from '../../common/conditions/deviating.ts';
import { recordedAbove } from '../../common/conditions/measured.ts';
import { executions, optimizer } from '../metrics.ts';
import { groupNames, recorded } from '../names.ts';
import { program } from '../program.ts';

const outcomes = {
  ask: 'How do executions end?',
  expr: promql`sum by (outcome) (rate(${executions.executions}[5m]))`,
};
const slowest = {
  ask: 'How long do the slowest take?',
  expr: promql`histogram_quantile(0.99, sum by (instance, le) (rate(${executions.duration}_bucket[5m])))`,
};

/** How executions end, and how long they take. */
export const performance = rulePack(groupNames.performance, [
  alert('HighFailureRate', {
    ...recordedAbove(program, recorded.failureRate),
    threshold: 0.15,
    for: '2m',
    severity: 'critical',
    labels: { type: 'high_failure_rate', symptom: 'orchestration-failures' },
    summary: 'Executions of {{ $labels.service }} fail.',
    description: '{{ $value | humanizePercentage }} of the executions of {{ $labels.service }} fail.',
    runbook: {
      meaning: 'Of the executions of the last five minutes more have failed than the preset allows.',
      impact: 'What these executions were for was not done, or only in part: segments before the failure have run.',
      diagnosis:
        'See whether segments fail as well. If they do, the cause is in what a segment does; if not, it is in the orchestration: its timing, its optimiser, its own errors. Compare the instances: one alone is a bad process.',
      mitigation:
        'Roll back if it began with a deployment. Switch the optimiser off if its effectiveness fell at the same time. Otherwise take the failing kind of execution out of the schedule.',
      queries: [
        outcomes,
        { ask: 'Do segments fail?', expr: promql`1 - ${recorded.segmentSuccessRate}` },
        { ask: 'How many errors come on an execution?', expr: promql`${recorded.errorRate}` },
      ],
    },
  }),
  alert('HighResponseTime', {
    ...recordedAbove(program, recorded.responseTime),
    threshold: 0.2,
    for: '2m',
    severity: 'warning',
    labels: { type: 'high_response_time', symptom: 'orchestration-slow' },
    summary: 'Executions of {{ $labels.service }} take too long.',
    description: 'An execution of {{ $labels.service }} takes {{ $value | humanizeDuration }} in the mean.',
    runbook: {
      meaning: 'The mean time of the executions of the last five minutes is above what the preset allows.',
      impact: 'Segments miss the time that they were planned for; executions that depend on each other add up.',
      diagnosis:
        'Is it all executions or a few? Compare the mean with the slowest. All: the processor, or a cache that does not answer any more. A few: one kind of execution, with more segments than usual.',
      mitigation: 'Add an instance if the processor is busy. Warm up the cache after a restart; it fills by itself.',
      queries: [
        slowest,
        { ask: 'Does the cache still answer?', expr: promql`${recorded.cacheHitRate}` },
        { ask: 'How many segments has an execution?', expr: promql`${recorded.segmentsPerExecution}` },
      ],
    },
  }),
  alert('PerformanceAnomaly', {
    ...deviates(program, { recorded: recorded.responseTime, fires: 'above', usually: 0.1 }),
    threshold: 1.5,
    window: '6h',
    for: '5m',
    severity: 'warning',
    labels: { type: 'performance_anomaly', symptom: 'orchestration-slow' },
    summary: 'Executions of {{ $labels.service }} take much longer than usual.',
    description:
      'An execution of {{ $labels.service }} takes more than half as long again as in the mean of the last six hours.',
    runbook: {
      meaning: 'The mean time of an execution is far above its own mean of six hours, whatever its bound is.',
      impact: 'Perhaps none yet: the bound of HighResponseTime may be far away. Something has changed all the same.',
      diagnosis:
        'Look for what changed when it began: a deployment, more executions, executions with more segments, a cache that was emptied.',
      mitigation: 'Roll back what changed. If there is only more to do, add an instance before the bound is reached.',
      queries: [
        slowest,
        { ask: 'Is there more to do?', expr: promql`${recorded.executionsPerMinute}` },
        { ask: 'Is it the slowest or all of them?', expr: promql`${recorded.responseTimeP95}` },
      ],
    },
  }),
  alert('EffectivenessAnomaly', {
    ...deviates(program, { recorded: recorded.successRate, fires: 'below', usually: 0.95 }),
    threshold: 0.8,
    window: '6h',
    for: '5m',
    severity: 'warning',
    labels: { type: 'effectiveness_anomaly', symptom: 'orchestration-failures' },
    summary: 'Executions of {{ $labels.service }} succeed far less often than usual.',
    description:
      'The share of executions of {{ $labels.service }} that succeed is a fifth below its mean of the last six hours.',
    runbook: {
      meaning: 'The success rate has fallen significantly against its own mean of six hours.',
      impact: 'More of what is orchestrated is not done than its users are used to.',
      diagnosis:
        'See how executions end, and whether timing accuracy and the effectiveness of the optimiser fell first: then segments run at the wrong time.',
      mitigation: 'Roll back what changed when it began; switch the optimiser off if it misjudges.',
      queries: [
        outcomes,
        { ask: 'Are segments on time?', expr: promql`${recorded.timingAccuracy}` },
        { ask: 'What does the optimiser save?', expr: promql`avg by (instance) (${optimizer.effectiveness})` },
      ],
    },
  }),
]);
