import { type AlertNumbers, type Duration, type Scenario, seconds } from '../../stacks/model/index.ts';
import { phases } from './phases.ts';
import { type Story, scenarios } from './standard.ts';

/** How far beyond its bound the bad state of an average is, and how far within it the good one: unlike, so that they never balance. */
export const beyond = 1.02;
/** See `beyond`. */
export const within = 0.983;

/** A story whose value is an average over the alert's window, or a rate. `bad` is `beyond` its bound, `good` is `within`. */
export type Averaged = Pick<Story, 'labels' | 'value' | 'bad' | 'good'> & { readonly of: 'rate' | 'gauge' };

type Numbers = Pick<AlertNumbers, 'for' | 'keepFiringFor' | 'window'>;

/**
 * The four scenarios of an average, and two that notice a window that is longer or shorter: one bad moment does not outweigh what the
 * window remembers, and it forgets in time. Samples stand a minute apart.
 */
export function averaged(numbers: Numbers, { of, ...story }: Averaged): Scenario[] {
  const { labels, value, bad, good } = story;
  const onset = of === 'rate' ? 1 : 0;
  // A rate is made of the steps between the samples.
  const parts = minutes(numbers.window) - onset;
  const outweighs = Math.floor((parts * (1 - within)) / (beyond - within)) + 1;
  const outweighed = Math.floor((parts * (beyond - 1)) / (beyond - within)) + 1;
  const early = minutes(numbers.window) + outweighs - 1 + minutes(numbers.for) - 1;
  const long = minutes(numbers.window) + onset + minutes(numbers.for) + 2;
  const over = long + outweighed - 1 + minutes(numbers.keepFiringFor);
  return [
    ...scenarios(numbers, { ...story, onset: `${onset}m`, ease: numbers.window, lingers: false }),
    {
      kind: 'quiet',
      title: 'stays quiet until it outweighs how good it was before',
      series: phases([
        { lasts: numbers.window, series: good },
        { lasts: `${early - minutes(numbers.window)}m`, series: bad },
      ]),
      expect: { [`${early}m`]: [] },
    },
    {
      kind: 'recovers',
      title: 'ends when it has been good again for most of its window',
      series: phases([
        { lasts: `${long}m`, series: bad },
        { lasts: `${over - long + 1}m`, series: good },
      ]),
      expect: {
        [`${long - 1}m`]: [{ ...(labels && { labels }), ...(value !== undefined && { value }) }],
        [`${over}m`]: [],
      },
    },
  ];
}

function minutes(length: Duration): number {
  return Math.ceil(seconds(length) / 60);
}
