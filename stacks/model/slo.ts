import type { CounterDefinition, GaugeDefinition, HistogramDefinition } from '@narthex/instrumentation';
import type { Expression } from '../../promql/index.ts';
import type { Duration } from './duration.ts';
import type { Severity } from './rule.ts';

/** A counter of the catalog, or a selector of one: ``promql`${http.requests}{status_code="5xx"}` ``. */
export type Counted = CounterDefinition | Expression;

/**
 * What is done where so little happens that a single failure is a large share. Alerts follow it; what is recorded stays what is.
 * - `atLeast`: so many bad events within the long window, or nobody is told.
 * - `floor`: shares are taken of at least so many events per second.
 * - `none`: nothing is done, for this reason.
 */
export type LowTraffic = { readonly atLeast: number } | { readonly floor: number } | { readonly none: string };

/** The pairs of windows, by how fast they notice that the budget is being spent. */
export const tierNames = ['fastest', 'fast', 'slow', 'slowest'] as const;

/** One of the pairs of windows. */
export type TierName = (typeof tierNames)[number];

/** What may differ of a pair of windows from its default. */
export interface TierChange {
  /** Percent of the whole error budget that is gone when it fires. */
  readonly budget?: number;
  /** Over which time the burn rate is taken. */
  readonly long?: Duration;
  /** Over which time it has to be as high as well, so that the alert ends soon after the trouble. */
  readonly short?: Duration;
  readonly severity?: Severity;
  /** Pairs of one severity are one alert, so they share it. */
  readonly for?: Duration;
}

/** Pairs of windows by name: what differs of one, or why it is left out. */
export type Tiers = { readonly [name in TierName]?: TierChange | { readonly off: string } };

/** Names and labels as Sloth writes them, for dashboards and routes that were made for it. */
export interface SlothNames {
  readonly sloth: {
    /** The label `sloth_service`. */
    readonly service: string;
    /** The label `sloth_slo`. Default: the name of the SLO. */
    readonly slo?: string;
    /** The name of the alert that calls somebody; that of a ticket is the same with `Ticket` behind it. */
    readonly alertName: string;
  };
}

interface SloCommon {
  /** One sentence: what the users are promised. */
  readonly summary: string;
  /** Percent of what is good: 99.9. Above 0, below 100. */
  readonly objective: number;
  /** The time that the objective is about, which moves along with the clock. Default 30d. */
  readonly window?: Duration;
  /** The team that is called, where it is not that of the stack. */
  readonly team?: string;
  /** Labels of which each value has a budget of its own. */
  readonly by?: readonly string[];
  /** Default: Google's four pairs of windows. */
  readonly tiers?: Tiers;
  readonly names?: 'narthex' | SlothNames;
}

/** Which share of requests is answered: counted by what fails, or by what succeeds. */
export interface AvailabilitySlo extends SloCommon {
  readonly kind: 'availability';
  readonly requests: Counted;
  readonly errors?: Counted;
  readonly good?: Counted;
  readonly lowTraffic: LowTraffic;
}

/** Which share of requests is fast enough. */
export interface LatencySlo extends SloCommon {
  readonly kind: 'latency';
  readonly histogram: HistogramDefinition;
  /** In the unit of the histogram; one of its buckets, unless it is native. */
  readonly within: number;
  /** Matchers, as they stand in braces: `route!="/health"`. */
  readonly where?: string;
  /** It is scraped as a native histogram, which has no declared buckets. */
  readonly native?: boolean;
  readonly lowTraffic: LowTraffic;
}

/** Which share of the probes of a job succeeds. */
export interface ProbeSlo<P extends string = string> extends SloCommon {
  readonly kind: 'probe';
  readonly probe: P;
}

/** Which share of the time something was done recently enough. */
export interface FreshnessSlo extends SloCommon {
  readonly kind: 'freshness';
  /** A gauge with the unit `timestamp`, or a selector of one. */
  readonly timestamp: GaugeDefinition | Expression;
  readonly within: Duration;
}

/** A service level objective. */
export type Slo<P extends string = string> = AvailabilitySlo | LatencySlo | ProbeSlo<P> | FreshnessSlo;

/** What an environment may change of an SLO, by its name. */
export type SloOverride =
  | { readonly objective?: number; readonly window?: Duration; readonly tiers?: Tiers }
  /** Leaves it out; the text says why. */
  | { readonly off: string };

type Options<T> = Omit<T, 'kind'>;

/** Either what fails is counted, or what succeeds. */
type EitherSide =
  | { readonly errors: Counted; readonly good?: never }
  | { readonly good: Counted; readonly errors?: never };

/**
 * The share of requests that are answered as they should be: `availability({ objective: 99.9, requests: http.requests, errors:
 * promql`${http.requests}{status_code="5xx"}`, lowTraffic: { atLeast: 10 }, … })`.
 */
export function availability(options: Omit<Options<AvailabilitySlo>, 'errors' | 'good'> & EitherSide): AvailabilitySlo {
  return { kind: 'availability', ...options };
}

/** The share of requests that take at most so long: `latency({ objective: 95, histogram: http.duration, within: 0.5, … })`. */
export function latency(options: Options<LatencySlo>): LatencySlo {
  return { kind: 'latency', ...options };
}

/** The share of probes that succeed, by the name of their job: `probe({ objective: 99.5, probe: 'blackbox-http', … })`. */
export function probe<const P extends string>(options: Options<ProbeSlo<P>>): ProbeSlo<P> {
  return { kind: 'probe', ...options };
}

/** The share of time in which the last success was recent: `freshness({ objective: 99, timestamp: sync.last, within: '1h', … })`. */
export function freshness(options: Options<FreshnessSlo>): FreshnessSlo {
  return { kind: 'freshness', ...options };
}

/** An SLO as an environment has it; `undefined` where that leaves it out. Tiers change one by one. */
export function applySloOverride(slo: Slo, override: SloOverride = {}): Slo | undefined {
  if ('off' in override) return undefined;
  return { ...slo, ...override, ...(override.tiers && { tiers: { ...slo.tiers, ...override.tiers } }) };
}
