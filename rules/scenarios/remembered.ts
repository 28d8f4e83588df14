import { type AlertNumbers, type Firing, type Scenario, seconds } from '../../stacks/model/index.ts';
import { phases } from './phases.ts';
import { counting, onceEvery, type Signal, type Signals } from './signal.ts';

/** A single thing that is counted, and that an alert knows of as long as it is in its window. */
export interface Remembered {
  readonly title: string;
  readonly firing: Firing;
  /** All series, of which one is this counter. */
  readonly series: (counter: Signal) => Signals;
}

/**
 * A scenario that notices when the window of `increase(counter[window]) > 0` is longer or shorter: one thing is counted, and the alert ends
 * when it has left the window. None if the alert waits for so long that one thing does not make it fire.
 */
export function remembered(
  numbers: Pick<AlertNumbers, 'for' | 'keepFiringFor' | 'window'>,
  { title, firing, series }: Remembered,
): Scenario[] {
  const [pending, kept, window] = [numbers.for, numbers.keepFiringFor, numbers.window].map((each) =>
    Math.ceil(seconds(each) / 60),
  ) as [number, number, number];
  const happens = 2;
  if (happens + pending > window) return [];
  const last = window + kept;
  return [
    {
      kind: 'recovers',
      title,
      series: phases([
        { lasts: `${happens}m`, series: series(counting(0)) },
        { lasts: '1m', series: series(onceEvery(60)) },
        { lasts: `${last}m`, series: series(counting(0)) },
      ]),
      expect: { [`${last}m`]: [firing], [`${last + 1}m`]: [] },
    },
  ];
}
