import { type CounterDefinition, instrumentationMetrics } from '@narthex/instrumentation';
import { isOneOf, promql } from '../../../promql/index.ts';
import type { AlertDefinition } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { series } from '../../scenarios/series.ts';
import { counting } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { instanceOf, stranger } from './labels.ts';

const { dropped, rejected } = instrumentationMetrics;

/** A metric of the application has met its limit, and what is new in it can no longer be told apart. */
export function seriesDropped(jobs: readonly string[]): AlertDefinition {
  return alert('NodejsMetricLimitReached', {
    ...lost(dropped, jobs),
    severity: 'warning',
    summary: 'The metric {{ $labels.metric }} of {{ $labels.service }} has more label values than it may have.',
    description:
      'Values of the metric {{ $labels.metric }} (job {{ $labels.job }}) are counted under `__other__`, because a label had a value that is not in its list, or the metric is full.',
    runbook: {
      meaning:
        'A label met a value that its definition does not allow, its bound is reached, or the metric has as many series as one may have. The instrumentation then counts it under `__other__` instead of making a new series.',
      impact:
        'Sums stay right. Alerts and panels that look at a single value of the label do not see what is counted under `__other__`.',
      diagnosis:
        'Look at which labels stand at `__other__`. A new status, module or queue is missing in the list of the definition; a label that takes a user id or a whole URL is the wrong label.',
      mitigation:
        'Add the value to the list, raise the bound, or put something with few values in that label: the route instead of the URL.',
      queries: [
        {
          ask: 'Which metrics are affected, and how much?',
          expr: promql`sum by (job, metric) (increase(${dropped}{${isOneOf('job', jobs)}}[1h])) > 0`,
        },
      ],
    },
  });
}

/** The application gives a metric values that it cannot take. */
export function valuesRejected(jobs: readonly string[]): AlertDefinition {
  return alert('NodejsMetricValuesRejected', {
    ...lost(rejected, jobs),
    severity: 'info',
    summary: 'Values of the metric {{ $labels.metric }} of {{ $labels.service }} are thrown away.',
    description:
      'The application (job {{ $labels.job }}) gives the metric {{ $labels.metric }} values that are no finite number, or that would make a counter smaller.',
    runbook: {
      meaning:
        'A value was NaN, infinite or negative where it must not be. The instrumentation throws it away instead of spoiling the series.',
      impact: 'The metric counts too little. Whoever reads it does not see that.',
      diagnosis:
        'Look for the place in the code that records this metric: a division by zero, a duration between two clocks, or an `undefined` that became NaN.',
      mitigation: 'Correct the computation there.',
      queries: [
        {
          ask: 'Which metrics are affected, and how much?',
          expr: promql`sum by (job, metric) (increase(${rejected}{${isOneOf('job', jobs)}}[1h])) > 0`,
        },
      ],
    },
  });
}

function lost(
  counter: CounterDefinition,
  jobs: readonly string[],
): Pick<AlertDefinition, 'window' | 'for' | 'expr' | 'scenarios'> {
  return {
    window: '30m',
    expr: ({ window }) =>
      promql`sum by (job, service, metric) (increase(${counter}{${isOneOf('job', jobs)}}[${window}])) > 0`,
    for: '5m',
    scenarios: (numbers) => {
      const [job = ''] = jobs;
      const fired = { job, service: 'api', metric: 'http_requests_total' };
      const labels = { ...instanceOf(jobs), ...fired };
      const other = { [series(counter, { ...stranger, metric: 'http_requests_total' })]: counting(1) };
      return scenarios(numbers, {
        labels: fired,
        bad: { [series(counter, labels)]: counting(0.1), ...other },
        good: { [series(counter, labels)]: last, ...other },
        lead: '10m',
        ease: numbers.window,
      });
    },
  };
}

/** A counter that stands where it was. */
const last = counting(0);
