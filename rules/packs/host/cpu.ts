import { nodeMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { AlertDefinition, Duration, Severity } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { rateScenarios } from '../../scenarios/rate-over.ts';
import { series } from '../../scenarios/series.ts';
import { counting, level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { another, host } from './labels.ts';

const { cpuSeconds, load5, pressureCpuWaitingSeconds } = nodeMetrics;
const cpus = ['0', '1'];

/** Two processors, each of which spends such shares of its time in these modes, and the rest idle. */
function processors(labels: typeof host, modes: Readonly<Record<string, number>>): Signals {
  const busy = Object.values(modes).reduce((sum, share) => sum + share, 0);
  const all = Object.entries({ ...modes, idle: (modes.idle ?? 0) + 1 - busy });
  return Object.fromEntries(
    cpus.flatMap((cpu) =>
      all.map(([mode, share]) => [series(cpuSeconds, { ...labels, cpu, mode }), counting(share)] as const),
    ),
  );
}

/** The processors have (almost) no time left. */
export function cpuBusy(name: string, severity: Severity, threshold: number, pending: Duration): AlertDefinition {
  const state = (share: number): Signals => ({
    ...processors(host, { user: share * 0.75, system: share * 0.25, iowait: (1 - share) / 2 }),
    ...processors(another, { user: 0.1, iowait: 0.05 }),
  });
  return alert(name, {
    threshold,
    window: '5m',
    expr: ({
      threshold,
      window,
    }) => promql`1 - avg without (cpu) (sum without (mode) (rate(${cpuSeconds}{mode=~"idle|iowait"}[${window}])))
      > ${threshold}`,
    for: pending,
    keepFiringFor: '5m',
    severity,
    labels: { symptom: 'cpu' },
    summary: 'The processors of {{ $labels.instance }} are busy.',
    description:
      'The processors of {{ $labels.instance }} work {{ $value | humanizePercentage }} of the time. Waiting for disks is not counted.',
    runbook: {
      meaning: 'Averaged over all processors, hardly any idle time has been left for a long while.',
      impact:
        'Everything on the host becomes slower, first what needs quick answers. Health checks begin to time out when nothing is left.',
      diagnosis:
        'Find who uses them: `top -o %CPU`, or the container with `docker stats`. `mpstat -P ALL 5` shows whether it is work of programs (usr), of the kernel (sys, soft) or of another virtual machine (steal). Compare with the traffic: the same load as last week, or a program that spins?',
      mitigation:
        'Restart or limit the program that spins, and undo the last deployment if it began with one. If the load is real, move work to another host or enlarge this one.',
      queries: [
        {
          ask: 'In which mode do they spend their time?',
          expr: promql`sum by (instance, mode) (rate(${cpuSeconds}{mode!="idle"}[5m]))`,
        },
        { ask: 'Do programs wait for their turn?', expr: promql`rate(${pressureCpuWaitingSeconds}[5m])` },
      ],
    },
    scenarios: (numbers) => rateScenarios(numbers, { labels: host, state, most: 1 }),
  });
}

/** A virtual machine does not get the processors that it seems to have. */
export const cpuStolen: AlertDefinition = alert('HostCpuStolen', {
  threshold: 0.1,
  window: '5m',
  expr: ({ threshold, window }) =>
    promql`avg without (cpu, mode) (rate(${cpuSeconds}{mode="steal"}[${window}])) > ${threshold}`,
  for: '15m',
  severity: 'warning',
  summary: 'The machine under {{ $labels.instance }} withholds processor time.',
  description:
    '{{ $value | humanizePercentage }} of the processor time of {{ $labels.instance }} goes to other virtual machines on the same hardware.',
  runbook: {
    meaning: 'The hypervisor gives time that this virtual machine wants to use to its neighbours, or holds it back.',
    impact: 'Programs are slow though the host does not look busy; latencies jump without a reason inside the host.',
    diagnosis:
      'Look at `vmstat 5`, column `st`. Has the provider throttled the machine because its credits are used up (burstable types), or is the hardware shared by too many? Other machines of the same kind tell.',
    mitigation:
      'Move the machine to other hardware by stopping and starting it, or choose a type with guaranteed processors.',
    queries: [
      {
        ask: 'How much is stolen from each host?',
        expr: promql`avg by (instance) (rate(${cpuSeconds}{mode="steal"}[5m]))`,
      },
    ],
  },
  scenarios: (numbers) => {
    const state = (share: number): Signals => ({
      ...processors(host, { user: 0.3, steal: share }),
      ...processors(another, { user: 0.3, steal: 0.01 }),
    });
    return rateScenarios(numbers, { labels: host, state });
  },
});

/** More wants to run than there are processors, or is stuck in the kernel. */
export const loadHigh: AlertDefinition = alert('HostLoadHigh', {
  threshold: 2,
  expr: ({ threshold }) => promql`${load5} / count without (cpu, mode) (${cpuSeconds}{mode="idle"}) > ${threshold}`,
  for: '15m',
  keepFiringFor: '5m',
  severity: 'warning',
  summary: 'More waits to run on {{ $labels.instance }} than it can do.',
  description:
    'The load of {{ $labels.instance }} is {{ $value | printf "%.1f" }} for each of its processors. From 1 on something waits.',
  runbook: {
    meaning:
      'On average over five minutes more threads were ready to run, or stuck in the kernel waiting for a disk, than there are processors.',
    impact: 'Everything takes longer by about that factor. With busy disks it is above all what reads and writes.',
    diagnosis:
      'Is it processors or disks? `vmstat 5`: column `r` counts who wants to run, `b` who waits for input and output. For the latter, `ps -eo state,pid,wchan:32,cmd | grep ^D` names the processes, and a network file system that hangs is the usual reason.',
    mitigation:
      'End or move what began it. If threads hang in the kernel, mend the disk or the mount under them; they cannot be killed.',
    queries: [
      { ask: 'How many want to run?', expr: promql`${nodeMetrics.procsRunning}` },
      { ask: 'How many wait for disks?', expr: promql`${nodeMetrics.procsBlocked}` },
    ],
  },
  scenarios: (numbers) => {
    const load = (perCpu: number): Signals => ({
      ...processors(host, { user: 0.5, system: 0.1 }),
      ...processors(another, { user: 0.1, system: 0.1 }),
      [series(load5, host)]: level(perCpu * cpus.length),
      [series(load5, another)]: level(0.2),
    });
    return scenarios(numbers, {
      labels: host,
      value: numbers.threshold * beyond,
      bad: load(numbers.threshold * beyond),
      good: load(numbers.threshold * within),
    });
  },
});
