import {
  type AlertNumbers,
  type Duration,
  errorBudget,
  type Firing,
  type Labels,
  type Scenario,
  type SeriesInput,
  seconds,
  type Tier,
} from '../../stacks/model/index.ts';
import { series } from '../scenarios/series.ts';
import { otherThan } from './record-scenarios.ts';
import { type Base, type Stretch, shareAt, total } from './recorded.ts';
import type { SloFacts } from './records.ts';
import { stretch } from './sample.ts';

/** A pair of windows, and how many bad events there have to be within the long one. */
export interface Bounded extends Tier {
  readonly least: number | undefined;
}

/** Pairs whose short window is longer are not told apart by scenarios: those would take hours. */
export const tellable = (tier: Tier): boolean => seconds(tier.short) <= 30 * 60;

/** When few events are enough in the scenarios about low traffic: minutes after the first one. */
const enoughAfter = 20;

/** The scenarios of an alert of an SLO, for the pairs of windows that it looks at. */
export function burnScenarios(facts: SloFacts, tiers: readonly Bounded[], numbers: AlertNumbers): Scenario[] {
  const pending = Math.ceil(seconds(numbers.for) / 60);
  const { sample } = facts.told;
  const lowest = [...tiers].sort((a, b) => a.bound - b.bound)[0];
  if (lowest === undefined) return [];
  const run = runner(facts, tiers, pending);
  const all = eventsPerMinute(facts, tiers);
  const at = (minutes: number, share: number, rounded: 'up' | 'down') => stretch(sample, minutes, share, rounded, all);
  // Of rates there is nothing at the first scrape yet.
  const begin = sample.base([at(5, lowest.bound, 'up')]).events.findIndex((value) => value !== undefined);
  const fires = begin + pending;
  const ofTier = (tier: Bounded): Scenario[] => [
    run(
      'fires',
      `fires when ${percent(tier.bound)} fail`,
      [at(fires + 2, tier.bound * 1.02, 'up')],
      [...(pending > 0 ? [fires - 1] : []), fires],
    ),
    run(
      undefined,
      `does not speak of the last ${tier.long} when just less than ${percent(tier.bound)} fail`,
      [at(fires + 10, tier.bound * 0.98, 'down')],
      [fires, fires + 10],
    ),
    ...(tellable(tier) ? [...blip(tier), ...tail(tier)] : []),
    ...few(tier),
  ];

  /** Bad for the short window, and not long enough for the long one. */
  const blip = (tier: Bounded): Scenario[] => {
    const short = seconds(tier.short) / 60;
    const bad = sample.coarse ? 2 + pending : Math.ceil(short * 0.2) + 4 + pending;
    const before = sample.coarse ? Math.ceil((bad / tier.bound) * 1.15) + 5 : Math.ceil(bad * 5.5) + 5;
    if (before > 180) return [];
    const stretches = sample.coarse
      ? [at(before, 0, 'down'), at(bad, 1, 'up')]
      : [at(before, tier.bound * 0.95, 'down'), at(bad, tier.bound * 1.2, 'up')];
    return [
      run(undefined, `does not speak of the last ${tier.long} after ${bad} bad minutes`, stretches, [before + bad]),
    ];
  };

  /** Over, while the long window still remembers it. */
  const tail = (tier: Bounded): Scenario[] => {
    const short = seconds(tier.short) / 60;
    const bad = sample.coarse
      ? Math.ceil((tier.bound * (short + 8)) / (1 - Math.min(tier.bound, 0.9))) + pending + 4
      : short + 10;
    const stretches = sample.coarse
      ? [at(bad, 1, 'up'), at(short + 6, 0, 'down')]
      : [at(bad, tier.bound * 1.2, 'up'), at(short + 6, tier.bound * 0.93, 'down')];
    return [
      run(undefined, `does not speak of the last ${tier.long} once ${tier.short} are good`, stretches, [
        bad + short + 6,
      ]),
    ];
  };

  /** All of it fails, but it is little: one bad event after the other, until there are enough. */
  const few = (tier: Bounded): Scenario[] => {
    const first = tiers.find(({ least }) => least === tier.least);
    if (tier.least === undefined || first !== tier) return [];
    const perMinute = (tier.least * 1.03) / (enoughAfter - 2);
    const stretches = [{ minutes: enoughAfter + pending + 2, all: perMinute, bad: perMinute }];
    const moments = [enoughAfter - 1 + pending, enoughAfter + pending];
    return [run(undefined, `waits for ${tier.least} bad events in ${tier.long}`, stretches, moments)];
  };

  const trouble = at(fires + 3, lowest.bound * 1.02, 'up');
  return [
    ...tiers.flatMap(ofTier),
    run('recovers', 'ends when nothing fails any more', recovering(trouble, at, lowest, facts), [
      fires,
      fires + 2,
      ...lastMinute(recovering(trouble, at, lowest, facts)),
    ]),
    {
      kind: 'missing',
      title: 'stays quiet when nothing was ever counted',
      series: strangers(facts, tiers, 30),
      expect: { '30m': [] },
    },
  ];
}

