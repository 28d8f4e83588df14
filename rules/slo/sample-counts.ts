import type { LabelMatcher } from '../../promql/index.ts';
import {
  type AvailabilitySlo,
  type Counted,
  type Duration,
  type Labels,
  type LatencySlo,
  type SeriesInput,
  type Stack,
  selectorExpression,
  selectorOf,
  sloBase,
  sloSelectors,
} from '../../stacks/model/index.ts';
import { phases } from '../scenarios/phases.ts';
import { observing, series } from '../scenarios/series.ts';
import { counting, type Signals } from '../scenarios/signal.ts';
import { type Base, countsOf, exactSum, rateAt, type Stretch } from './recorded.ts';
import type { Sample } from './sample.ts';
import { decoys, labelsOf, selects } from './sample-labels.ts';

/** What a selector selects. */
export interface Selected {
  readonly name: string;
  readonly matchers: readonly LabelMatcher[];
}

/** The values of `by` among the labels of a series. */
export function grouped(by: readonly string[] = [], labels: Labels): Labels {
  return Object.fromEntries(by.flatMap((name) => (labels[name] === undefined ? [] : [[name, labels[name]]])));
}

/** A power of ten in which a tenth of a percent of a share is still a whole number of events. */
export function fine(share: number): number {
  return 10 ** Math.max(4, Math.ceil(-Math.log10(share)) + 3);
}

/** The input of promtool for stretches of signals. */
export function inputOf(stretches: readonly Stretch[], signals: (stretch: Stretch) => Signals): SeriesInput {
  return phases(stretches.map((each) => ({ lasts: `${each.minutes}m` as Duration, series: signals(each) })));
}

/** Requests and their failures as counters: of one metric, or of two. */
export function availabilitySample(slo: AvailabilitySlo, stack: Stack): Sample {
  const base = sloBase(slo, stack);
  const requests = selected(slo.requests);
  const other = selected(slo.errors ?? slo.good ?? slo.requests);
  const within = other.name === requests.name;
  const chosen = labelsOf(other.name, within ? [...other.matchers, ...requests.matchers] : other.matchers, stack) ?? {};
  const all = labelsOf(requests.name, requests.matchers, stack, within ? other.matchers : []) ?? {};
  const countsBad = slo.good === undefined;
  // Of one metric, the other series holds what is left of the requests; of two, all of them.
  const ofChosen = ({ all, bad }: Stretch) => (countsBad ? bad : all - bad);
  const ofRest = (each: Stretch) => (within ? each.all - ofChosen(each) : each.all);
  const perSecond = (count: number) => counting(count / 60);
  const strangers = (each: Stretch) =>
    Object.fromEntries(
      [requests, { ...other, matchers: [...other.matchers, ...(within ? requests.matchers : [])] }].flatMap(
        ({ name, matchers }) =>
          decoys(name, matchers, stack).flatMap((labels) =>
            name === requests.name && selects(requests.matchers, labels)
              ? []
              : [[series(name, labels), perSecond(each.all * 3)]],
          ),
      ),
    );
  const rest = (each: Stretch) => ({ ...strangers(each), [series(requests.name, all)]: perSecond(ofRest(each)) });
  const signals = (each: Stretch) => ({ ...rest(each), [series(other.name, chosen)]: perSecond(ofChosen(each)) });
  return {
    labels: grouped(slo.by, all),
    perMinute: fine,
    coarse: false,
    rests: true,
    input: (stretches) => inputOf(stretches, signals),
    untouched: {
      input: (stretches) => inputOf(stretches, rest),
      ...(countsBad
        ? { share: 0, when: 'where nothing has failed yet' }
        : { share: 1, when: 'where nothing has succeeded yet' }),
    },
    base: (stretches) => {
      const [chosenRate, restRate] = [ofChosen, ofRest].map((of) => ratesOf(countsOf(stretches, of), base));
      const events = sumOf(within ? [chosenRate ?? [], restRate ?? []] : [restRate ?? []]);
      const good = chosenRate ?? [];
      return { events, errors: countsBad ? good : difference(events, good) };
    },
  };
}

/** A classic histogram: what is fast lies on the bound, what is slow just above it. */
export function latencySample(slo: LatencySlo, stack: Stack): Sample {
  const base = sloBase(slo, stack);
  const { histogram, within } = slo;
  const matchers = histogramMatchers(slo);
  const counted = `${histogram.name}_count`;
  const labels = labelsOf(counted, matchers, stack) ?? {};
  const observed = (of: Labels, { all, bad }: Stretch) =>
    observing(histogram, of, [
      [within, (all - bad) / 60],
      [within * (1 + 1e-6), bad / 60],
    ]);
  const signals = (each: Stretch): Signals => ({
    ...Object.assign(
      {},
      ...decoys(counted, matchers, stack).map((of) => observed(of, { ...each, all: each.all * 3, bad: each.all })),
    ),
    ...observed(labels, each),
  });
  return {
    labels: grouped(slo.by, labels),
    perMinute: fine,
    coarse: false,
    rests: true,
    input: (stretches) => inputOf(stretches, signals),
    base: (stretches) => {
      const events = ratesOf(
        countsOf(stretches, ({ all }) => all),
        base,
      );
      const fast = ratesOf(
        countsOf(stretches, ({ all, bad }) => all - bad),
        base,
      );
      return { events, errors: difference(events, fast) };
    },
  };
}

/** The conditions of an SLO on its histogram. */
export function histogramMatchers(slo: LatencySlo): readonly LabelMatcher[] {
  const [first] = sloSelectors(slo);
  return first === undefined ? [] : (selectorOf(first[1])?.matchers ?? []);
}

function selected(counted: Counted): Selected {
  const { name, matchers } = selectorOf(selectorExpression(counted)) ?? { name: '', matchers: [] };
  return { name, matchers: matchers.filter((matcher) => matcher.name !== '__name__') };
}

function ratesOf(values: readonly number[], window: Duration): Base['events'] {
  return values.map((_, minute) => rateAt(values, minute, window));
}

function sumOf(rates: readonly Base['events'][]): Base['events'] {
  const [first = []] = rates;
  return first.map((_, minute) => {
    const values = rates.map((rate) => rate[minute]).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : exactSum(values);
  });
}

function difference(all: Base['events'], some: Base['events']): Base['events'] {
  return all.map((value, minute) => {
    const other = some[minute];
    return value === undefined || other === undefined ? undefined : Math.max(value - other, 0);
  });
}
