import { batchJobMetrics, pushgatewayMetrics } from '../../../exporters/index.ts';
import { isOneOf, promql } from '../../../promql/index.ts';
import type { AlertDefinition } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { series } from '../../scenarios/series.ts';
import { level } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';

const { lastSuccess, success } = batchJobMetrics;

/** A job that ran and says itself that it did not work. */
export function failed(jobs: readonly string[]): AlertDefinition {
  const ours = isOneOf('job', jobs);
  return alert('BatchJobFailed', {
    expr: promql`${success}{${ours}} == 0`,
    for: '2m',
    severity: 'warning',
    labels: { symptom: 'batch-job' },
    summary: 'The last run of the batch job {{ $labels.job }} failed.',
    description: 'The batch job {{ $labels.job }} ran and ended with an error. It has not run again since.',
    runbook: {
      meaning: 'The job got to its end, where it pushes, and says that it failed.',
      impact: 'What the job makes is not there, or only in part: no backup, no report, no invoices of this run.',
      diagnosis:
        'Its log ends with the error. Is it something that it needs (a database, a service, a disk), or what it was given to work on? The metrics that it pushes besides show how far it got.',
      mitigation:
        'Remove the reason and run it again by hand, before what it makes is needed. The alert ends with the next run that works.',
      queries: [
        {
          ask: 'How many seconds ago did each job last work?',
          expr: promql`sort_desc(time() - ${lastSuccess}{${ours}})`,
        },
        { ask: 'How many seconds ago did each job push?', expr: promql`time() - ${pushgatewayMetrics.pushTime}` },
      ],
    },
    scenarios: (numbers) =>
      jobs.flatMap((job) => {
        const saying = (value: number) => ({
          [series(success, { job })]: level(value),
          // Nobody has declared this one.
          [series(success, { job: 'another' })]: level(0),
        });
        return scenarios(numbers, { labels: { job }, bad: saying(0), good: saying(1) });
      }),
  });
}
