import { alert, level, promql, rulePack, type Signal, scenarios, seconds, series } from 'narthex';
import { labelsIn, serviceOf } from '../../common/conditions/program.ts';
import { performance } from '../metrics.ts';
import { programOf } from '../programs.ts';

const program = programOf('integration-controller');
const dependency = 'quickbooks_api';

/** What the services need of others. A single call that fails is usual: three in four succeed. */
export const dependencies = rulePack('personai-dependencies', [
  alert('DependencyUnavailable', {
    threshold: 0.4,
    window: '15m',
    expr: ({ threshold, window }) =>
      promql`avg by (job, service, dependency) (avg_over_time(${performance.dependency}[${window}])) < ${threshold}`,
    for: '5m',
    severity: 'warning',
    labels: { symptom: 'personai-dependency' },
    summary: '{{ $labels.service }} seldom reaches {{ $labels.dependency }}.',
    description:
      'Within a quarter of an hour {{ $labels.service }} has reached {{ $labels.dependency }} in {{ $value | humanizePercentage }} of the cases.',
    runbook: {
      meaning: 'Fewer than four in ten calls to this dependency have succeeded for a quarter of an hour.',
      impact: 'The service is degraded: what it needs from there is missing in briefs, or late.',
      diagnosis:
        'Do other services reach it? If not, it is down: see its status page. If they do, the token of this service has expired, or its way there is broken.',
      mitigation: 'Renew the token, mend the way, or wait for the provider. What waits is done then.',
      queries: [
        {
          ask: 'Which services do not reach it?',
          expr: promql`min by (service, dependency) (${performance.dependency}) == 0`,
        },
        { ask: 'Does work pile up?', expr: promql`max by (service) (${performance.queueDepth})` },
      ],
    },
    scenarios: (numbers) => {
      const reached = (share: number) => {
        const of = (instance: string, value: Signal) => ({
          [series(performance.dependency, { ...labelsIn(program, performance.dependency, { dependency }), instance })]:
            value,
        });
        return {
          ...of(program.instance, level(share / 2)),
          ...of('integration-controller-2:8001', level(share * 1.5)),
          [series(performance.dependency, labelsIn(program, performance.dependency, { dependency: 'database' }))]:
            level(1),
        };
      };
      const bad = numbers.threshold * 0.98;
      return scenarios(numbers, {
        labels: { ...serviceOf(program), dependency },
        value: bad,
        bad: reached(bad),
        good: reached(numbers.threshold * 1.02),
        ease: numbers.window,
      });
    },
  }),
  alert('DatabaseUnavailable', {
    window: '3m',
    expr: ({ window }) =>
      promql`max by (job, service) (max_over_time(${performance.dependency}{dependency="database"}[${window}])) == 0`,
    for: '2m',
    severity: 'critical',
    labels: { symptom: 'personai-dependency' },
    summary: '{{ $labels.service }} does not reach its database at all.',
    description: 'For minutes not one call of {{ $labels.service }} to its database has succeeded.',
    runbook: {
      meaning: 'No instance of the service has reached its database, not even once.',
      impact: 'The service answers, and can do nothing: it is unhealthy.',
      diagnosis:
        'Do all services say so? Then the database is down. One alone: its password, or a partition of the network.',
      mitigation: 'Bring the database up, or put the password back. The services come back by themselves.',
      queries: [
        { ask: 'Who reaches it?', expr: promql`max by (service) (${performance.dependency}{dependency="database"})` },
      ],
    },
    scenarios: (numbers) => {
      const reached = (value: number, share: Signal = level(value)) => ({
        [series(performance.dependency, labelsIn(program, performance.dependency, { dependency: 'database' }))]: share,
        [series(performance.dependency, labelsIn(program, performance.dependency, { dependency: 'gmail_api' }))]: level(
          1 - value,
        ),
      });
      return scenarios(numbers, {
        labels: serviceOf(program),
        lead: '10m',
        ease: numbers.window,
        bad: reached(0),
        good: reached(1),
        onset: `${seconds(numbers.window) - 60}s`,
      });
    },
  }),
]);
