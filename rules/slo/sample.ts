import type { Labels, SeriesInput, Slo, Stack } from '../../stacks/model/index.ts';
import type { Base, Stretch } from './recorded.ts';
import { availabilitySample, latencySample } from './sample-counts.ts';
import { nativeSample } from './sample-native.ts';
import { freshnessSample, probeSample } from './sample-states.ts';

/** Series of which the scenarios of an SLO are made, and what the rules record of them. */
export interface Sample {
  /** The labels that the recorded series have besides those of the SLO: the values of `by`. */
  readonly labels: Labels;
  /** How many events a minute it takes to tell these two shares apart, in whole numbers. */
  readonly perMinute: (share: number) => number;
  /** So few that shares near a bound cannot be told apart. */
  readonly coarse: boolean;
  /** Whether there can be nothing to count although the series are there. */
  readonly rests: boolean;
  /** What the series do, one stretch after the other; beside them others, which no rule of the SLO may count. */
  readonly input: (stretches: readonly Stretch[]) => SeriesInput;
  /** The same before anything that is counted besides the events has ever happened, and which share is bad then. */
  readonly untouched?: {
    readonly input: (stretches: readonly Stretch[]) => SeriesInput;
    readonly share: 0 | 1;
    /** "where nothing has failed yet" */
    readonly when: string;
  };
  /** What the two base series hold then. */
  readonly base: (stretches: readonly Stretch[]) => Base;
}

/** The sample of an SLO: one instance that counts, and decoys. */
export function sampleOf(slo: Slo, stack: Stack): Sample {
  switch (slo.kind) {
    case 'availability':
      return availabilitySample(slo, stack);
    case 'latency':
      return slo.native ? nativeSample(slo, stack) : latencySample(slo, stack);
    case 'probe':
      return probeSample(slo, stack);
    case 'freshness':
      return freshnessSample(slo, stack);
  }
}

/** A stretch in which this share is bad: at least so much, or at most. */
export function stretch(sample: Sample, minutes: number, share: number, rounded: 'up' | 'down', all?: number): Stretch {
  const events = all ?? sample.perMinute(share);
  const bad = share * events;
  return { minutes, all: events, bad: rounded === 'up' ? Math.ceil(bad - 1e-9) : Math.floor(bad + 1e-9) };
}
