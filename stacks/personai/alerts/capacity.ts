import { alert, level, promql, rulePack, type Signal, seconds, series } from 'narthex';
import { tooMuch } from '../../common/conditions/measured.ts';
import { predicting } from '../../common/conditions/predicting.ts';
import { labelsIn } from '../../common/conditions/program.ts';
import { performance, system } from '../metrics.ts';
import { programOf } from '../programs.ts';

const program = programOf('content-engine');
const queue = labelsIn(program, performance.queueDepth);
const waiting = { ask: 'How much waits?', expr: promql`max by (service) (${performance.queueDepth})` };

/** What may be short, now or soon. */
export const capacity = rulePack('personai-capacity', [
  alert('QueueBacklog', {
    ...tooMuch(program, { gauge: performance.queueDepth, of: 'sum' }),
    threshold: 100,
    for: '10m',
    severity: 'warning',
    labels: { symptom: 'personai-backlog' },
    summary: 'Work waits for {{ $labels.service }}.',
    description: '{{ $value | printf "%.0f" }} pieces of work have waited for {{ $labels.service }} for ten minutes.',
    runbook: {
      meaning: 'The queue of the service is long: work comes faster than it is done.',
      impact: 'Briefs are late; in the morning that is when users look.',
      diagnosis: 'Is anything done at all? If not, the service waits for a dependency. If so, more comes than usual.',
      mitigation: 'Mend the dependency, or add an instance.',
      queries: [
        waiting,
        {
          ask: 'Which dependencies fail?',
          expr: promql`min by (service, dependency) (${performance.dependency}) == 0`,
        },
      ],
    },
  }),
  alert('QueueGrowing', {
    threshold: 500,
    window: '1h',
    horizon: '4h',
    minimum: 30,
    expr: ({ threshold, window, horizon, minimum }) =>
      promql`predict_linear(${performance.queueDepth}[${window}], ${seconds(horizon)}) > ${threshold}
        and
        ${performance.queueDepth} > ${minimum}
        and
        ${system.uptime} > ${seconds(window)}`,
    for: '15m',
    severity: 'info',
    summary: 'The queue of {{ $labels.service }} grows without an end.',
    description:
      'At the pace of the last hour, hundreds of pieces of work will wait for {{ $labels.instance }} in four hours.',
    runbook: {
      meaning: 'The queue is not empty and has grown steadily for an hour.',
      impact: 'None yet. This is what capacity is planned by.',
      diagnosis: 'Compare with the same hours of last week: more users, or the same work that takes longer?',
      mitigation: 'Plan another instance; look for what takes longer.',
      queries: [waiting, { ask: 'Since when?', expr: promql`min by (service) (${system.uptime})` }],
    },
    scenarios: (numbers) =>
      predicting(numbers, {
        labels: queue,
        bound: numbers.threshold,
        minimum: numbers.minimum,
        series: (signal: Signal, started: number) => ({
          [series(performance.queueDepth, queue)]: signal,
          [series(system.uptime, queue)]: ({ time }) => time - started,
          [series(system.uptime, { ...queue, instance: 'content-engine-2:8002' })]: level(1e6),
        }),
      }),
  }),
  alert('TooManyConnections', {
    ...tooMuch(program, { gauge: performance.activeConnections, of: 'sum' }),
    threshold: 500,
    for: '10m',
    severity: 'warning',
    labels: { symptom: 'personai-backlog' },
    summary: 'Many connections to {{ $labels.service }} are open.',
    description: '{{ $value | printf "%.0f" }} connections to {{ $labels.service }} have been open for ten minutes.',
    runbook: {
      meaning: 'More connections are open than the service is made for.',
      impact: 'New ones are refused when there is no room left.',
      diagnosis: 'Do requests take longer, so that connections stay open? Or does a client open ever more of them?',
      mitigation: 'Add an instance, or limit the client.',
      queries: [{ ask: 'How many has each instance?', expr: promql`${performance.activeConnections}` }],
    },
  }),
  alert('ProcessMemoryHigh', {
    ...tooMuch(program, { gauge: system.memory }),
    threshold: 1.5 * 2 ** 30,
    for: '15m',
    severity: 'warning',
    summary: '{{ $labels.service }} takes more memory than it should.',
    description: 'An instance of {{ $labels.service }} holds {{ $value | humanize1024 }}B of memory.',
    runbook: {
      meaning: 'An instance has held more memory than it should for a quarter of an hour.',
      impact: 'None yet. When its machine has no more, the kernel ends it with everything that is under way.',
      diagnosis:
        'Does it grow with the queue, or without an end? The first is work that is held whole, the second a leak.',
      mitigation: 'Restart one instance after the other; then look for what is kept.',
      queries: [{ ask: 'Which instances?', expr: promql`topk(5, ${system.memory})` }, waiting],
    },
  }),
  alert('DiskNearlyFull', {
    ...tooMuch(program, { gauge: system.disk }),
    threshold: 0.95,
    for: '15m',
    severity: 'critical',
    summary: 'The disk of {{ $labels.service }} is nearly full.',
    description: '{{ $value | humanizePercentage }} of the disk of an instance of {{ $labels.service }} are used.',
    runbook: {
      meaning: 'Less than a twentieth of the disk is free.',
      impact: 'When it is full, nothing is written any more: no audio, no audit trail.',
      diagnosis: 'What has grown? Audio that was delivered and not removed is the usual find.',
      mitigation: 'Remove what was delivered; then make the disk larger.',
      queries: [{ ask: 'How full are the others?', expr: promql`max by (service) (${system.disk})` }],
    },
  }),
]);