type Maker = (minutes: number, share: number, rounded: 'up' | 'down') => Stretch;

/** Good for long enough that all windows are below the bound again. */
function recovering(trouble: Stretch, at: Maker, { bound, short }: Tier, { told }: SloFacts): Stretch[] {
  const untilDiluted = Math.ceil((trouble.minutes * (trouble.bad / trouble.all)) / bound) - trouble.minutes;
  const minutes = Math.min(untilDiluted, seconds(short) / 60) + 7;
  return [trouble, told.sample.coarse ? at(minutes, 0, 'down') : at(minutes, bound * 0.1, 'down')];
}

function lastMinute(stretches: readonly Stretch[]): number[] {
  return [stretches.reduce((sum, { minutes }) => sum + minutes, 0)];
}

/** So many that the shares can be told apart, and that there are always enough of them. */
function eventsPerMinute({ told: { sample } }: SloFacts, tiers: readonly Bounded[]): number {
  if (sample.coarse) return sample.perMinute(1);
  const lowest = Math.min(...tiers.map(({ bound }) => bound));
  const least = Math.max(1, ...tiers.map((tier) => (tier.least ?? 0) / tier.bound));
  return Math.max(sample.perMinute(lowest), 10 ** Math.ceil(Math.log10(least * 20)));
}

/** Makes scenarios whose expectations follow from what the rules record. */
function runner(facts: SloFacts, tiers: readonly Bounded[], pending: number) {
  const { told } = facts;
  return (
    kind: Scenario['kind'] | undefined,
    title: string,
    stretches: readonly Stretch[],
    moments: readonly number[],
  ): Scenario => {
    const base = told.sample.base(stretches);
    const length = lastMinute(stretches)[0] ?? 0;
    const at = (minute: number) => tiers.flatMap((tier) => firing(facts, tier, base, minute, pending));
    const expect = Object.fromEntries(moments.map((minute) => [`${minute}m`, at(minute)]));
    return {
      kind: kind ?? (Object.values(expect).some(({ length: count }) => count > 0) ? 'fires' : 'quiet'),
      title,
      series: { ...told.sample.input(stretches), ...strangers(facts, tiers, length) },
      expect: expect as Scenario['expect'],
    };
  };
}

/** Whether a pair of windows makes the alert fire at a minute: its condition has held since `for` before. */
function firing(facts: SloFacts, tier: Bounded, base: Base, minute: number, pending: number): Firing[] {
  for (let before = 0; before <= pending; before++) if (!isOver(facts, tier, base, minute - before)) return [];
  const share = shareAt(base, minute, tier.long) ?? 0;
  const { names, told, slo } = facts;
  const labels: Labels = {
    ...names.identity,
    ...told.sample.labels,
    [names.windowLabel]: tier.long,
  };
  return [{ labels, value: share / errorBudget(slo.objective) }];
}

function isOver({ counted }: SloFacts, { long, short, bound, least }: Bounded, base: Base, minute: number): boolean {
  if (minute < 0) return false;
  const now = (base.errors[minute] ?? 0) / (base.events[minute] ?? Number.NaN);
  const isBase = counted.base !== undefined && seconds(counted.base) === seconds(short);
  const shortShare = isBase ? now : (shareAt(base, minute, short) ?? 0);
  const bad = (total(base.errors, minute, long) ?? 0) * 60;
  return (shareAt(base, minute, long) ?? 0) > bound && shortShare > bound && (least === undefined || bad >= least);
}

/** The recorded shares of another SLO, which has trouble of its own. */
function strangers({ names, told }: SloFacts, tiers: readonly Tier[], minutes: number): SeriesInput {
  const other = otherThan(names.identity);
  const windows: readonly Duration[] = [...new Set(tiers.flatMap(({ long, short }) => [long, short]))];
  const shares = windows.map((window) => {
    const { name, labels } = names.ratio(window);
    return [series(name, { ...labels, ...other }), `1x${minutes}`];
  });
  return Object.fromEntries([...shares, [series(told.errors, other), `1000x${minutes}`]]);
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(4))} %`;
}
