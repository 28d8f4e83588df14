import { alert, counting, level, nodejsMetrics, promql, rulePack, scenarios, series } from 'narthex';
import { instance } from './labels.ts';

const another = { job: 'prometheus', instance: 'prometheus:9090' };

/** What the process of the API needs of its machine. */
export const resources = rulePack('sergas-resources', [
  alert('HighCPUUsage', {
    threshold: 0.8,
    window: '5m',
    expr: ({ threshold, window }) => promql`rate(${nodejsMetrics.cpuSeconds}{job="sergas"}[${window}]) > ${threshold}`,
    for: '15m',
    severity: 'warning',
    summary: '{{ $labels.instance }} hardly keeps up with its work.',
    description:
      '{{ $labels.instance }} has used {{ $value | humanizePercentage }} of a processor for a quarter of an hour. Its code runs on one.',
    runbook: {
      meaning: 'JavaScript runs on one processor at a time, and the process has almost used it up for long.',
      impact: 'Requests wait for each other: answers get slower, then time out.',
      diagnosis:
        'Is there more to do than usual (requests, tasks of agents), or does each cost more? For the second take a profile: `kill -USR1 <pid>` opens the inspector, `node --cpu-prof` writes one at the next start.',
      mitigation: 'Add an instance. If it began with a deployment, roll back and look at the profile.',
      queries: [
        { ask: 'Do all instances work as hard?', expr: promql`rate(${nodejsMetrics.cpuSeconds}{job="sergas"}[5m])` },
        { ask: 'How late is the event loop?', expr: promql`${nodejsMetrics.eventLoopLagP99}{job="sergas"}` },
      ],
    },
    scenarios: (numbers) => {
      const busy = (share: number) => ({
        [series(nodejsMetrics.cpuSeconds, instance)]: counting(share),
        [series(nodejsMetrics.cpuSeconds, another)]: counting(3),
      });
      return scenarios(numbers, {
        labels: instance,
        value: numbers.threshold * 1.02,
        bad: busy(numbers.threshold * 1.02),
        good: busy(numbers.threshold * 0.98),
        onset: numbers.window,
        ease: numbers.window,
        lingers: false,
      });
    },
  }),
  alert('HighMemoryUsage', {
    threshold: 1.5 * 2 ** 30,
    expr: ({ threshold }) => promql`${nodejsMetrics.residentMemory}{job="sergas"} > ${threshold}`,
    for: '15m',
    severity: 'warning',
    summary: '{{ $labels.instance }} takes more memory than it should.',
    description: '{{ $labels.instance }} holds {{ $value | humanize1024 }}B of memory. It is given 2 GiB.',
    runbook: {
      meaning: 'The resident memory of the process has been above three quarters of what it is given.',
      impact: 'None yet. At 2 GiB the kernel ends the process, and everything that was under way in it fails.',
      diagnosis:
        'Heap or buffers? If the used heap grows along, take a heap snapshot (`kill -USR2 <pid>` with `--heapsnapshot-signal=SIGUSR2`). If not, look for large answers of Zoho that are held in buffers.',
      mitigation:
        'Restart the instances one after the other to gain time; then find the leak, or lower the size of the pages that the synchronisation reads.',
      queries: [
        { ask: 'Is it the heap?', expr: promql`${nodejsMetrics.heapUsed}{job="sergas"}` },
        { ask: 'Is it buffers?', expr: promql`${nodejsMetrics.externalMemory}{job="sergas"}` },
      ],
    },
    scenarios: (numbers) => {
      const holds = (bytes: number) => ({
        [series(nodejsMetrics.residentMemory, instance)]: level(bytes),
        [series(nodejsMetrics.residentMemory, another)]: level(8e9),
      });
      return scenarios(numbers, {
        labels: instance,
        value: numbers.threshold * 1.02,
        bad: holds(numbers.threshold * 1.02),
        good: holds(numbers.threshold * 0.98),
      });
    },
  }),
]);
