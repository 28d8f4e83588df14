import { blackboxMetrics } from '../../exporters/index.ts';
import { type Expression, promql } from '../../promql/index.ts';
import {
  type AvailabilitySlo,
  type Duration,
  type FreshnessSlo,
  type LatencySlo,
  type ProbeSlo,
  type Slo,
  type Stack,
  seconds,
  selectorExpression,
  sloBase,
} from '../../stacks/model/index.ts';
import { leOf } from '../scenarios/series.ts';

/** The two series that everything else about an SLO is added up from. */
export interface Events {
  /** How many events there are: per second, or of what is watched at this moment. */
  readonly events: Expression;
  /** How many of them are bad. There as long as `events` is, with 0 where nothing has failed yet. */
  readonly errors: Expression;
  /** What was done to the metric: `rate5m`, or `count` of what is looked at anew each time. */
  readonly operation: string;
  /** How far the rates look back; undefined where nothing does. */
  readonly base: Duration | undefined;
}

/** What an SLO counts. `selector` is the matcher of its recorded series. */
export function eventsOf(slo: Slo, stack: Stack, selector: string): Events {
  if (slo.kind === 'freshness') return freshnessEvents(slo);
  const base = sloBase(slo, stack);
  // The events of this evaluation, recorded just before, without the labels of the SLO: they need not be added up twice.
  const recorded = promql`sum${by(slo)}(${eventsName(`rate${base}`)}{${selector}})`;
  return { ...rated(slo, base, recorded), operation: `rate${base}`, base };
}

/** How the series is called that holds the events, by what was done to the metric. */
export function eventsName(operation: string): string {
  return `slo:events:${operation}`;
}

type Pair = Pick<Events, 'events' | 'errors'>;

function rated(slo: Exclude<Slo, FreshnessSlo>, base: Duration, recorded: Expression): Pair {
  switch (slo.kind) {
    case 'availability':
      return availabilityEvents(slo, base, recorded);
    case 'latency':
      return slo.native ? nativeEvents(slo, base, recorded) : latencyEvents(slo, base, recorded);
    case 'probe':
      return probeEvents(slo, base);
  }
}

function by({ by: labels = [] }: Slo): string {
  return labels.length === 0 ? '' : ` by (${labels.join(', ')}) `;
}

function availabilityEvents(slo: AvailabilitySlo, base: Duration, all: Expression): Pair {
  const rate = (counted: Parameters<typeof selectorExpression>[0]) =>
    promql`sum${by(slo)}(rate(${selectorExpression(counted)}[${base}]))`;
  const { requests, errors = requests, good } = slo;
  const events = rate(requests);
  // A counter of failures is often not there until the first one; then there are none.
  if (good === undefined) return { events, errors: promql`${rate(errors)} or 0 * ${all}` };
  // Rates of two series differ in their last digits, and a share is never below zero.
  return { events, errors: promql`clamp_min(${all} - (${rate(good)} or 0 * ${all}), 0)` };
}

function latencyEvents(slo: LatencySlo, base: Duration, all: Expression): Pair {
  const { histogram, where, within } = slo;
  const count = promql`${histogram}_count${where ? `{${where}}` : ''}`;
  const fast = promql`${histogram}_bucket{${where ? `${where}, ` : ''}le="${leOf(within)}"}`;
  const rate = (selector: Expression) => promql`sum${by(slo)}(rate(${selector}[${base}]))`;
  return { events: rate(count), errors: promql`clamp_min(${all} - ${rate(fast)}, 0)` };
}

/** Of no observations the fraction is NaN, which no comparison lets through. */
function nativeEvents(slo: LatencySlo, base: Duration, all: Expression): Pair {
  const { histogram, where, within } = slo;
  const rate = promql`sum${by(slo)}(rate(${histogram}${where ? `{${where}}` : ''}[${base}]))`;
  const slow = promql`${all} * (1 - histogram_fraction(0, ${within}, ${rate}))`;
  return { events: promql`histogram_count(${rate})`, errors: promql`(${slow} >= 0) or 0 * ${all}` };
}

function probeEvents(slo: ProbeSlo, base: Duration): Pair {
  const results = promql`${blackboxMetrics.success}{job="${slo.probe}"}`;
  const all = promql`sum${by(slo)}(count_over_time(${results}[${base}]))`;
  const good = promql`sum${by(slo)}(sum_over_time(${results}[${base}]))`;
  const length = seconds(base);
  return { events: promql`${all} / ${length}`, errors: promql`(${all} - ${good}) / ${length}` };
}

function freshnessEvents(slo: FreshnessSlo): Events {
  const last = selectorExpression(slo.timestamp);
  return {
    events: promql`count${by(slo)}(${last})`,
    errors: promql`sum${by(slo)}(time() - ${last} > bool ${seconds(slo.within)})`,
    operation: 'count',
    base: undefined,
  };
}
