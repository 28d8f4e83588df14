import type { CounterDefinition } from '@narthex/instrumentation';
import { promql } from '../promql/index.ts';
import { type AlertDefinition, type Duration, type Labels, seconds } from '../stacks/model/index.ts';
import { alert } from './alert.ts';
import { remembered } from './scenarios/remembered.ts';
import { series } from './scenarios/series.ts';
import { counting, onceEvery } from './scenarios/signal.ts';
import { scenarios } from './scenarios/standard.ts';

/** An alert on something that should never happen, and that a counter counts. */
export interface Failure extends Omit<Parameters<typeof alert>[1], 'expr' | 'scenarios' | 'threshold' | 'window'> {
  readonly counter: CounterDefinition;
  readonly window: Duration;
  /** Whose counter it is, with all labels that the series has. */
  readonly of: Labels;
}

/** The alert: it was counted within the window, again and again for as long as its `for`. `$value` is about how often. */
export function failure(name: string, { counter, of, ...definition }: Failure): AlertDefinition {
  return alert(name, {
    ...definition,
    expr: ({ window }) => promql`increase(${counter}[${window}]) > 0`,
    scenarios: (numbers) => {
      const failures = series(counter, of);
      // As seldom as can be for the window to hold one at every moment, so that a shorter window would have holes.
      const every = seconds(numbers.window) / 60 - 1;
      const begins = every + Math.ceil(seconds(numbers.for) / 60);
      const last = Math.floor((begins + 1) / every) * every;
      return [
        ...scenarios(numbers, {
          labels: of,
          value: 1,
          bad: { [failures]: onceEvery(every * 60) },
          good: { [failures]: counting(0) },
          onset: `${every}m`,
          ease: `${Math.max(0, last + every - begins - 2)}m`,
          lingers: false,
        }),
        ...remembered(numbers, {
          title: 'remembers a single failure for as long as its window',
          firing: { labels: of, value: 1 },
          series: (counter) => ({ [failures]: counter }),
        }),
      ];
    },
  });
}
