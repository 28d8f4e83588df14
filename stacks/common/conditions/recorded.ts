import {
  type AlertDefinition,
  type AlertNumbers,
  type Duration,
  guarded,
  type HistogramDefinition,
  leOf,
  level,
  promql,
  type Scenario,
  type Signals,
  scenarios,
  seconds,
  series,
  withQuantile,
} from 'narthex';
import { type Program, serviceOf, type Values } from './program.ts';
import { traffic } from './shares.ts';

/** What the built-in group `application` records of each service, over the windows that are asked for. */
const requests = (window: Duration) => `job_service:http_requests:rate${window}`;
const errors = (window: Duration) => `job_service:http_request_errors:rate${window}`;
const buckets = (window: Duration) => `job_service_le:http_request_duration_seconds_bucket:rate${window}`;

/** The condition that too large a share of the requests fails, and its scenarios. `minimum` is how many must have ended in the window. */
export function requestsFail(program: Program): Pick<AlertDefinition, 'expr' | 'scenarios'> {
  const labels = serviceOf(program);
  return {
    expr: ({ threshold, window, minimum }) =>
      promql`${errors(window)} / ${requests(window)} > ${threshold}
      and
      ${requests(window)} * ${seconds(window)} > ${minimum}`,
    scenarios: (numbers) =>
      both(numbers, labels, (share, perSecond) => ({
        [series(requests(numbers.window), labels)]: level(perSecond),
        [series(errors(numbers.window), labels)]: level(share * perSecond),
      })),
  };
}

/** The condition that one request in a hundred takes too long, and its scenarios. `minimum` is how many must have ended in the window. */
export function requestsSlow(
  program: Program,
  duration: HistogramDefinition,
): Pick<AlertDefinition, 'expr' | 'scenarios'> {
  const labels = serviceOf(program);
  return {
    expr: ({ threshold, window, minimum }) =>
      promql`histogram_quantile(${quantile}, ${buckets(window)}) > ${threshold}
      and
      sum by (job, service) (${buckets(window)}{le="+Inf"}) * ${seconds(window)} > ${minimum}`,
    scenarios: (numbers) =>
      both(numbers, labels, (time, perSecond) => {
        const observed = withQuantile(duration, quantile, time, perSecond);
        const upTo = (bound: number) => observed.reduce((sum, [value, many]) => sum + (value <= bound ? many : 0), 0);
        return Object.fromEntries(
          [...duration.buckets, Number.POSITIVE_INFINITY].map((bound) => [
            series(buckets(numbers.window), { ...labels, le: leOf(bound) }),
            level(upTo(bound)),
          ]),
        );
      }),
  };
}

const quantile = 0.99;

/** The scenarios of a value that is compared with the threshold as long as enough requests have ended. */
function both(
  numbers: AlertNumbers,
  labels: Values,
  recorded: (value: number, perSecond: number) => Signals,
): Scenario[] {
  const { threshold, minimum, window } = numbers;
  const [bad, good] = [threshold * 1.02, threshold * 0.98];
  const least = minimum / seconds(window);
  const { busy } = traffic(numbers);
  return [
    ...scenarios(numbers, { labels, value: bad, bad: recorded(bad, busy), good: recorded(good, busy) }),
    ...guarded(numbers, {
      firing: { labels, value: bad },
      enough: recorded(bad, 1.02 * least),
      tooLittle: recorded(bad, 0.98 * least),
      onset: '0s',
    }),
  ];
}
