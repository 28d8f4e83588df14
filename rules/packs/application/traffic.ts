import { promql } from '../../../promql/index.ts';
import {
  type AlertDefinition,
  type Duration,
  type HttpMetrics,
  type Scenario,
  seconds,
  sum,
} from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { countingIn, type Part } from '../../scenarios/parts.ts';
import { phases } from '../../scenarios/phases.ts';
import { series } from '../../scenarios/series.ts';
import type { Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { either, ofServices, serviceLabels, someLabels, stranger } from './http.ts';
import { oneOfEach, recordedNames, requestRate } from './rates.ts';

/** What is recorded at each evaluation; the mean over a longer time is that of these. */
const base: Duration = '5m';

/**
 * A service that is well and that nobody asks any more: hardly a request, though there were many at this time yesterday and many in the
 * last hours. The first spares quiet nights, the second weekends and holidays.
 */
export function trafficLost(services: readonly HttpMetrics[]): AlertDefinition[] {
  if (services.length === 0) return [];
  const mean = (http: HttpMetrics, window: Duration) => promql`avg_over_time(${requestRate(http, base)}[${window}])`;
  const yesterday = (http: HttpMetrics, window: Duration) =>
    promql`avg_over_time(${requestRate(http, base)}[${window}] offset 1d)`;
  return [
    alert('ServiceTrafficLost', {
      threshold: 0.1,
      window: '15m',
      minimum: 1,
      expr: ({ threshold, window, minimum }) =>
        either(
          oneOfEach(services, recordedNames.requests),
          (http) => promql`${mean(http, window)} / ${yesterday(http, window)} < ${threshold}
            and
            ${mean(http, window)} < ${threshold} * ${mean(http, '3h')}
            and
            ${yesterday(http, window)} > ${minimum}`,
        ),
      for: '10m',
      severity: 'warning',
      summary: 'Hardly anybody asks {{ $labels.service }} any more.',
      description:
        '{{ $labels.service }} (job {{ $labels.job }}) gets {{ $value | humanizePercentage }} of the requests that it got at this time yesterday, and far fewer than in the last hours.',
      runbook: {
        meaning: 'The service answers, but its requests have all but ceased, at an hour at which it usually has many.',
        impact: 'Users probably do not reach it. It sees no error itself, so that no other alert of the service fires.',
        diagnosis:
          'Follow the way of a request from outside: name resolution, certificate, load balancer, gateway, firewall. `curl -v` of the public address shows the first step that fails. Then ask whether a client was switched off or moved on purpose.',
        mitigation:
          'Mend the step that fails, or take back the change of the network or the client with which it began.',
        queries: [
          {
            ask: 'How many requests come, by instance?',
            expr: either(
              services,
              (http) => promql`sum by (job, instance) (rate(${http.requests}{${ofServices(http)}}[5m]))`,
            ),
          },
          {
            ask: 'How many came at this time yesterday?',
            expr: either(
              services,
              (http) => promql`sum by (job, service) (rate(${http.requests}{${ofServices(http)}}[15m] offset 1d))`,
            ),
          },
        ],
      },
      scenarios: (numbers) =>
        services.flatMap((http): readonly Scenario[] => {
          const { threshold, minimum, window } = numbers;
          const { fired, instance } = serviceLabels(http);
          const labels = someLabels(http.requests);
          const requests = (service: string, ...parts: readonly Part[]): Signals => ({
            [series(http.requests, { ...instance, service, ...labels })]: countingIn(...parts),
          });
          const usual = 10 * minimum;
          const none = 0.5 * threshold;
          // Each is none of its business for a reason of its own.
          const others: Signals = {
            ...requests('few-for-hours', ['20h', usual], ['2d', none * usual]),
            ...requests('as-quiet-yesterday', ['2h', none * usual], ['25h', usual], ['2d', none * usual]),
            ...requests('too-little', ['25h', 0.98 * minimum], ['2d', none * minimum]),
            [series(http.requests, { ...stranger, ...labels })]: countingIn(['25h', usual]),
          };
          /** A day as usual, half an hour with a rush, and half an hour later so large a share of what was usual. */
          const after = (share: number): Signals => ({
            ...requests('api', ['1d', usual], ['1470m', 10 * usual], ['25h', usual], ['2d', share * usual]),
          });
          // Until all rates of the window, sampled once a minute, are those of the new state.
          const settled = `${seconds(window) - 60 + seconds(base) - 60}s` as const;
          const low = 0.8 * threshold;
          // Minutes until the mean of the last three hours has come down so far that this share of it is a tenth no more.
          // The rates of which it is the mean come down one minute after the other.
          const late = (seconds(base) / 60 - 2) / 2;
          const over = Math.floor((180 * (1 - low / threshold)) / (1 - low) + late);
          const firing = (service: string, value: number) => ({ labels: { ...fired, service }, value });
          const known = firing('known-since-yesterday', threshold * 0.98);
          const enough = firing('just-enough', none);
          const quieter = firing('quieter-today', low / 3);
          const day = seconds(sum('1d', settled, numbers.for));
          const hour = seconds(sum('25h', settled, numbers.for));
          return [
            ...scenarios(numbers, {
              labels: fired,
              value: threshold * 0.98,
              bad: after(threshold * 0.98),
              good: after(threshold * 1.02),
              lead: '25h',
              onset: settled,
              ease: sum(window, base),
              lingers: false,
            }),
            {
              kind: 'recovers',
              title:
                'waits until yesterday is known to have been busy enough, and ends when the last hours were hardly better than now',
              series: phases([
                {
                  lasts: '26h',
                  series: {
                    ...requests(
                      'known-since-yesterday',
                      ['1h', usual],
                      ['23h', 3 * usual],
                      ['2d', threshold * 0.98 * usual],
                    ),
                    ...requests('just-enough', ['23h', 1.02 * minimum], ['2d', none * 1.02 * minimum]),
                    ...requests('quieter-today', ['3h', 3 * usual], ['25h', usual], ['2d', low * usual]),
                    ...others,
                  },
                },
              ]),
              expect: {
                [`${day - 60}s`]: [],
                [`${day}s`]: [known, enough],
                [`${hour - 60}s`]: [],
                [`${hour}s`]: [quieter],
                [`${25 * 3600 + 60 * (over - 1)}s`]: [quieter],
                [`${25 * 3600 + 60 * (over + 1 + Math.ceil(seconds(numbers.keepFiringFor) / 60))}s`]: [],
              },
            },
          ];
        }),
    }),
  ];
}
