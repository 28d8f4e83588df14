import { type AlertNumbers, type Firing, type Labels, type Scenario, seconds } from '../../stacks/model/index.ts';
import { phases } from './phases.ts';
import { level, type Signals } from './signal.ts';

/** What an alert about things that happen watches. */
export interface Event {
  /** Labels of the alert that fires, besides those that the rule adds. */
  readonly labels: Labels;
  /** The counter of what happens, as promtool writes it. */
  readonly counter: string;
  /** By how much it grows at once. Default 1. */
  readonly by?: number;
  /** What else the expression reads. */
  readonly beside?: Signals;
}

/**
 * The scenarios of `increase(counter[window]) > threshold` without a `for`: it fires at once when the counter grows, tells of it as long as
 * the window lasts, and stays quiet about what was counted before.
 */
export function eventScenarios(
  numbers: Pick<AlertNumbers, 'window' | 'keepFiringFor'>,
  { labels, counter, by = 1, beside = {} }: Event,
): Scenario[] {
  const window = seconds(numbers.window) / 60;
  const happens = 10;
  const over = happens + window + 1 + Math.ceil(seconds(numbers.keepFiringFor) / 60);
  const at = (value: number): Signals => ({ ...beside, [counter]: level(value) });
  const before = { lasts: `${happens}m`, series: at(5) } as const;
  const firing: readonly Firing[] = [{ labels }];
  // The sample before the growth has to be in the window.
  const still = `${happens + window - 2}m` as const;
  return [
    {
      kind: 'fires',
      title: 'fires when it happens, and tells of it as long as the window lasts',
      series: phases([before, { lasts: `${window}m`, series: at(5 + by) }]),
      expect: { [`${happens - 1}m`]: [], [`${happens}m`]: firing, [still]: firing },
    },
    {
      kind: 'quiet',
      title: 'stays quiet about what happened long ago',
      series: phases([{ lasts: `${over}m`, series: at(5) }]),
      expect: { '0s': [], [`${happens}m`]: [], [`${over}m`]: [] },
    },
    {
      kind: 'recovers',
      title: 'ends when it has not happened again for the length of the window',
      series: phases([before, { lasts: `${window + 5}m`, series: at(5 + by) }]),
      expect: { [`${happens}m`]: firing, [`${over}m`]: [] },
    },
    {
      kind: 'missing',
      title: 'ends when its series end',
      series: phases([before, { lasts: '2m', series: at(5 + by) }, { lasts: `${window + 5}m`, series: {} }]),
      expect: { [`${happens + 1}m`]: firing, [`${over}m`]: [] },
    },
  ];
}
