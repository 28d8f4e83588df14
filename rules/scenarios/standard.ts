import {
  type AlertNumbers,
  type Duration,
  type Firing,
  type Labels,
  type Scenario,
  seconds,
} from '../../stacks/model/index.ts';
import { phases } from './phases.ts';
import type { Signals } from './signal.ts';

/** What an alert watches, as two states of it: a little worse than it bears, and a little better. */
export interface Story {
  /** Labels of the alert that fires, besides those that the rule adds. */
  readonly labels?: Labels;
  /** What `$value` is when it fires, where a text shows it. */
  readonly value?: number;
  /** The same where it is another as long as a window still holds better samples: after so many seconds of the bad state. */
  readonly valueAfter?: (lasted: number) => number;
  /** Everything that the expression reads when it is just too bad, and what is as bad but none of its business. */
  readonly bad: Signals;
  /** The same when it is just good enough. */
  readonly good: Signals;
  /** How long things are good before they become bad, for expressions that need a past. Default: not at all. */
  readonly lead?: Duration;
  /** What they are in that time, where that is better than just good enough. */
  readonly calm?: Signals;
  /** How long the bad state has to last until the expression holds: a rate needs a second sample. Default 0s. */
  readonly onset?: Duration;
  /** How long after the bad state it may go on holding: the window that it looks back over. Default 0s. */
  readonly ease?: Duration;
  /**
   * Whether it really does go on that long, with the same value, when its series end: the samples of a window stay in it, so a mean
   * or a ratio keeps its value, but a rate falls. Shows that the window is not shorter. Default: yes.
   */
  readonly lingers?: boolean;
  /** Distance of the samples. Default 1m. */
  readonly step?: Duration;
  /** How often the group is evaluated in unit tests: its interval, if that is more than 1m. Default 1m. */
  readonly every?: Duration;
  /** Titles, where the usual ones say too little: "fires when two of three replicas are gone". */
  readonly titles?: Partial<Readonly<Record<Scenario['kind'], string>>>;
}

/**
 * The four scenarios that an alert needs, from two states: it fires when the bad one has lasted as long as its `for`, and not a
 * minute before; it stays quiet in the good one; it ends when the good one comes back; it ends when its series end.
 * `every` is a minute for most. The times follow `for` and `keepFiringFor`, so they hold for every environment.
 */
export function scenarios(numbers: Pick<AlertNumbers, 'for' | 'keepFiringFor'>, story: Story): Scenario[] {
  const { bad, good, lead = '0s', onset = '0s', ease = '0s', lingers = true, titles = {} } = story;
  const step = story.step === undefined ? {} : { step: story.step };
  const evaluation = seconds(story.every ?? '1m');
  const ticks = (length: number) => Math.ceil(length / evaluation) * evaluation;
  const firing = (time: number): Firing[] => {
    const value = story.valueAfter?.(time - seconds(lead)) ?? story.value;
    return [{ ...(story.labels && { labels: story.labels }), ...(value !== undefined && { value }) }];
  };
  // Whatever happens between two evaluations is seen at the second one.
  const begins = ticks(seconds(lead) + seconds(onset));
  const fires = begins + ticks(seconds(numbers.for));
  const ends = fires + 2 * evaluation;
  const eased = ticks(seconds(ease));
  const over = ends + eased + ticks(seconds(numbers.keepFiringFor)) + evaluation;
  // The last sample stands a minute before the end, and a rate needs two of them.
  const lasts = eased === 0 ? over - 2 * evaluation : over - 4 * evaluation;
  const beginning = seconds(lead) > 0 ? [{ lasts: lead, series: story.calm ?? good }] : [];
  const badUntil = (end: number) => ({ lasts: at(end - seconds(lead)), series: bad });
  const afterBad = (series: Signals) =>
    phases([...beginning, badUntil(ends), { lasts: at(over - ends + evaluation), series }], story.step);
  const lasting = { [at(ends - evaluation)]: firing(ends - evaluation) };
  return [
    {
      kind: 'fires',
      title: titles.fires ?? 'fires when it has lasted long enough, and not a minute before',
      ...step,
      series: phases([...beginning, badUntil(ends)], story.step),
      expect: { ...(fires > begins && { [at(fires - evaluation)]: [] }), [at(fires)]: firing(fires) },
    },
    {
      kind: 'quiet',
      title: titles.quiet ?? 'stays quiet when it is just good enough',
      ...step,
      series: phases(
        [...(story.calm ? beginning : []), { lasts: at(over - (story.calm ? seconds(lead) : 0)), series: good }],
        story.step,
      ),
      expect: { [at(fires)]: [], [at(over)]: [] },
    },
    {
      kind: 'recovers',
      title: titles.recovers ?? 'ends when it is good again',
      ...step,
      series: afterBad(good),
      expect: { ...lasting, [at(over)]: [] },
    },
    {
      kind: 'missing',
      title: titles.missing ?? 'ends when its series end',
      ...step,
      series: afterBad({}),
      expect: { ...lasting, ...(lingers && lasts >= ends && { [at(lasts)]: firing(lasts) }), [at(over)]: [] },
    },
  ];
}

function at(length: number): Duration {
  return length % 3600 === 0 && length > 0 ? `${length / 3600}h` : length % 60 === 0 ? `${length / 60}m` : `${length}s`;
}
