import { nodejsMetrics } from '../../../exporters/index.ts';
import { isOneOf, promql } from '../../../promql/index.ts';
import { type AlertDefinition, type Duration, type Severity, seconds, sum } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { phases } from '../../scenarios/phases.ts';
import { easing } from '../../scenarios/predicted.ts';
import { series } from '../../scenarios/series.ts';
import { counting, level, type Signal, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { steep } from '../../scenarios/steep.ts';
import { instanceOf, stranger } from './labels.ts';

const { externalMemory, gcDuration, heapSpaceUsed, heapUsed, residentMemory, startTime } = nodejsMetrics;
const gcSeconds = `${gcDuration.name}_sum`;

/** How large V8 lets the old space grow by itself on a machine of 4 GiB; `--max-old-space-size` says otherwise. */
const usualLimit = 2 * 2 ** 30;

/** The garbage collector stops the process for too large a share of the time. */
export function collecting(
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
    expr: ({ threshold, window }) =>
      promql`sum by (job, service, instance) (rate(${gcDuration}_sum{${own}}[${window}])) > ${threshold}`,
    for: pending,
    severity,
    labels: { symptom: 'nodejs-gc' },
    summary: '{{ $labels.instance }} spends its time on collecting garbage.',
    description:
      'The garbage collector has stopped {{ $labels.instance }} (service {{ $labels.service }}) for {{ $value | humanizePercentage }} of the time.',
    runbook: {
      meaning: `V8 halts the process to find memory that is free, for more than ${threshold * 100} % of the time. Near the limit of the heap it finds less and less.`,
      impact:
        'All requests wait during each pause. If the heap is full, the process ends with "heap out of memory" within minutes.',
      diagnosis:
        'See which kind takes the time. `major` with a heap near its limit is a leak or a limit that is too low: take two heap snapshots some minutes apart and compare them. `minor` is a great many objects that live for a moment: large answers that are parsed whole, copies in loops.',
      mitigation:
        'Restart the instance if it is near its limit, and raise `--max-old-space-size` if the machine has room. Roll back if it began with a deployment.',
      queries: [
        {
          ask: 'Which kind of collection takes the time?',
          expr: promql`sum by (kind) (rate(${gcDuration}_sum{${own}}[5m]))`,
        },
        { ask: 'How full is the heap?', expr: promql`${heapUsed}{${own}}` },
      ],
    },
    scenarios: (numbers) => {
      const labels = instanceOf(jobs);
      const pauses = (share: number) => ({
        [series(gcSeconds, { ...labels, kind: 'major' })]: counting(share / 2),
        [series(gcSeconds, { ...labels, kind: 'minor' })]: counting(share / 2),
        [series(gcSeconds, { ...stranger, kind: 'major' })]: counting(0.9),
      });
      const bad = numbers.threshold * 1.02;
      return scenarios(numbers, {
        labels,
        value: bad,
        bad: pauses(bad),
        good: pauses(numbers.threshold * 0.98),
        onset: numbers.window,
        ease: numbers.window,
        lingers: false,
      });
    },
  });
}

/** What outlives collections comes near to what V8 gives to the heap. No metric says how much that is, so it is a number to be set. */
export function heapLarge(jobs: readonly string[]): AlertDefinition {
  const own = isOneOf('job', jobs);
  return alert('NodejsHeapNearLimit', {
    threshold: 0.85 * usualLimit,
    window: '15m',
    expr: ({ threshold, window }) => promql`min_over_time(${heapUsed}{${own}}[${window}]) > ${threshold}`,
    for: '5m',
    severity: 'warning',
    summary: 'The heap of {{ $labels.instance }} is almost full.',
    description:
      'Even after collections {{ $value | humanize1024 }}B of objects remain on the heap of {{ $labels.instance }} (service {{ $labels.service }}). V8 ends the process when the limit is reached, 2 GiB unless it is told otherwise.',
    runbook: {
      meaning:
        'The least that was on the heap within a quarter of an hour is near its limit, so that it is no garbage that waits to be collected.',
      impact: 'Collections get longer. At the limit the process ends, and all that was under way in it fails.',
      diagnosis:
        'Does it grow since the start, or has it been so large from the beginning? The first is a leak: compare two heap snapshots (`--heapsnapshot-signal=SIGUSR2`, then `kill -USR2 <pid>`). The second is a cache or a configuration that needs that much.',
      mitigation:
        'Restart to gain time. Raise `--max-old-space-size` if it really needs that much, and set the threshold of this alert to 85 % of it.',
      queries: [
        { ask: 'Which space of the heap is it?', expr: promql`sum by (instance, space) (${heapSpaceUsed}{${own}})` },
        { ask: 'What does the process hold in all?', expr: promql`${residentMemory}{${own}}` },
      ],
    },
    scenarios: (numbers) => {
      const labels = instanceOf(jobs);
      const used = (bytes: number) => ({
        [series(heapUsed, labels)]: level(bytes),
        [series(heapUsed, stranger)]: level(8 * usualLimit),
      });
      const bad = numbers.threshold * 1.02;
      return scenarios(numbers, {
        labels,
        value: bad,
        bad: used(bad),
        good: used(numbers.threshold * 0.98),
        ease: numbers.window,
      });
    },
  });
}

