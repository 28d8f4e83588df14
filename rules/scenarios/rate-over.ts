import { type AlertNumbers, type Duration, type Labels, type Scenario, seconds } from '../../stacks/model/index.ts';
import { beyond, within } from './averaged.ts';
import { phases } from './phases.ts';
import type { Signals } from './signal.ts';
import { type Story, scenarios } from './standard.ts';

/**
 * The times of a story about a rate, whose good state is `within` its bound and whose bad one is `beyond` it: things are good for twice
 * the window, and the rate passes the bound as soon as enough of the window is bad. A longer or a shorter window is noticed. `weight` is
 * how many times as much is going on in the bad state of a share. Samples stand a minute apart.
 */
export function rateOver(window: Duration, weight = 1): Pick<Story, 'lead' | 'onset' | 'ease' | 'lingers'> {
  const share = (1 - within) / (1 - within + weight * (beyond - 1));
  return {
    lead: `${2 * seconds(window)}s`,
    onset: `${Math.floor(stepsOf(window) * share)}m`,
    ease: window,
    lingers: false,
  };
}

/** A window holds as many samples as minutes, and a rate is made of the steps between them. */
function stepsOf(window: Duration): number {
  return Math.ceil(seconds(window) / 60) - 1;
}

/** A little less than `within`, so that no mean of both states lies between the digits that a text shows. */
const much = 0.982;

/** What an alert about a rate watches. */
export interface RateStory {
  /** Labels of the alert that fires, besides those that the rule adds. */
  readonly labels: Labels;
  /** The series when the rate is so much, and so many times as much as usual is going on. */
  readonly state: (rate: number, weight: number) => Signals;
  /** What the rate is compared with. Default: the threshold. */
  readonly bound?: number;
  /** Too small a rate is what is bad. */
  readonly below?: boolean;
  /** How many times as much is going on in the bad state of a share. */
  readonly weight?: number;
  /** The largest rate that there can be, such as a whole. Default: there is none. */
  readonly most?: number;
}

/**
 * The usual scenarios of an alert whose value is a rate, and one more: after the bad state it goes on as long as most of the window is
 * bad, and then as long as it keeps firing. The value of the alert is the rate.
 */
export function rateScenarios(
  numbers: Pick<AlertNumbers, 'for' | 'keepFiringFor' | 'window' | 'threshold'>,
  { labels, state, bound = numbers.threshold, below = false, weight = 1, most }: RateStory,
): Scenario[] {
  const { window } = numbers;
  // Near the largest there is less room beyond the bound; half of it is used, because a rate of exactly nothing shows how sums err.
  const unit = most === undefined ? bound : Math.min(bound, (most - bound) / 2 / (beyond - 1));
  const at = (factor: number) => bound + unit * (below ? 1 - factor : factor - 1);
  const [bad, good, better] = [at(beyond), at(within), at(much)];
  const steps = stepsOf(window);
  const held = Math.ceil((steps * weight * (beyond - 1)) / (weight * (beyond - 1) + 1 - much)) - 1;
  /** The value of a window of which so many steps are not bad. */
  const mixed = (others: number, other: number) =>
    others === 0 ? bad : ((steps - others) * weight * bad + others * other) / ((steps - others) * weight + others);
  const lasts = seconds(window) / 60 + Math.ceil(seconds(numbers.for) / 60) + 1;
  const over = lasts + held + Math.ceil(seconds(numbers.keepFiringFor) / 60);
  const badState = state(bad, weight);
  return [
    ...scenarios(numbers, {
      ...rateOver(window, weight),
      labels,
      // The first sample of the bad state ends its first step.
      valueAfter: (lasted) => mixed(Math.max(0, steps - 1 - Math.floor(lasted / 60)), good),
      bad: badState,
      good: state(good, 1),
    }),
    {
      kind: 'recovers',
      title: 'goes on until enough of its window is good, and as long as it keeps firing',
      series: phases([
        { lasts: `${lasts}m`, series: badState },
        { lasts: `${over - lasts + 1}m`, series: state(better, 1) },
      ]),
      expect: { [`${over - 1}m`]: [{ labels, value: mixed(held, better) }], [`${over}m`]: [] },
    },
  ];
}
