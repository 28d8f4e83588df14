import {
  type AlertNumbers,
  type Duration,
  type Firing,
  type Scenario,
  seconds,
  sum,
} from '../../stacks/model/index.ts';
import { phases } from './phases.ts';
import type { Signals } from './signal.ts';

/** An alert that needs something to be going on before its value means anything. */
export interface Guarded {
  readonly firing: Firing;
  /** As bad as it gets, with a little more going on than the minimum. */
  readonly enough: Signals;
  /** As bad, with a little less. */
  readonly tooLittle: Signals;
  /** How long it takes until the expression holds: the window of a rate that begins at nothing. Whole minutes. */
  readonly onset: Duration;
  /** Distance of the samples. Default 1m. */
  readonly step?: Duration;
}

/** The two scenarios of a minimum: it fires when there is just enough, and stays quiet when there is a little less. */
export function guarded(numbers: Pick<AlertNumbers, 'for'>, story: Guarded): Scenario[] {
  const { firing, enough, tooLittle, onset } = story;
  const fires = sum(onset, numbers.for);
  // In a window twice as long there would be enough by then.
  const end = sum(fires, `${Math.ceil(seconds(onset) / 20)}s`, '2m');
  const step = story.step === undefined ? {} : { step: story.step };
  return [
    {
      kind: 'fires',
      title: 'fires when there is just enough for it to mean something',
      ...step,
      series: phases([{ lasts: end, series: enough }], story.step),
      expect: { [`${seconds(fires) - 60}s`]: [], [fires]: [firing] },
    },
    {
      kind: 'quiet',
      title: 'stays quiet when there is too little for it to mean anything',
      ...step,
      series: phases([{ lasts: end, series: tooLittle }], story.step),
      expect: { [fires]: [], [end]: [] },
    },
  ];
}
