import { type AlertNumbers, type Scenario, seconds } from '../../stacks/model/index.ts';
import { phases } from './phases.ts';
import type { Signals } from './signal.ts';
import { type Story, scenarios } from './standard.ts';

/** A story whose value is the quotient of two rates over the alert's window. All its series are counters. */
export type Share = Pick<Story, 'labels' | 'value' | 'bad' | 'good'>;

/**
 * The four scenarios of a share, and two that notice when both rates are not of the same window: however fast traffic grows or falls, a
 * share that is good stays good. Samples stand a minute apart.
 */
export function share(
  numbers: Pick<AlertNumbers, 'for' | 'keepFiringFor' | 'window'>,
  { good, ...story }: Share,
): Scenario[] {
  const lasts = `${Math.ceil((2 * seconds(numbers.window) + seconds(numbers.for)) / 60) + 3}m` as const;
  const changing = (title: string, factor: number): Scenario => ({
    kind: 'quiet',
    title,
    series: phases([{ lasts, series: multiplied(good, factor, seconds(numbers.window)) }]),
    expect: { [lasts]: [] },
  });
  return [
    ...scenarios(numbers, { ...story, good, onset: '1m', ease: numbers.window }),
    changing('stays quiet while ever more is going on and the share stays good', 3),
    changing('stays quiet while ever less is going on and the share stays good', 1 / 3),
  ];
}

/** Counters whose rates are multiplied by the factor in each window. */
function multiplied(counters: Signals, factor: number, window: number): Signals {
  const growth = Math.log(factor) / window;
  return Object.fromEntries(
    Object.entries(counters).map(([name, signal]) => [
      name,
      (moment) => signal({ ...moment, elapsed: Math.expm1(growth * moment.elapsed) / growth }),
    ]),
  );
}