/** At its pace of the last hours the heap will be full within the day. */
export function heapGrowing(jobs: readonly string[]): AlertDefinition {
  const own = isOneOf('job', jobs);
  return alert('NodejsHeapGrowing', {
    threshold: usualLimit,
    window: '3h',
    horizon: '12h',
    minimum: 0.25 * usualLimit,
    expr: ({ threshold, window, horizon, minimum }) =>
      promql`predict_linear(${heapUsed}{${own}}[${window}], ${seconds(horizon)}) > ${threshold}
        and
        ${heapUsed}{${own}} > ${minimum}
        and
        time() - ${startTime}{${own}} > ${seconds(window)}`,
    for: '30m',
    severity: 'warning',
    summary: 'The heap of {{ $labels.instance }} grows without an end.',
    description:
      'If the heap of {{ $labels.instance }} (service {{ $labels.service }}) goes on growing as in the last hours, it reaches its limit within half a day.',
    runbook: {
      meaning:
        'The heap has grown so steadily for hours that a straight line through it meets the limit soon. The process did not just start, and the heap is not small.',
      impact: 'None yet. At the limit the process ends, and it begins anew after each restart.',
      diagnosis:
        'A leak grows with the number of requests: compare both. Take a heap snapshot now and another an hour later (`kill -USR2 <pid>` with `--heapsnapshot-signal=SIGUSR2`); what has become more is in a Map, an array or a list of listeners that nobody clears.',
      mitigation:
        'Restart the instances one after the other before they are full. Roll back if it began with a deployment.',
      queries: [
        { ask: 'How has it grown?', expr: promql`${heapUsed}{${own}}` },
        { ask: 'Are there buffers outside the heap as well?', expr: promql`${externalMemory}{${own}}` },
      ],
    },
    scenarios: (numbers) => {
      const { threshold, minimum, window, horizon } = numbers;
      const labels = instanceOf(jobs);
      const state = (used: Signal, started = -1e6): Signals => ({
        [series(heapUsed, labels)]: used,
        [series(startTime, labels)]: level(started),
        [series(heapUsed, stranger)]: used,
        [series(startTime, stranger)]: level(-1e6),
      });
      const ahead = seconds(horizon);
      const long = seconds(sum(window, numbers.for, '5m'));
      // A straight line whose prediction is there when the scenario has lasted so long.
      const line = (from: number, predicted: number, at = 0): Signal => {
        const perSecond = (predicted - from) / (at + ahead);
        return ({ time }) => from + perSecond * time;
      };
      const from = minimum * 1.02;
      const [bad, good] = [line(from, threshold * 1.02), line(from, threshold * 0.98, long)];
      return [
        ...scenarios(numbers, {
          labels,
          bad: state(bad),
          good: state(good),
          ...easing(numbers, { bad, good, bound: threshold }),
        }),
        ...steep(numbers, {
          labels,
          from,
          perSecond: (2 * (threshold - minimum)) / ahead,
          bound: threshold,
          series: (rising) => state(rising),
        }),
        {
          kind: 'quiet',
          title: 'stays quiet while the heap is small',
          series: phases([{ lasts: sum('1m', numbers.for), series: state(line(minimum * 0.91, threshold * 1.1)) }]),
          expect: { [sum('1m', numbers.for)]: [] },
        },
        {
          kind: 'quiet',
          title: 'stays quiet when the heap is large and does not grow',
          series: phases([{ lasts: `${long}s`, series: state(level(threshold * 0.99)) }]),
          expect: { [`${long}s`]: [] },
        },
        {
          kind: 'fires',
          title: 'fires once the process has run for as long as the window',
          series: phases([{ lasts: `${long}s`, series: state(bad, 0) }]),
          expect: { [sum(window, numbers.for)]: [], [sum(window, numbers.for, '1m')]: [{ labels }] },
        },
      ];
    },
  });
}
