import { alert, nodejsMetrics, promql, rulePack } from 'narthex';
import { recordedAbove } from '../../common/conditions/measured.ts';
import { groupNames, recorded } from '../names.ts';
import { program } from '../program.ts';

/** What the process needs of its machine. */
export const resources = rulePack(groupNames.resources, [
  alert('HighMemoryUsage', {
    ...recordedAbove(program, recorded.memory),
    threshold: 100e6,
    for: '5m',
    severity: 'warning',
    labels: { type: 'high_memory_usage' },
    summary: '{{ $labels.service }} takes more memory than it should.',
    description: 'A process of {{ $labels.service }} holds {{ $value | humanize1024 }}B of memory.',
    runbook: {
      meaning: 'The resident memory of a process is above what the preset allows.',
      impact: 'None yet. When its machine has no more, the kernel ends the process and all executions under way in it.',
      diagnosis:
        'Is it the heap? If the used heap grows along, take a heap snapshot. If it grows with the executions under way, the statistics of finished ones are not given back.',
      mitigation: 'Restart one instance after the other to gain time; then find what is kept.',
      queries: [
        { ask: 'Is it the heap?', expr: promql`${nodejsMetrics.heapUsed}{job="orchestration"}` },
        { ask: 'Is it buffers?', expr: promql`${nodejsMetrics.externalMemory}{job="orchestration"}` },
      ],
    },
  }),
  alert('HighCPUUsage', {
    ...recordedAbove(program, recorded.cpu),
    threshold: 0.8,
    for: '5m',
    severity: 'warning',
    labels: { type: 'high_cpu_usage' },
    summary: '{{ $labels.service }} hardly keeps up with its work.',
    description: 'A process of {{ $labels.service }} uses {{ $value | humanizePercentage }} of a processor.',
    runbook: {
      meaning: 'A process uses more of its processor than the preset allows. Its code runs on one.',
      impact: 'Segments start late: their timing accuracy falls before anything fails.',
      diagnosis:
        'Is there more to do than usual, or does each execution cost more? For the second compare segments per execution, then take a profile.',
      mitigation: 'Add an instance. Roll back if it began with a deployment.',
      queries: [
        { ask: 'Is there more to do?', expr: promql`${recorded.executionsPerMinute}` },
        { ask: 'How late is the event loop?', expr: promql`${nodejsMetrics.eventLoopLagP99}{job="orchestration"}` },
      ],
    },
  }),
]);
