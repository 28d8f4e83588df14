import {
  type AlertDefinition,
  guarded,
  type HistogramDefinition,
  isOneOf,
  observing,
  phases,
  promql,
  scenarios,
  seconds,
  sum,
  withQuantile,
} from 'narthex';
import { labelsIn, otherThan, type Program, serviceOf, type Values } from './program.ts';
import { traffic } from './shares.ts';

/** Something that is timed. */
export interface Timed {
  readonly histogram: HistogramDefinition;
  readonly quantile: number;
  /** What is told apart, besides the service, with a value for the scenarios. */
  readonly by?: Values;
  /** Only what has these labels. */
  readonly only?: Values;
}

/** The condition that a quantile of the window is too long, and its scenarios. `minimum` is how many must have been timed. */
export function tooSlow(
  program: Program,
  { histogram, quantile, by = {}, only = {} }: Timed,
): Pick<AlertDefinition, 'expr' | 'scenarios'> {
  const kept = ['job', 'service', ...Object.keys(by)].join(', ');
  const matchers = Object.entries(only).map(([label, value]) => isOneOf(label, [value]));
  const where = matchers.length === 0 ? '' : `{${matchers.join(', ')}}`;
  const labels = { ...serviceOf(program), ...by };
  const own = labelsIn(program, histogram, { ...by, ...only });
  return {
    expr: ({ threshold, window, minimum }) =>
      promql`histogram_quantile(${quantile}, sum by (${kept}, le) (rate(${histogram}_bucket${where}[${window}]))) > ${threshold}
        and
        sum by (${kept}) (increase(${histogram}_count${where}[${window}])) > ${minimum}`,
    scenarios: (numbers) => {
      const { threshold, minimum, window } = numbers;
      const least = minimum / seconds(window);
      const { busy, just } = traffic(numbers);
      const others = Object.entries(only).map(([label, value]) => {
        return observing(histogram, { ...own, [label]: otherThan(value, histogram, label) }, [
          [3 * threshold, 100 * least],
        ]);
      });
      const take = (time: number, perSecond: number) => ({
        ...observing(histogram, own, withQuantile(histogram, quantile, time, perSecond)),
        ...Object.assign({}, ...others),
      });
      const bad = threshold * 1.02;
      const after = sum(window, '1m');
      // Deep in its bucket, so that many of them are slow.
      const above = histogram.buckets.findIndex((bound) => bound > threshold);
      const [from = 0, to = 0] = [histogram.buckets[above - 1], histogram.buckets[above]];
      const slowest = from + 0.9 * (to - from);
      const slow = sum(window, numbers.for, '5m');
      return [
        ...scenarios(numbers, {
          labels,
          value: bad,
          bad: take(bad, busy),
          good: take(threshold * 0.98, busy),
          onset: '1m',
          ease: window,
        }),
        ...guarded(numbers, {
          firing: { labels, value: bad },
          enough: take(bad, just * least),
          tooLittle: take(bad, 0.98 * least),
          onset: window,
        }),
        {
          kind: 'recovers',
          title: 'forgets how slow it was with the window',
          series: phases([
            { lasts: slow, series: take(slowest, busy) },
            { lasts: sum(after, numbers.keepFiringFor), series: take(threshold * 0.98, busy) },
          ]),
          expect: {
            [`${seconds(slow) - 60}s`]: [{ labels, value: slowest }],
            [sum(slow, after, numbers.keepFiringFor)]: [],
          },
        },
      ];
    },
  };
}
