import { cadvisorMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import {
  type AlertDefinition,
  type Duration,
  type Labels,
  type Severity,
  seconds,
} from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { rateScenarios } from '../../scenarios/rate-over.ts';
import { rateShareScenarios } from '../../scenarios/rate-share.ts';
import { runningOutScenarios } from '../../scenarios/running-out.ts';
import { series } from '../../scenarios/series.ts';
import { counting, level, type Signal, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { docker, kubernetes, named, other, place, wholePod } from './labels.ts';

const { cfsThrottledPeriods, cfsPeriods, cpuSeconds, workingSet, memoryLimit, threads, threadsMax } = cadvisorMetrics;
const { receiveErrors, transmitErrors, receiveDropped, transmitDropped } = cadvisorMetrics;

/** A container does not get the processor time that it asks for, because of its own limit. */
export const cpuThrottled: AlertDefinition = alert('ContainerCpuThrottled', {
  threshold: 0.25,
  window: '5m',
  minimum: 1,
  expr: ({ threshold, window, minimum }) => promql`max without (id, image) (
      rate(${cfsThrottledPeriods}[${window}]) / (rate(${cfsPeriods}{name!=""}[${window}]) > ${minimum})
    ) > ${threshold}`,
  for: '15m',
  keepFiringFor: '5m',
  severity: 'warning',
  summary: `The container ${place} is held back by its CPU limit.`,
  description: `In {{ $value | humanizePercentage }} of its periods ${place} on {{ $labels.instance }} has used up its CPU limit and had to wait.`,
  runbook: {
    meaning:
      'The container wants more processor time than its limit allows, so the kernel stops it for the rest of each period (100 ms).',
    impact:
      'Its answers are late by tens of milliseconds again and again, even though the host may have idle processors.',
    diagnosis:
      'Compare what it uses with its limit: `docker stats`, `kubectl top pod --containers`. A program with more threads than its limit has processors is throttled in bursts, though its average is low: look at GOMAXPROCS, worker counts, garbage collection.',
    mitigation:
      'Raise the limit, or leave it out and set only a request. Let the program start as many threads as it has processors.',
    queries: [
      {
        ask: 'How many processors does each container use?',
        expr: promql`sum without (cpu, id, image) (rate(${cpuSeconds}{name!=""}[5m]))`,
      },
    ],
  },
  scenarios: (numbers) => {
    const state = (labels: Labels, share: number, perSecond: number): Signals => ({
      [series(cfsPeriods, labels)]: counting(perSecond),
      [series(cfsThrottledPeriods, labels)]: counting(share * perSecond),
    });
    return rateShareScenarios(numbers, {
      labels: named(docker),
      signals: (share, perSecond) => ({
        ...state(docker, share, perSecond),
        ...state(other, 0, perSecond),
        ...state(wholePod, 1, perSecond),
      }),
    });
  },
});

const memory = (labels: Labels, share: number, limit = 512e6): Signals => ({
  [series(workingSet, labels)]: level(share * 512e6),
  [series(memoryLimit, labels)]: level(limit),
});

/** A container comes close to its memory limit. */
export function memoryUsed(name: string, severity: Severity, threshold: number, pending: Duration): AlertDefinition {
  return alert(name, {
    threshold,
    expr: ({ threshold }) =>
      promql`max without (id, image) (${workingSet} / (${memoryLimit}{name!=""} > 0)) > ${threshold}`,
    for: pending,
    keepFiringFor: '5m',
    severity,
    labels: { symptom: 'container-memory' },
    summary: `The container ${place} is close to its memory limit.`,
    description: `${place} on {{ $labels.instance }} uses {{ $value | humanizePercentage }} of the memory that its limit allows.`,
    runbook: {
      meaning:
        'The working set, which is what the kernel cannot easily give back, is almost as large as the limit of the container.',
      impact: 'At the limit the kernel kills a process of the container, and what it was doing is lost.',
      diagnosis:
        'Has it grown steadily since its start (a leak), or with the load? Look at the heap figures of the program itself, and at `docker stats` or `kubectl top pod --containers`. Runtimes with a heap limit of their own (JVM, Node.js) may simply be set too large for the container.',
      mitigation:
        'Restart it at a quiet moment, before the kernel chooses one. Raise the limit if the need is real; else find the leak.',
      queries: [
        {
          ask: 'How much does each container use (bytes)?',
          expr: promql`sum without (id, image) (${workingSet}{name!=""})`,
        },
      ],
    },
    scenarios: (numbers) => {
      const { threshold } = numbers;
      const state = (labels: Labels, share: number) => ({
        ...memory(labels, share),
        ...memory(other, 0.4),
        ...memory({ ...other, id: '/docker/00ff', name: 'unlimited' }, 0.9, 0),
        ...memory(wholePod, 0.99),
      });
      const story = (labels: Labels) =>
        scenarios(numbers, {
          labels: named(labels),
          value: threshold * beyond,
          bad: state(labels, threshold * beyond),
          good: state(labels, threshold * within),
        });
      const inCluster = story(kubernetes).slice(0, 1);
      return [...story(docker), ...inCluster.map((each) => ({ ...each, title: `${each.title}, in a cluster` }))];
    },
  });
}

/** The memory of a container grows towards its limit. */
export const memoryGrows: AlertDefinition = alert('ContainerMemoryFullSoon', {
  window: '1h',
  horizon: '4h',
  minimum: 0.6,
  expr: ({ window, horizon, minimum }) => promql`max without (id, image) (
      predict_linear(${workingSet}[${window}], ${seconds(horizon)}) > (${memoryLimit}{name!=""} > 0)
      and
      ${workingSet} / ${memoryLimit} > ${minimum}
      and
      ${workingSet} offset ${window}
    )`,
  for: '15m',
  keepFiringFor: '10m',
  severity: 'warning',
  labels: { symptom: 'container-memory' },
  summary: `The container ${place} will reach its memory limit within hours.`,
  description: `If the memory of ${place} on {{ $labels.instance }} goes on growing as in the last hour, it reaches its limit within four hours.`,
  runbook: {
    meaning:
      'A line through the memory of the last hour passes the limit soon, and more than half of the limit is used already.',
    impact: 'Nobody notices anything yet. At the limit the kernel kills a process of the container.',
    diagnosis:
      'Look at the curve since its start: a straight line is a leak, steps are jobs or caches that fill. What was deployed when it began? Take a heap profile while the memory is there.',
    mitigation: 'Restart it at a moment of your choice. Bound its caches, mend the leak, or raise the limit.',
    queries: [
      {
        ask: 'How much does each container use (bytes)?',
        expr: promql`sum without (id, image) (${workingSet}{name!=""})`,
      },
    ],
  },
  scenarios: (numbers) => {
    const one =
      (labels: Labels, bounded = 1) =>
      (used: Signal, size: number): Signals => ({
        [series(workingSet, labels)]: used,
        [series(memoryLimit, labels)]: level(size * bounded),
      });
    const at = (name: string) => ({ ...other, id: `/docker/${name}`, name });
    return runningOutScenarios(numbers, {
      labels: named(docker),
      counts: 'used',
      signals: (used, size) => ({
        ...one(docker)(used, size),
        ...one(wholePod)(used, size),
        ...one(at('unlimited'), 0)(used, size),
      }),
      others: { roomy: one(at('roomy')), steady: one(at('steady')), young: one(at('young')) },
    });
  },
});

/** A container can start hardly any more processes or threads. */
export const threadsUsed: AlertDefinition = alert('ContainerThreadsFull', {
  threshold: 0.9,
  expr: ({ threshold }) => promql`max without (id, image) (${threads} / (${threadsMax}{name!=""} > 0)) > ${threshold}`,
  for: '5m',
  keepFiringFor: '5m',
  severity: 'warning',
  summary: `The container ${place} can start hardly any more threads.`,
  description: `${place} on {{ $labels.instance }} has {{ $value | humanizePercentage }} of the processes and threads that its limit (pids) allows.`,
  runbook: {
    meaning: 'The number of tasks in the control group of the container is close to its pids limit.',
    impact:
      'At the limit it cannot start a process or thread: requests fail with "cannot allocate memory" or "resource temporarily unavailable".',
    diagnosis:
      'What are they: `docker top NAME -eLf` or `ps -eLf` inside of it. Zombies need a first process that waits for its children (`init: true`); threads that only grow are a pool without a bound or blocked calls.',
    mitigation: 'Restart it, then bound the pool, mend the leak, or raise the limit.',
    queries: [
      { ask: 'How many does each container have?', expr: promql`sum without (id, image) (${threads}{name!=""})` },
    ],
  },
  scenarios: (numbers) => {
    const tasks = (labels: Labels, share: number, limit = 200): Signals => ({
      [series(threads, labels)]: level(share * 200),
      [series(threadsMax, labels)]: level(limit),
    });
    const state = (share: number) => ({
      ...tasks(docker, share),
      ...tasks(other, 0.1),
      ...tasks({ ...other, id: '/docker/00ff', name: 'unlimited' }, 0.9, 0),
      ...tasks(wholePod, 0.99),
    });
    return scenarios(numbers, {
      labels: named(docker),
      value: numbers.threshold * beyond,
      bad: state(numbers.threshold * beyond),
      good: state(numbers.threshold * within),
    });
  },
});

/** A container loses packets. */
export const packetsLost: AlertDefinition = alert('ContainerPacketsLost', {
  threshold: 5,
  window: '5m',
  expr: ({ threshold, window }) => promql`max without (id, image) (
      rate(${receiveErrors}{name!=""}[${window}]) + rate(${transmitErrors}[${window}])
      + rate(${receiveDropped}[${window}]) + rate(${transmitDropped}[${window}])
    ) > ${threshold}`,
  for: '15m',
  keepFiringFor: '5m',
  severity: 'warning',
  summary: `The container ${place} loses packets.`,
  description: `{{ $value | humanize }} packets per second of ${place} on {{ $labels.instance }} ({{ $labels.interface }}) are broken or dropped.`,
  runbook: {
    meaning: 'The virtual interface of the container drops packets, or counts errors, in one of the directions.',
    impact: 'Connections of this container stall and repeat; other containers are well.',
    diagnosis:
      'Inside its network: `nsenter -t PID -n ip -s link`. Is it busy with other things, so that it does not read its sockets (see its CPU throttling)? Many drops of all containers of one host point to the host.',
    mitigation:
      'Give it more processor time or more instances; enlarge the queue of the interface (`txqueuelen`) if bursts are the reason.',
    queries: [
      {
        ask: 'How much does it receive (bytes per second)?',
        expr: promql`sum without (id, image) (rate(${cadvisorMetrics.receivedBytes}{name!=""}[5m]))`,
      },
    ],
  },
  scenarios: (numbers) => {
    const lost = [receiveErrors, transmitErrors, receiveDropped, transmitDropped];
    const packets = (labels: Labels, each: readonly number[]): Signals =>
      Object.fromEntries(
        lost.map((metric, index) => [series(metric, { ...labels, interface: 'eth0' }), counting(each[index] ?? 0)]),
      );
    // Each of the four by itself, so that each window is noticed.
    return lost.flatMap((_, kind) => {
      const all = rateScenarios(numbers, {
        labels: { ...named(docker), interface: 'eth0' },
        state: (rate) => ({
          ...packets(
            docker,
            lost.map((_, index) => (index === kind ? rate : 0)),
          ),
          ...packets(other, [0.1, 0.1, 0.1, 0.1]),
          ...packets({ ...wholePod }, [100, 100, 100, 100]),
        }),
      });
      if (kind === 0) return all;
      const title = `fires for packets of the kind ${kind + 1} alone`;
      return all.filter((each) => each.kind === 'fires').map((each) => ({ ...each, title }));
    });
  },
});
