import { type Duration, type Labels, type RecordingScenario, seconds } from '../../stacks/model/index.ts';
import { series } from '../scenarios/series.ts';
import { type Base, type Stretch, shareAt } from './recorded.ts';
import { type Sample, stretch } from './sample.ts';

/** What the scenarios of a record need to know: the series of its SLO, and how the two base series are called. */
export interface Told {
  readonly sample: Sample;
  readonly identity: Labels;
  readonly events: string;
  readonly errors: string;
  /** The shares that are recorded. */
  readonly shares: readonly { readonly name: string; readonly labels: Labels }[];
}

/** How many minutes the tests of a window go back: windows of hours are told apart by the tests of Narthex itself. */
export function testedMinutes(window: Duration): number {
  const minutes = seconds(window) / 60;
  return minutes <= 30 ? 45 : minutes <= 60 ? 40 : 15;
}

/** Few failures and much traffic, then ten minutes of the opposite: a mean of shares would be far off. */
function unlikeHours({ sample }: Told, minutes: number): Stretch[] {
  const all = sample.perMinute(0.05);
  const few = sample.coarse ? all : all / 10;
  return [stretch(sample, minutes - 10, 0.05, 'up', all), stretch(sample, 10, 0.5, 'up', few)];
}

/** A value of a record after those hours, and that series of another SLO are none of its business. */
export function afterUnlikeHours(
  told: Told,
  title: string,
  value: (base: Base, minute: number) => number,
  minutes = 15,
): RecordingScenario {
  const stretches = unlikeHours(told, minutes);
  const other = { ...otherThan(told.identity), ...told.sample.labels };
  const strangers = [
    series(told.events, other),
    series(told.errors, other),
    ...told.shares.map(({ name, labels }) => series(name, { ...labels, ...other })),
  ];
  return {
    title,
    series: {
      ...told.sample.input(stretches),
      ...Object.fromEntries(strangers.map((each) => [each, `1x${minutes}`])),
    },
    at: `${minutes}m`,
    samples: [{ labels: told.sample.labels, value: value(told.sample.base(stretches), minutes) }],
  };
}

/** The same labels of another SLO. */
export function otherThan(identity: Labels): Labels {
  return 'slo' in identity ? { slo: 'another' } : { ...identity, sloth_id: 'another' };
}

/** A value of a record when the series are there, and nothing happens; none where `value` is undefined. */
export function atRest({ sample }: Told, title: string, value: number | undefined): RecordingScenario[] {
  if (!sample.rests) return [];
  return [
    {
      title,
      series: sample.input([{ minutes: 10, all: 0, bad: 0 }]),
      at: '10m',
      samples: value === undefined ? [] : [{ labels: sample.labels, value }],
    },
  ];
}

/** A value of a record where what fails, or what succeeds, has never happened, so that nothing counts it. */
export function untouched(
  { sample }: Told,
  what: string,
  value: (base: Base, minute: number) => number,
): RecordingScenario[] {
  if (sample.untouched === undefined) return [];
  const { input, share, when } = sample.untouched;
  const all = sample.perMinute(0.5);
  const stretches = [{ minutes: 10, all, bad: share * all }];
  const samples = [{ labels: sample.labels, value: value(sample.base(stretches), 10) }];
  return [{ title: `${what} ${when}`, series: input(stretches), at: '10m', samples }];
}

/** The sample of rules in another group than those that record the two base series: it begins with these. */
export function recordedSample({ sample, identity, events, errors }: Told): Sample {
  const { untouched: _, ...rest } = sample;
  const notation = (values: Base['events']) => values.map((value) => value ?? '_').join(' ');
  return {
    ...rest,
    input: (stretches) => {
      const base = sample.base(stretches);
      return {
        [series(events, { ...identity, ...sample.labels })]: notation(base.events),
        [series(errors, { ...identity, ...sample.labels })]: notation(base.errors),
      };
    },
  };
}

/** The share in a window at the end of the hours. */
export function shareOf(window: Duration, base: Duration | undefined): (at: Base, minute: number) => number {
  return (at, minute) => {
    if (base !== undefined && seconds(window) === seconds(base))
      return (at.errors[minute] ?? 0) / (at.events[minute] ?? 0);
    return shareAt(at, minute, window) ?? Number.NaN;
  };
}
