import { type Expression, promql } from '../../promql/index.ts';
import {
  type Duration,
  errorBudget,
  type RecordingRule,
  type RecordingScenario,
  type Slo,
  type SloNames,
  type Stack,
  type Suppression,
  seconds,
  sloNames,
  sloTiers,
  sloWindow,
  type Unnoticed,
} from '../../stacks/model/index.ts';
import { type Events, eventsName, eventsOf } from './events.ts';
import { windowsOf } from './names.ts';
import {
  afterUnlikeHours,
  atRest,
  recordedSample,
  shareOf,
  type Told,
  testedMinutes,
  untouched,
} from './record-scenarios.ts';
import { sampleOf } from './sample.ts';
import { unnoticedMistakes } from './unnoticed.ts';

/** Everything about an SLO from which its rules are made. */
export interface SloFacts {
  readonly name: string;
  readonly slo: Slo;
  readonly names: SloNames;
  readonly counted: Events;
  readonly told: Told;
  /** The two base series as expressions, and the share in a window. */
  readonly events: Expression;
  readonly errors: Expression;
  readonly share: (window: Duration) => Expression;
}

/** Everything about an SLO of a stack. */
export function sloFacts(name: string, slo: Slo, stack: Stack): SloFacts {
  const names = sloNames(name, slo);
  const counted = eventsOf(slo, stack, names.selector);
  const events = eventsName(counted.operation);
  const errors = `slo:errors:${counted.operation}`;
  return {
    name,
    slo,
    names,
    counted,
    told: {
      sample: sampleOf(slo, stack),
      identity: names.identity,
      events,
      errors,
      shares: windowsOf(slo, sloTiers(slo)).map(names.ratio),
    },
    events: promql`${events}{${names.selector}}`,
    errors: promql`${errors}{${names.selector}}`,
    share: (window) => promql`${names.ratio(window).name}{${names.selector}}`,
  };
}

/** The two series from which the others are added up, then the share of bad events in each window. */
export function shareRecords(facts: SloFacts): RecordingRule[] {
  const { slo, counted, told, names } = facts;
  const record = (name: string, expr: Expression, scenarios: readonly RecordingScenario[]): RecordingRule => ({
    kind: 'recording',
    name,
    expr,
    labels: names.identity,
    scenarios,
    ...(slo.kind === 'latency' && slo.native && { ignore: nativeIsUnknown('NX501') }),
  });
  return [
    record(told.events, counted.events, [
      afterUnlikeHours(told, 'is how much there is to count', (base, minute) => base.events[minute] ?? Number.NaN),
    ]),
    {
      ...record(told.errors, counted.errors, [
        afterUnlikeHours(told, 'is how much of it is bad', (base, minute) => base.errors[minute] ?? Number.NaN),
        ...untouched(told, 'is known', (base, minute) => base.errors[minute] ?? Number.NaN),
        ...atRest(told, 'is 0 where nothing is asked for', 0),
      ]),
      unnoticed: nothingTimes(counted.errors),
    },
    // The longest is that of the SLO itself, which no alert asks for.
    ...windowsOf(slo, sloTiers(slo))
      .slice(0, -1)
      .map((window) => shareRecord(window, facts)),
  ];
}

/** The facts whose scenarios begin with the two base series, for a group that does not record them. */
export function ofRecorded(facts: SloFacts): SloFacts {
  return { ...facts, told: { ...facts.told, sample: recordedSample(facts.told) } };
}

/** A finding about the series of a native histogram, which is meant to be. */
export function nativeIsUnknown(check: Suppression['check']): readonly Suppression[] {
  return [{ check, reason: 'catalogs cannot declare native histograms' }];
}

/** Where something is multiplied by nothing, it does not matter what it is, nor what nothing is multiplied by. */
function nothingTimes(expr: Expression): () => Unnoticed {
  const reason = 'this part is 0 whenever it matters: it says only that there is something to count';
  const [before = ''] = expr.text.split(/ or 0 \* /);
  return unnoticedMistakes(expr, (changed, change) => {
    const which = /^\[.+\] becomes|is forgotten$/.test(change) && changed.startsWith(`${before} or 0 * `);
    const factor = /^0 becomes/.test(change) && expr.text.startsWith('1 - ');
    return which || factor ? reason : undefined;
  });
}

