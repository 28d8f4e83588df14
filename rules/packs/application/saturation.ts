import type { GaugeDefinition } from '@narthex/instrumentation';
import { promql } from '../../../promql/index.ts';
import { type AlertDefinition, type HttpMetrics, type Scenario, seconds, sum } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { phases } from '../../scenarios/phases.ts';
import { series } from '../../scenarios/series.ts';
import type { Signals } from '../../scenarios/signal.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { either, ofServices, serviceLabels, someLabels, stranger } from './http.ts';

/** A service that counts the requests that it works on. */
type Counted = HttpMetrics & { readonly inProgress: GaugeDefinition };

/** Requests come in faster than they are done: far more are under way than at this time yesterday. */
export function saturated(all: readonly HttpMetrics[]): AlertDefinition[] {
  const services = all.flatMap((http): Counted[] => {
    const { inProgress } = http;
    return inProgress === undefined ? [] : [{ ...http, inProgress }];
  });
  if (services.length === 0) return [];
  const underWay = (http: Counted, window: string) =>
    promql`sum by (job, service) (avg_over_time(${http.inProgress}{${ofServices(http)}}[${window}]))`;
  const usual = (http: Counted) =>
    promql`sum by (job, service) (avg_over_time(${http.inProgress}{${ofServices(http)}}[1h] offset 1d))`;
  return [
    alert('ServiceSaturated', {
      threshold: 4,
      window: '5m',
      minimum: 20,
      expr: ({ threshold, window, minimum }) =>
        either(
          services,
          (http) => promql`${underWay(http, window)} > ${threshold} * ${usual(http)}
            and
            ${underWay(http, window)} > ${minimum}`,
        ),
      for: '10m',
      severity: 'warning',
      summary: 'Requests to {{ $labels.service }} pile up.',
      description:
        '{{ $labels.service }} (job {{ $labels.job }}) works on {{ $value | printf "%.0f" }} requests at once, several times as many as at this time yesterday.',
      runbook: {
        meaning:
          'Far more requests are under way than is usual. They come faster, or each takes longer, than the service can bear.',
        impact:
          'Answers get slower for everybody. When a pool or the memory is full, the service refuses requests or dies.',
        diagnosis:
          'Compare the rate of requests with yesterday. If it is higher, look for one client or one campaign behind it. If it is not, the requests wait for something: a slow query, a lock, another service.',
        mitigation:
          'Add instances, or limit the client that sends so much. If they wait for something, mend that; a timeout gets rid of the pile.',
        queries: [
          { ask: 'How many requests are under way?', expr: either(services, (http) => underWay(http, '5m')) },
          {
            ask: 'Do more come than yesterday?',
            expr: either(
              services,
              (http) =>
                promql`sum by (job, service) (rate(${http.requests}{${ofServices(http)}}[5m])) - sum by (job, service) (rate(${http.requests}{${ofServices(http)}}[5m] offset 1d))`,
            ),
          },
        ],
      },
      scenarios: (numbers) =>
        services.flatMap((http): readonly Scenario[] => {
          const { threshold, minimum, window } = numbers;
          const { fired, instance } = serviceLabels(http);
          const own = series(http.inProgress, { ...instance, ...someLabels(http.inProgress) });
          const few = series(http.inProgress, { ...instance, service: 'small', ...someLabels(http.inProgress) });
          const other = series(http.inProgress, { ...stranger, ...someLabels(http.inProgress) });
          // An hour that was mad, then hours with a quiet and a busy half whose mean is usual, and now.
          const from = (usual: number, now: number): Signals => ({
            [own]: ({ time }) => (time >= seconds(lead) ? now : usual * history(time)),
            [few]: ({ time }) => (time >= seconds(lead) ? minimum * 0.98 : 0.01 * minimum),
            [other]: ({ time }) => (time >= seconds(lead) ? 100 * minimum : 1),
          });
          const usual = minimum;
          // The mean of the window is beyond the bound once all of it is.
          const onset = `${seconds(window) - 60}s` as const;
          const fires = seconds(sum(lead, onset, numbers.for));
          return [
            ...scenarios(numbers, {
              labels: fired,
              value: usual * threshold * 1.02,
              bad: from(usual, usual * threshold * 1.02),
              good: from(usual, usual * threshold * 0.98),
              lead,
              onset,
              ease: window,
            }),
            {
              kind: 'fires',
              title: 'fires when there is just enough for it to mean something',
              series: phases([
                { lasts: sum(lead, window, numbers.for), series: from(minimum / (10 * threshold), minimum * 1.02) },
              ]),
              expect: {
                [`${fires - 60}s`]: [],
                [`${fires}s`]: [{ labels: fired, value: minimum * 1.02 }],
              },
            },
          ];
        }),
    }),
  ];
}

const hour = seconds('1h');
const lead = '26h';

/** How many times as much as usual, at a time of the scenarios. */
function history(time: number): number {
  if (time < hour) return 10;
  return time % hour < hour / 2 ? 0.5 : 1.5;
}
