import { type AlertNumbers, type Scenario, seconds } from '../../stacks/model/index.ts';
import { phases } from './phases.ts';
import { type Story, scenarios } from './standard.ts';

/**
 * The scenarios of an alert about something that was otherwise within its window: the usual four, and that it takes the new state for
 * meant to be when the window has passed.
 */
export function changedScenarios(
  numbers: AlertNumbers,
  story: Pick<Story, 'labels' | 'value' | 'bad' | 'good'>,
): Scenario[] {
  const { labels = {}, value, bad, good } = story;
  const before = 10;
  // The last good sample leaves the window.
  const over = before - 1 + seconds(numbers.window) / 60 + Math.ceil(seconds(numbers.keepFiringFor) / 60);
  return [
    ...scenarios(numbers, { ...story, lead: `${before}m` }),
    {
      kind: 'recovers',
      title: 'takes it for meant to be after the length of the window',
      series: phases([
        { lasts: `${before}m`, series: good },
        { lasts: `${over - before}m`, series: bad },
      ]),
      expect: { [`${over - 1}m`]: [{ labels, ...(value !== undefined && { value }) }], [`${over}m`]: [] },
    },
  ];
}
