import { type AlertNumbers, type Labels, type Scenario, seconds } from '../../stacks/model/index.ts';
import { phases } from './phases.ts';
import { predicted } from './predicted.ts';
import { level, ramp, type Signal, type Signals } from './signal.ts';

/** A rise that ends in trouble if it goes on: what `predict_linear` sees. */
export interface Steep {
  readonly labels?: Labels;
  /** Where it stands before it rises. */
  readonly from: number;
  readonly perSecond: number;
  /** What is predicted to be passed. */
  readonly bound: number;
  /** All series, of which one behaves like this. */
  readonly series: (rising: Signal) => Signals;
}

/**
 * A scenario that notices when the window of a prediction is longer or shorter: after a long rest something rises steeply, and the alert
 * fires as soon as the straight line through that window passes the bound. For alerts whose texts do not show the value.
 */
export function steep(
  numbers: Pick<AlertNumbers, 'for' | 'window' | 'horizon'>,
  { labels, from, perSecond, bound, series }: Steep,
): Scenario[] {
  const window = seconds(numbers.window) / 60;
  const rest = Math.ceil(2 * window);
  const value = (minute: number) => from + Math.max(0, minute - rest) * 60 * perSecond;
  let holds = rest;
  while (predicted(value, holds, window, seconds(numbers.horizon) / 60) <= bound) holds++;
  const fires = holds + Math.ceil(seconds(numbers.for) / 60);
  return [
    {
      kind: 'fires',
      title: 'fires as soon as the line through its window passes the bound',
      series: phases([
        { lasts: `${rest}m`, series: series(level(from)) },
        { lasts: `${fires - rest}m`, series: series(ramp(from, perSecond)) },
      ]),
      expect: { [`${fires - 1}m`]: [], [`${fires}m`]: [labels === undefined ? {} : { labels }] },
    },
  ];
}