/** The share of bad events in a window, weighted by what happened: a quiet night does not count as much as the day. */
export function shareRecord(window: Duration, { counted, names, told, events, errors }: SloFacts): RecordingRule {
  const isBase = counted.base !== undefined && seconds(counted.base) === seconds(window);
  const over = (series: Expression) => (isBase ? series : promql`sum_over_time(${series}[${window}])`);
  // What is looked at is always something; of requests there may be none, and then there is no share.
  const some = told.sample.rests ? promql`${over(events)} > 0` : over(events);
  const expr = promql`${over(errors)} / ${some}`;
  return {
    kind: 'recording',
    ...names.ratio(window),
    expr,
    scenarios: [
      afterUnlikeHours(
        told,
        'weighs every minute by what happened in it',
        shareOf(window, counted.base),
        testedMinutes(window),
      ),
      ...untouched(told, 'is known', shareOf(window, counted.base)),
      ...atRest(told, 'is no number where nothing is asked for', undefined),
    ],
    ...(!isBase && { unnoticed: tooLong(expr, window) }),
  };
}

/** A test that goes back less far than a window takes a longer one for the same. */
function tooLong(expr: Expression, window: Duration): () => Unnoticed {
  return unnoticedMistakes(expr, (changed) => {
    const windows = [...changed.matchAll(/\[(\d+)ms\]/g)].map(([, length]) => Number(length) / 60_000);
    const reach = Math.min(...windows, seconds(window) / 60);
    return windows.length > 0 && reach > testedMinutes(window)
      ? `the tests of this rule go back ${testedMinutes(window)} minutes; that the window is ${window} is tested with Narthex itself`
      : undefined;
  });
}

/** What dashboards show of an SLO: its promise, and how fast the budget is spent. */
export function budgetRecords(facts: SloFacts): RecordingRule[] {
  const { slo, names, told, share, counted } = facts;
  const budget = errorBudget(slo.objective);
  const window = sloWindow(slo);
  const shortest = windowsOf(slo, sloTiers(slo))[0] ?? window;
  const days = seconds(window) / 86_400;
  const constant = (name: string, expr: Expression, title: string, value: number): RecordingRule => ({
    kind: 'recording',
    name,
    expr,
    labels: names.identity,
    scenarios: [{ title, series: {}, at: '5m', samples: [{ value }] }],
  });
  const nowShare = shareOf(shortest, counted.base);
  return [
    constant('slo:objective:ratio', promql`vector(1 - ${budget})`, 'is the promise as a share', 1 - budget),
    constant('slo:window:seconds', promql`vector(${days} * 86400)`, 'is the time that it is about', days * 86_400),
    {
      kind: 'recording',
      name: 'slo:burn_rate:ratio',
      expr: promql`${share(shortest)} / ${budget}`,
      labels: names.identity,
      scenarios: [
        afterUnlikeHours(
          told,
          'is 1 when the budget lasts for the whole window',
          (base, minute) => nowShare(base, minute) / budget,
        ),
      ],
    },
  ];
}

/** What is left of the budget after the window of the SLO. */
export function leftRecords({ slo, names, told, share, events }: SloFacts): RecordingRule[] {
  const budget = errorBudget(slo.objective);
  const window = sloWindow(slo);
  const ofWindow = shareOf(window, undefined);
  // Where nothing was asked for there is no share, and the budget is whole.
  const spent = told.sample.rests ? promql`(${share(window)} or 0 * ${events})` : share(window);
  const remaining = promql`1 - ${spent} / ${budget}`;
  return [
    {
      kind: 'recording',
      name: 'slo:budget_left:ratio',
      ...(told.sample.rests && { unnoticed: nothingTimes(remaining) }),
      expr: remaining,
      labels: names.identity,
      scenarios: [
        afterUnlikeHours(
          told,
          'is what the failures of the window have left of the budget',
          (base, minute) => 1 - ofWindow(base, minute) / budget,
        ),
        ...atRest(told, 'is all of it where nothing was asked for', 1),
      ],
    },
  ];
}
