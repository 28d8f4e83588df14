import {
  type AlertNumbers,
  easing,
  level,
  phases,
  type Scenario,
  type Signal,
  type Signals,
  scenarios,
  seconds,
  steep,
  sum,
} from 'narthex';
import type { Values } from './program.ts';

/** Something that fills, of which `predict_linear` sees when it will be full. */
export interface Filling {
  readonly labels: Values;
  /** What it is predicted to pass. */
  readonly bound: number;
  /** From how much on anybody cares. */
  readonly minimum: number;
  /** All series: one that behaves like this, of a process that started then. */
  readonly series: (signal: Signal, started: number) => Signals;
}

/** Long before the scenario begins. */
const longAgo = -1e6;

/**
 * The scenarios of a prediction with its guards: so much is needed already, the process must have run for the whole window, and the line must
 * pass the bound within the horizon. The texts must not show the value, which grows by the minute.
 */
export function predicting(numbers: AlertNumbers, { labels, bound, minimum, series }: Filling): Scenario[] {
  const { window, horizon } = numbers;
  const ahead = seconds(horizon);
  const long = seconds(sum(window, numbers.for, '5m'));
  // A straight line whose prediction is there when it begins, or not yet there when the scenario is over.
  const line = (from: number, predicted: number, at: number): Signal => {
    const perSecond = (predicted - from) / (at + ahead);
    return ({ time }) => from + perSecond * time;
  };
  const from = minimum * 1.03;
  const [bad, good] = [line(from, bound * 1.02, 0), line(from, bound * 0.98, long)];
  const started = (at: number, signal: Signal) => series(signal, at);
  return [
    ...scenarios(numbers, {
      labels,
      bad: started(longAgo, bad),
      good: started(longAgo, good),
      ...easing(numbers, { bad, good, bound }),
    }),
    ...steep(numbers, {
      labels,
      from: minimum * 1.01,
      perSecond: (2 * (bound - minimum)) / ahead,
      bound,
      series: (rising) => started(longAgo, rising),
    }),
    {
      kind: 'quiet',
      title: 'stays quiet while there is enough of it',
      series: phases([{ lasts: `${long}s`, series: started(longAgo, line(minimum * 0.91, bound * 1.1, 0)) }]),
      expect: { [sum('1m', numbers.for)]: [] },
    },
    {
      kind: 'quiet',
      title: 'stays quiet when much of it is used, and does not become more',
      series: phases([{ lasts: `${long}s`, series: started(longAgo, level(bound * 0.99)) }]),
      expect: { [`${long}s`]: [] },
    },
    {
      kind: 'fires',
      title: 'fires once its process has run for as long as the window',
      series: phases([{ lasts: `${long}s`, series: started(0, bad) }]),
      expect: {
        [sum(window, numbers.for)]: [],
        [sum(window, numbers.for, '1m')]: [{ labels }],
      },
    },
  ];
}
