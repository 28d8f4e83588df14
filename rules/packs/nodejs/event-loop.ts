import { nodejsMetrics } from '../../../exporters/index.ts';
import { isOneOf, promql } from '../../../promql/index.ts';
import type { AlertDefinition, Duration, Severity } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { series } from '../../scenarios/series.ts';
import { counting, level } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { instanceOf, stranger } from './labels.ts';

const { cpuSeconds, eventLoopLagMax, eventLoopLagP99, eventLoopLagStddev } = nodejsMetrics;

/** The event loop comes to its next task too late. */
export function eventLoopLate(
  jobs: readonly string[],
  name: string,
  severity: Severity,
  threshold: number,
  pending: Duration,
): AlertDefinition {
  const own = isOneOf('job', jobs);
  return alert(name, {
    threshold,
    window: '5m',
    expr: ({ threshold, window }) => promql`avg_over_time(${eventLoopLagP99}{${own}}[${window}]) > ${threshold}`,
    for: pending,
    severity,
    labels: { symptom: 'nodejs-event-loop' },
    summary: 'The event loop of {{ $labels.instance }} is blocked again and again.',
    description:
      'One in a hundred turns of the event loop of {{ $labels.instance }} (service {{ $labels.service }}) comes {{ $value | humanizeDuration }} late. Everything else in the process waits meanwhile.',
    runbook: {
      meaning: `Some code keeps the only thread of JavaScript for itself: the 99th percentile of the delay of the event loop is above ${threshold} s.`,
      impact:
        'Each request that arrives in such a moment waits, however little it needs. Health checks time out in the end, and the process is restarted.',
      diagnosis:
        'Take a profile under load: `node --cpu-prof`, or `kill -USR1 <pid>` and the inspector. Usual finds are JSON of many megabytes, regular expressions that backtrack, synchronous calls of `fs` or `crypto`, and loops over a whole table. Long pauses of the garbage collector look the same; they have alerts of their own.',
      mitigation:
        'Add an instance to gain time. Then cut the work in pieces, move it to a worker thread, or let the database do it.',
      queries: [
        { ask: 'What is the longest delay at each scrape?', expr: promql`${eventLoopLagMax}{${own}}` },
        { ask: 'Is it steady, or a few moments?', expr: promql`${eventLoopLagStddev}{${own}}` },
        { ask: 'Is the processor used up?', expr: promql`rate(${cpuSeconds}{${own}}[5m])` },
      ],
    },
    scenarios: (numbers) => {
      const labels = instanceOf(jobs);
      const late = (delay: number) => ({
        [series(eventLoopLagP99, labels)]: level(delay),
        [series(eventLoopLagP99, stranger)]: level(60),
      });
      const bad = numbers.threshold * 1.02;
      return scenarios(numbers, {
        labels,
        value: bad,
        bad: late(bad),
        good: late(numbers.threshold * 0.98),
        ease: numbers.window,
      });
    },
  });
}

/** The process uses the one processor that JavaScript can use. */
export function processorBusy(jobs: readonly string[]): AlertDefinition {
  const own = isOneOf('job', jobs);
  return alert('NodejsProcessorBusy', {
    threshold: 0.9,
    window: '5m',
    expr: ({ threshold, window }) => promql`rate(${cpuSeconds}{${own}}[${window}]) > ${threshold}`,
    for: '15m',
    severity: 'warning',
    summary: '{{ $labels.instance }} uses up its processor.',
    description:
      '{{ $labels.instance }} (service {{ $labels.service }}) has used {{ $value | humanizePercentage }} of a processor for a quarter of an hour. JavaScript runs on one only.',
    runbook: {
      meaning:
        'A process of Node.js runs its code on one thread, and that has hardly been idle. More processors do not help it.',
      impact: 'With a little more traffic requests queue up, and everything gets slower for everybody.',
      diagnosis:
        'Compare with the number of requests: if that has grown along, the process is too small for its traffic. If it has not, each request has become dearer, which a profile (`node --cpu-prof`) shows.',
      mitigation: 'Add instances. Roll back if it began with a deployment.',
      queries: [
        { ask: 'Do all instances work as hard?', expr: promql`rate(${cpuSeconds}{${own}}[5m])` },
        { ask: 'How late is the event loop?', expr: promql`${eventLoopLagP99}{${own}}` },
      ],
    },
    scenarios: (numbers) => {
      const labels = instanceOf(jobs);
      const busy = (share: number) => ({
        [series(cpuSeconds, labels)]: counting(share),
        [series(cpuSeconds, stranger)]: counting(4),
      });
      const bad = numbers.threshold * 1.02;
      return scenarios(numbers, {
        labels,
        value: bad,
        bad: busy(bad),
        good: busy(numbers.threshold * 0.98),
        onset: numbers.window,
        ease: numbers.window,
        lingers: false,
      });
    },
  });
}
