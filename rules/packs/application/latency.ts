import type { HistogramDefinition } from '@narthex/instrumentation';
import { promql } from '../../../promql/index.ts';
import { type AlertDefinition, type HttpMetrics, type Scenario, seconds, sum } from '../../../stacks/model/index.ts';
import { alert } from '../../alert.ts';
import { guarded } from '../../scenarios/minimum.ts';
import { phases } from '../../scenarios/phases.ts';
import { withQuantile } from '../../scenarios/quantile.ts';
import { observing } from '../../scenarios/series.ts';
import { scenarios } from '../../scenarios/standard.ts';
import { either, ofServices, serviceLabels, someLabels, stranger } from './http.ts';
import { bucketRate, oneOfEach, recordedNames } from './rates.ts';

/** A service whose requests are timed. */
export type Timed = HttpMetrics & { readonly duration: HistogramDefinition };

const bound = 1;
const quantile = 0.99;

/** Services whose buckets reach beyond the bound: in the others no quantile can be found to be longer. */
export function timed(services: readonly HttpMetrics[]): Timed[] {
  return services.flatMap((http): Timed[] => {
    const { duration } = http;
    return duration !== undefined && (duration.buckets.at(-1) ?? 0) > bound ? [{ ...http, duration }] : [];
  });
}

/** One request in a hundred takes longer than a second. */
export function latencyHigh(all: readonly HttpMetrics[]): AlertDefinition[] {
  const services = timed(all);
  if (services.length === 0) return [];
  const quantiles = (http: Timed, part: number, by: string) =>
    promql`histogram_quantile(${part}, sum by (job, service, ${by}) (rate(${http.duration}_bucket{${ofServices(http)}}[5m])))`;
  return [
    alert('ServiceLatencyHigh', {
      threshold: bound,
      window: '5m',
      minimum: 0.2,
      expr: ({ threshold, window, minimum }) =>
        either(
          oneOfEach(services, recordedNames.buckets),
          (http) => promql`histogram_quantile(${quantile}, ${bucketRate(http, window)}) > ${threshold}
            and
            sum by (job, service) (${bucketRate(http, window)}{le="+Inf"}) > ${minimum}`,
        ),
      for: '10m',
      severity: 'warning',
      labels: { symptom: 'service-latency' },
      summary: 'Some requests to {{ $labels.service }} take too long.',
      description:
        'One in a hundred requests to {{ $labels.service }} (job {{ $labels.job }}) takes {{ $value | humanizeDuration }} or longer.',
      runbook: {
        meaning:
          'The slowest hundredth of the requests has been slower than the bound for ten minutes (its 99th percentile).',
        impact: 'Pages that send many requests hit a slow one almost every time. Callers with a timeout begin to fail.',
        diagnosis:
          'Look at the median too: if it has grown as well, the service waits for something that all requests need (database, processor, a full pool). If not, split by route: a single slow query or a call to somebody else is the usual find.',
        mitigation:
          'Roll back if it began with a deployment. Add instances if the processor or the pool is full; put a timeout on the call that waits.',
        queries: [
          {
            ask: 'How long does half of the requests take?',
            expr: either(services, (http) => quantiles(http, 0.5, 'le')),
          },
          {
            ask: 'Is it one instance?',
            expr: either(services, (http) => quantiles(http, quantile, 'instance, le')),
          },
        ],
      },
      scenarios: (numbers) =>
        services.flatMap((http): readonly Scenario[] => {
          const { duration } = http;
          const { fired, instance } = serviceLabels(http);
          const takes = (time: number, perSecond: number) => ({
            ...observing(
              duration,
              { ...instance, ...someLabels(duration) },
              withQuantile(duration, quantile, time, perSecond),
            ),
            ...observing(duration, { ...stranger, ...someLabels(duration) }, [[2 * numbers.threshold, perSecond]]),
          });
          const busy = 20 * numbers.minimum;
          const bad = numbers.threshold * 1.02;
          // Deep in its bucket, so that many of them are slow.
          const above = duration.buckets.findIndex((each) => each > numbers.threshold);
          const [from = 0, to = 0] = [duration.buckets[above - 1], duration.buckets[above]];
          const slowest = from + 0.9 * (to - from);
          const slow = sum(numbers.window, numbers.for, '5m');
          const four = scenarios(numbers, {
            labels: fired,
            value: bad,
            bad: takes(bad, busy),
            good: takes(numbers.threshold * 0.98, busy),
            onset: '1m',
            ease: numbers.window,
          });
          return [
            ...four,
            ...guarded(numbers, {
              firing: { labels: fired, value: bad },
              enough: takes(bad, numbers.minimum * 1.02),
              tooLittle: takes(bad, numbers.minimum * 0.98),
              onset: numbers.window,
            }),
            {
              kind: 'recovers',
              title: 'forgets with the window how slow it was',
              series: phases([
                { lasts: slow, series: takes(slowest, busy) },
                { lasts: sum(numbers.window, '1m'), series: takes(numbers.threshold * 0.98, busy) },
              ]),
              expect: {
                [`${seconds(slow) - 60}s`]: [{ labels: fired, value: slowest }],
                [sum(slow, numbers.window, '1m')]: [],
              },
            },
          ];
        }),
    }),
  ];
}
