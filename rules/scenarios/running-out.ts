import { type AlertNumbers, type Labels, type Scenario, seconds } from '../../stacks/model/index.ts';
import { predicted } from './predicted.ts';
import { gone, level, ramp, type Signal, type Signals } from './signal.ts';
import { scenarios } from './standard.ts';

/** What an alert about something that will run out watches. */
export interface RunningOut {
  /** Labels of the alert that fires, besides those that the rule adds. */
  readonly labels: Labels;
  /** The series of the one that runs out, when so much is left of so much. */
  readonly signals: (left: Signal, size: number) => Signals;
  /**
   * The same of others: of one where most is still there, of one that is as full and does not change, of one that is too young for a
   * prediction.
   */
  readonly others: Readonly<Record<'roomy' | 'steady' | 'young', RunningOut['signals']>>;
  /** What the series count. Default: what is left. */
  readonly counts?: 'left' | 'used';
}

/**
 * The scenarios of a prediction by `predict_linear` over the window that nothing is left at the horizon, while more than the minimum (a
 * share) is used and the series is as old as the window. Others beside it show that each of the conditions is needed. The value of the
 * alert is nothing that a text should show.
 */
export function runningOutScenarios(
  numbers: AlertNumbers,
  { labels, signals, others, counts }: RunningOut,
): Scenario[] {
  const { window, minimum } = numbers;
  const { start, perMinute, left, size, noticed, forgotten } = decline(numbers);
  const used = counts === 'used';
  const flat = (value: number, size: number) => level(used ? size - value : value);
  const falling = (value: number, size: number) =>
    used ? ramp(size - value, perMinute / 60) : ramp(value, -perMinute / 60);
  const roomy = left(noticed + seconds(numbers.for) / 60 + 3) / (1 - minimum * 0.99);
  const steady = others.steady(flat(left(noticed), size), size);
  const all = scenarios(numbers, {
    labels,
    lead: window,
    onset: `${noticed}m`,
    ease: `${forgotten}m`,
    lingers: false,
    bad: {
      ...signals(falling(start, size), size),
      ...others.roomy(falling(start, roomy), roomy),
      ...others.young(falling(left(noticed), size), size),
      ...steady,
    },
    good: {
      ...signals(flat(start, size), size),
      ...others.roomy(flat(start, roomy), roomy),
      ...others.young(gone, size),
      ...steady,
    },
  });
  const minutes = [window, numbers.for, numbers.keepFiringFor].map((each) => Math.ceil(seconds(each) / 60));
  const last = minutes.reduce((sum, each) => sum + each, noticed + forgotten + 1);
  return all.map((each) =>
    each.kind === 'recovers' ? { ...each, expect: { ...each.expect, [`${last}m`]: [{ labels }] } } : each,
  );
}

/** Something that was steady and begins to fall, slowly enough for its prediction to pass each number on its way. */
function decline({ window, horizon, minimum, for: pending }: AlertNumbers) {
  const [span, ahead, lasts] = [window, horizon, pending].map((each) => Math.ceil(seconds(each) / 60)) as [
    number,
    number,
    number,
  ];
  const perMinute = span / (6 * ahead);
  const start = 0.75 * perMinute * ahead;
  const left = (minute: number) => start - Math.max(0, minute) * perMinute;
  const noticed = first((minute) => predicted(left, minute, span, ahead) < 0);
  // The bad state lasts two minutes more, and then all is as it was.
  const end = noticed + lasts + 2;
  const back = (minute: number) => left(minute >= end ? 0 : minute);
  const size = left(noticed) / (1 - minimum * 1.05);
  const used = 1 - start / size;
  const forgotten = used <= minimum ? 0 : first((minute) => predicted(back, end + minute, span, ahead) >= 0);
  return { start, perMinute, left, size, noticed, forgotten };
}

function first(isTrue: (minute: number) => boolean): number {
  let minute = 0;
  while (!isTrue(minute)) minute++;
  return minute;
}
