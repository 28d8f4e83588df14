import {
  type AlertDefinition,
  type CounterDefinition,
  counting,
  isOneOf,
  promql,
  scenarios,
  seconds,
  series,
} from 'narthex';
import { labelsIn, otherThan, type Program, serviceOf, type Values } from './program.ts';

/** Things that should hardly ever happen. */
export interface Counted {
  readonly counter: CounterDefinition;
  /** Only those with these labels. */
  readonly only: Values;
  /** What is told apart, besides the service, with a value for the scenarios. */
  readonly by: Values;
}

/** The condition that more of them than the threshold have happened in the window, and its scenarios. */
export function tooMany(program: Program, { counter, only, by }: Counted): Pick<AlertDefinition, 'expr' | 'scenarios'> {
  const kept = ['job', 'service', ...Object.keys(by)].join(', ');
  const matchers = Object.entries(only).map(([label, value]) => isOneOf(label, [value]));
  return {
    expr: ({ threshold, window }) =>
      promql`sum by (${kept}) (increase(${counter}{${matchers.join(', ')}}[${window}])) > ${threshold}`,
    scenarios: (numbers) => {
      const { threshold, window } = numbers;
      const own = { ...by, ...only };
      const happen = (times: number) => ({
        [series(counter, labelsIn(program, counter, own))]: counting(times / seconds(window)),
        ...Object.fromEntries(
          Object.keys(only).map((label) => [
            series(counter, labelsIn(program, counter, { ...own, [label]: otherThan(only[label], counter, label) })),
            counting((10 * threshold) / seconds(window)),
          ]),
        ),
      });
      return scenarios(numbers, {
        labels: { ...serviceOf(program), ...by },
        value: threshold * 1.02,
        bad: happen(threshold * 1.02),
        good: happen(threshold * 0.98),
        onset: window,
        ease: window,
        lingers: false,
      });
    },
  };
}
