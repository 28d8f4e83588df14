import { nodeMetrics } from '../../../exporters/index.ts';
import { promql } from '../../../promql/index.ts';
import type { AlertDefinition, Duration, Severity } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { beyond, within } from '../../scenarios/averaged.ts';
import { eventScenarios } from '../../scenarios/event.ts';
import { rateOver, rateScenarios } from '../../scenarios/rate-over.ts';
import { series } from '../../scenarios/series.ts';
import { counting, level, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { another, host } from './labels.ts';

const { memoryAvailable, memoryTotal, pressureMemoryStalledSeconds, vmstatPswpin, vmstatPswpout, vmstatOomKill } =
  nodeMetrics;

/** The memory that programs can still have is (almost) used up. */
export function memoryUsed(name: string, severity: Severity, threshold: number, pending: Duration): AlertDefinition {
  const memory = (labels: typeof host, share: number): Signals => ({
    [series(memoryAvailable, labels)]: level((1 - share) * 8e9),
    [series(memoryTotal, labels)]: level(8e9),
  });
  return alert(name, {
    threshold,
    expr: ({ threshold }) => promql`1 - ${memoryAvailable} / ${memoryTotal} > ${threshold}`,
    for: pending,
    keepFiringFor: '5m',
    severity,
    labels: { symptom: 'memory' },
    summary: 'The memory of {{ $labels.instance }} is almost used up.',
    description:
      'Programs use {{ $value | humanizePercentage }} of the memory of {{ $labels.instance }}. Caches that the kernel can give up are not counted.',
    runbook: {
      meaning: 'What the kernel could still hand out, caches included, is only a small part of the memory.',
      impact:
        'Without caches every read goes to the disk and all becomes slow. Then the kernel ends processes, and it chooses large ones: databases.',
      diagnosis:
        'Who has it? `ps -eo rss,pid,cmd --sort=-rss | head`, `docker stats` for containers, `slabtop -o` if no process explains it. Has it grown for days (a leak) or jumped (a job, a deployment)?',
      mitigation:
        'Restart what leaks, before the kernel chooses something else. Give containers memory limits, so that one cannot take it all; enlarge the host if the need is real.',
      queries: [
        { ask: 'How much is left on each host?', expr: promql`${memoryAvailable}` },
        { ask: 'Does anything wait for memory?', expr: promql`rate(${pressureMemoryStalledSeconds}[5m])` },
      ],
    },
    scenarios: (numbers) => {
      const state = (share: number) => ({ ...memory(host, share), ...memory(another, 0.3) });
      return scenarios(numbers, {
        labels: host,
        value: numbers.threshold * beyond,
        bad: state(numbers.threshold * beyond),
        good: state(numbers.threshold * within),
      });
    },
  });
}

/** Nothing gets on because everything waits for memory. */
export const memoryStalled: AlertDefinition = alert('HostMemoryStalled', {
  threshold: 0.1,
  window: '5m',
  expr: ({ threshold, window }) => promql`rate(${pressureMemoryStalledSeconds}[${window}]) > ${threshold}`,
  for: '10m',
  keepFiringFor: '5m',
  severity: 'warning',
  labels: { symptom: 'memory' },
  summary: 'Programs on {{ $labels.instance }} stand still for want of memory.',
  description:
    'During {{ $value | humanizePercentage }} of the time no program on {{ $labels.instance }} got on, because all of them waited for memory.',
  runbook: {
    meaning:
      'The kernel is so busy freeing and fetching pages that for a part of the time nobody does any work (pressure stall information, `full`).',
    impact: 'Answers take many times as long. The next step is that the kernel ends processes.',
    diagnosis:
      'See `cat /proc/pressure/memory` and `vmstat 5`: with `si` and `so` above zero it is swap, else programs and files that are thrown out of memory and read again. The container with the most page faults is usually the one that presses.',
    mitigation: 'Stop or restart the largest program that can be spared, then give it a limit or the host more memory.',
    queries: [
      { ask: 'How often is a page read from a disk?', expr: promql`rate(${nodeMetrics.vmstatPgmajfault}[5m])` },
      { ask: 'How much memory is left?', expr: promql`${memoryAvailable} / ${memoryTotal}` },
    ],
  },
  scenarios: (numbers) => {
    const state = (share: number): Signals => ({
      [series(pressureMemoryStalledSeconds, host)]: counting(share),
      [series(pressureMemoryStalledSeconds, another)]: counting(0.001),
    });
    return rateScenarios(numbers, { labels: host, state });
  },
});

/** The same pages go out to the disk and come back. */
export const swapThrashing: AlertDefinition = alert('HostSwapThrashing', {
  threshold: 500,
  window: '5m',
  expr: ({ threshold, window }) => promql`rate(${vmstatPswpin}[${window}]) > ${threshold}
    and
    rate(${vmstatPswpout}[${window}]) > ${threshold}`,
  for: '10m',
  keepFiringFor: '5m',
  severity: 'warning',
  labels: { symptom: 'memory' },
  summary: '{{ $labels.instance }} moves memory to the disk and back all the time.',
  description:
    '{{ $value | humanize }} pages of memory per second come back from the swap space of {{ $labels.instance }}, while others go there.',
  runbook: {
    meaning: 'Programs use more memory than there is, in turns, so that the kernel swaps in both directions at once.',
    impact: 'Memory is as slow as the disk. Everything on the host suffers, also programs that use little memory.',
    diagnosis:
      'Who is swapped: `for f in /proc/[0-9]*/status; do awk \'/^(Name|VmSwap)/ {printf "%s ", $2} END {print ""}\' $f; done | sort -k2 -n | tail`. Who grew, is what `ps -eo rss,pid,cmd --sort=-rss | head` shows.',
    mitigation:
      'Stop or restart the program that grew. Swap that is only full but still does no harm; only the traffic does.',
    queries: [
      { ask: 'How many pages go out?', expr: promql`rate(${vmstatPswpout}[5m])` },
      {
        ask: 'How much swap is used?',
        expr: promql`1 - ${nodeMetrics.memorySwapFreeBytes} / ${nodeMetrics.memorySwapTotalBytes}`,
      },
    ],
  },
  scenarios: (numbers) => {
    const swap = (labels: typeof host, into: number, out: number): Signals => ({
      [series(vmstatPswpin, labels)]: counting(into),
      [series(vmstatPswpout, labels)]: counting(out),
    });
    const { threshold, window } = numbers;
    const most = threshold * 2;
    // Each direction by itself does no harm, so each has to pass the bound for the alert to fire.
    const outward = scenarios(numbers, {
      ...rateOver(window),
      labels: host,
      value: most,
      bad: swap(host, most, threshold * beyond),
      good: swap(host, most, threshold * within),
      titles: { fires: 'fires as well when what goes out grows', quiet: 'stays quiet when little goes out' },
    });
    return [
      ...rateScenarios(numbers, {
        labels: host,
        state: (pages) => ({ ...swap(host, pages, most), ...swap(another, most, 0) }),
      }),
      ...outward.filter(({ kind }) => kind === 'fires' || kind === 'quiet'),
    ];
  },
});

/** The kernel ended a process for want of memory. */
export const oomKill: AlertDefinition = alert('HostOutOfMemory', {
  threshold: 0,
  window: '15m',
  expr: ({ threshold, window }) => promql`increase(${vmstatOomKill}[${window}]) > ${threshold}`,
  for: '0s',
  severity: 'warning',
  summary: 'The kernel of {{ $labels.instance }} has ended a process for want of memory.',
  description:
    'In the last minutes a process on {{ $labels.instance }} was killed, because the host or its container had no memory left.',
  runbook: {
    meaning: 'The out-of-memory killer of the kernel has struck at least once.',
    impact: 'Whatever the process did has failed. Often it is started again at once, and it will happen again.',
    diagnosis:
      'Who, why and how large: `dmesg -T | grep -i -A1 "killed process"`. "Memory cgroup out of memory" means that a container passed its own limit; else the host itself had nothing left.',
    mitigation:
      'See that the killed program runs again. Then raise its limit if its need is real, find its leak, or give the host more memory.',
    queries: [{ ask: 'How much memory was left?', expr: promql`${memoryAvailable}` }],
  },
  scenarios: (numbers) =>
    eventScenarios(numbers, {
      labels: host,
      counter: series(vmstatOomKill, host),
      beside: { [series(vmstatOomKill, another)]: level(3) },
    }),
});
