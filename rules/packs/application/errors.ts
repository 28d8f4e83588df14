import { promql } from '../../../promql/index.ts';
import type { AlertDefinition, Duration, HttpMetrics, Scenario, Severity } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { guarded } from '../../scenarios/minimum.ts';
import { series } from '../../scenarios/series.ts';
import { counting, type Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { either, rawRequestRate, serviceLabels, someLabels, stranger, valueThat } from './http.ts';
import { errorRate, oneOfEach, recordedNames, requestRate } from './rates.ts';

const failure = /^5..$/;

/** Services whose requests have a status, of which some say that the server failed: with a value of each. */
export function withStatus(services: readonly HttpMetrics[]) {
  return services.flatMap((http) => {
    if (http.status === undefined) return [];
    const spec = http.requests.labels[http.status];
    const failed = valueThat(true, failure, spec, '500');
    const served = valueThat(false, failure, spec, '200');
    return failed === undefined || served === undefined ? [] : [{ http, status: http.status, failed, served }];
  });
}

/** Too large a share of the requests of a service ends in an error of the server. */
export function errorsHigh(
  all: readonly HttpMetrics[],
  name: string,
  severity: Severity,
  threshold: number,
  pending: Duration,
): AlertDefinition[] {
  const services = withStatus(all);
  const [first] = services;
  if (first === undefined) return [];
  const failures = ({ status }: HttpMetrics) => `, ${status}=~"5.."`;
  const kinds = services.map(({ http }) => http);
  return [
    alert(name, {
      threshold,
      window: '5m',
      minimum: 0.2,
      expr: ({ threshold, window, minimum }) =>
        either(
          oneOfEach(kinds, recordedNames.errors),
          (http) => promql`${errorRate(http, window)} / ${requestRate(http, window)} > ${threshold}
          and ${requestRate(http, window)} > ${minimum}`,
        ),
      for: pending,
      severity,
      labels: { symptom: 'service-errors' },
      summary: 'Requests to {{ $labels.service }} fail.',
      description:
        '{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} (job {{ $labels.job }}) end in a status 5xx.',
      runbook: {
        meaning: `More than ${threshold * 100} % of the requests that the service answers end in an error of its own: a status of 500 or above.`,
        impact:
          'Whoever sent those requests sees an error page or a program that gives up. Programs that try again make it worse.',
        diagnosis:
          'Split the failures by route and by instance first. One instance alone is a bad process; one route is a bad query or a bad deployment; all of it is a database, a queue or another service that it needs. Then read the log from the moment at which it began.',
        mitigation:
          'Roll back if it began with a deployment, restart the instance if it is one alone. If something that it needs is down, mend that first.',
        queries: [
          {
            ask: 'Which series of requests fail?',
            expr: either(kinds, (http) => promql`rate(${http.requests}{${http.status ?? ''}=~"5.."}[5m]) > 0`),
          },
          {
            ask: 'When did it begin?',
            expr: either(kinds, (http) => rawRequestRate(http, '5m', failures(http))),
          },
        ],
      },
      scenarios: (numbers) =>
        services.flatMap(({ http, status, failed, served }): readonly Scenario[] => {
          const { fired, instance } = serviceLabels(http);
          const requests = (share: number, perSecond: number): Signals => ({
            [series(http.requests, { ...instance, ...someLabels(http.requests), [status]: served })]: counting(
              (1 - share) * perSecond,
            ),
            [series(http.requests, { ...instance, ...someLabels(http.requests), [status]: failed })]: counting(
              share * perSecond,
            ),
            [series(http.requests, { ...stranger, ...someLabels(http.requests), [status]: served })]:
              counting(perSecond),
            [series(http.requests, { ...stranger, ...someLabels(http.requests), [status]: failed })]:
              counting(perSecond),
          });
          const busy = 20 * numbers.minimum;
          const bad = numbers.threshold * 1.02;
          const four = scenarios(numbers, {
            labels: fired,
            value: bad,
            bad: requests(bad, busy),
            good: requests(numbers.threshold * 0.98, busy),
            onset: '1m',
            ease: numbers.window,
          });
          return [
            ...four,
            ...guarded(numbers, {
              firing: { labels: fired, value: bad },
              enough: requests(bad, numbers.minimum * 1.02),
              tooLittle: requests(bad, numbers.minimum * 0.98),
              onset: numbers.window,
            }),
          ];
        }),
    }),
  ];
}
