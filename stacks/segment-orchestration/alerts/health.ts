import { type AlertDefinition, alert, level, phases, promql, rulePack, scenarios, series, sum } from 'narthex';
import { serviceOf } from '../../common/conditions/program.ts';
import { health } from '../metrics.ts';
import { groupNames, recorded } from '../names.ts';
import { program } from '../program.ts';
import { componentRecord } from '../records.ts';

const labels = serviceOf(program);
const broken = (components: number) => ({ [series(recorded.componentsUnhealthy, labels)]: level(components) });

const common = {
  for: '2m',
  runbook: {
    impact: 'Executions go on. Without statistics, diagnosis or optimiser they are blind, or slower.',
    diagnosis:
      'See which component it is. The statistics collector hangs when its store is full, the diagnosis when it cannot write, the optimiser when its model does not load; the log of the component says so.',
    mitigation: 'Restart the component. If it fails again at once, mend what its log names.',
    queries: [
      { ask: 'Which components do not work?', expr: promql`${health.component} == 0` },
      { ask: 'Are there critical errors?', expr: promql`${recorded.criticalErrors}` },
    ],
  },
} as const;

const onceBroken: Pick<AlertDefinition, 'expr' | 'scenarios'> = {
  expr: promql`${recorded.componentsUnhealthy} == 1`,
  scenarios: (numbers) => [
    ...scenarios(numbers, { labels, value: 1, bad: broken(1), good: broken(0) }),
    {
      kind: 'quiet',
      title: 'leaves several components to SystemUnhealthy',
      series: phases([{ lasts: sum(numbers.for, '5m'), series: broken(2) }]),
      expect: { [sum(numbers.for, '5m')]: [] },
    },
  ],
};

/** The health of the components: one that does not work is a degraded system, more are an unhealthy one. */
export const componentHealth = rulePack(groupNames.health, [
  componentRecord,
  alert('SystemDegraded', {
    ...common,
    ...onceBroken,
    severity: 'warning',
    labels: { type: 'system_health', status: 'degraded' },
    summary: 'A component of {{ $labels.service }} does not work.',
    description: 'One component of {{ $labels.service }} does not work: the system is degraded.',
    runbook: { meaning: 'Exactly one component says of itself that it does not work.', ...common.runbook },
  }),
  alert('SystemUnhealthy', {
    ...common,
    threshold: 2,
    expr: ({ threshold }) => promql`${recorded.componentsUnhealthy} >= ${threshold}`,
    scenarios: (numbers) =>
      scenarios(numbers, {
        labels,
        value: numbers.threshold,
        bad: broken(numbers.threshold),
        good: broken(numbers.threshold - 1),
      }),
    severity: 'critical',
    labels: { type: 'system_health', status: 'unhealthy' },
    summary: 'Several components of {{ $labels.service }} do not work.',
    description:
      '{{ $value | printf "%.0f" }} components of {{ $labels.service }} do not work: the system is unhealthy.',
    runbook: { meaning: 'More than one component says of itself that it does not work.', ...common.runbook },
  }),
]);
