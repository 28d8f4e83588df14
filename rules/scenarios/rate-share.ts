import type { AlertNumbers, Labels, Scenario } from '../../stacks/model/index.ts';
import { beyond, within } from './averaged.ts';
import { rateOver, rateScenarios } from './rate-over.ts';
import type { Signals } from './signal.ts';
import { scenarios } from './standard.ts';

/** What an alert about one rate as a share of another watches. */
export interface RateShare {
  /** Labels of the alert that fires, besides those that the rule adds. */
  readonly labels: Labels;
  /** Too small a share is what is bad. */
  readonly below?: boolean;
  /** The series when the part is such a share of a whole of so much per second. */
  readonly signals: (share: number, perSecond: number) => Signals;
}

/**
 * The scenarios of `rate(part) / (rate(whole) > minimum)` compared with the threshold: those of a rate, and that it counts from the
 * minimum on and not before. More is going on in the bad state, so that it matters over which window each side is counted.
 */
export function rateShareScenarios(numbers: AlertNumbers, { labels, below = false, signals }: RateShare): Scenario[] {
  const { threshold, minimum, window } = numbers;
  const worse = below ? threshold / 2 : Math.min(1, threshold * 2);
  const aboutMinimum = scenarios(numbers, {
    labels,
    value: worse,
    ...rateOver(window),
    bad: signals(worse, minimum * beyond),
    good: signals(worse, minimum * within),
    titles: { fires: 'fires as soon as enough is going on', quiet: 'stays quiet while hardly anything is going on' },
  });
  return [
    ...rateScenarios(numbers, {
      labels,
      below,
      weight: 1.5,
      most: 1,
      state: (share, weight) => signals(share, minimum * 4 * weight),
    }),
    ...aboutMinimum.filter(({ kind }) => kind === 'fires' || kind === 'quiet'),
  ];
}
