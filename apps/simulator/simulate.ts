import type { HistogramDefinition, SummaryDefinition } from '@narthex/instrumentation';
import { type Conditions, conditionsAt } from './conditions.ts';
import { type Applied, changesOf, loadOf, type Suffered } from './faults/effects.ts';
import { type Fault, faultOf } from './faults.ts';
import { gaugeAt, limitOf } from './gauges.ts';
import { countAround, hashOf, normal } from './random.ts';
import { roleOf } from './roles.ts';
import { type SimulatedSeries, seriesOfSpec } from './series.ts';
import type { SimulatorSpec } from './spec.ts';

/**
 * What happens to one series in one tick: the amount added to a counter, the value of a gauge, or the observations of a
 * histogram or summary.
 */
export interface Step {
  readonly series: SimulatedSeries;
  readonly values: readonly number[];
}

/** What goes wrong at a tick. */
export interface Trouble {
  /** Single series that are given values; they have the last word. */
  readonly faults?: readonly Fault[];
  readonly suffered?: readonly Suffered[];
}

/**
 * What happens at a tick, from 0 up, one tick a second. `epoch` is the time of tick 0 in seconds since 1970; `trouble` what goes wrong
 * meanwhile.
 */
export type Simulation = (tick: number, epoch?: number, trouble?: Trouble) => readonly Step[];

/** The most observations of one series in one tick. */
const MOST_OBSERVATIONS = 40;

/** What fails of the work where nothing is wrong; of requests a tenth of it, because SLOs of 99.9 % are usual for them. */
const USUAL_FAILURES = 0.002;
const USUAL_FAILED_REQUESTS = 0.000_2;

/**
 * The simulation of a spec: a pure function of the tick. At tick 0 every series has its first value, so that all are
 * there from the first scrape on.
 */
export function createSimulation(spec: SimulatorSpec): Simulation {
  const all = seriesOfSpec(spec);
  return (tick, epoch = 0, { faults = [], suffered = [] } = {}) => {
    const conditions = conditionsOf(spec, tick, epoch, suffered);
    return all.map((series) => {
      const given = faultOf(series, faults);
      if (given !== undefined) return { series, values: [given.value] };
      return { series, values: valuesAt(series, { tick, epoch, conditions }, changesOf(series, suffered, tick)) };
    });
  };
}

/** The same for the whole service: when requests rise, so do queries, calls and their durations. */
export function conditionsOf(
  { seed, service }: SimulatorSpec,
  tick: number,
  epoch: number,
  suffered: readonly Suffered[],
): Conditions {
  const key = hashOf(JSON.stringify([seed, service]));
  return conditionsAt(key, tick, epoch + tick, loadOf(suffered));
}

interface Now {
  readonly tick: number;
  readonly epoch: number;
  readonly conditions: Conditions;
}

function valuesAt(series: SimulatedSeries, now: Now, changes: readonly Applied[]): readonly number[] {
  const { metric, key } = series;
  const { tick, conditions } = now;
  if (metric.type === 'gauge') return [changedGauge(series, now, changes)];
  const times = changes.reduce((by, { change }) => (change.kind === 'times' ? by * change.by : by), 1);
  const stands = changes.some(({ change }) => change.kind === 'stops');
  const expected = stands ? 0 : expectedOf(series, conditions, changes);
  if (metric.type === 'counter') {
    const grown = expected * times;
    return [metric.unit === undefined ? countAround(grown, key, tick) : grown * amountOf(metric.unit)];
  }
  const count = Math.max(tick === 0 ? 1 : 0, Math.min(MOST_OBSERVATIONS, countAround(expected, key, tick)));
  return Array.from(
    { length: count },
    (_, draw) => observation(metric, conditions, normal(key, tick, draw + 1)) * times,
  );
}

/** How much of something happens in a tick, on average. */
function expectedOf(series: SimulatedSeries, conditions: Conditions, changes: readonly Applied[]): number {
  const { metric, labels, share, failing, mixed } = series;
  const rate = ratePerSecond(metric.name) * conditions.load;
  const usual = Object.values(labels).some((value) => /^[1-5]xx$|^[1-5]\d\d$/.test(value))
    ? USUAL_FAILED_REQUESTS
    : USUAL_FAILURES;
  const failures = changes.reduce(
    (most, { change }) => (change.kind === 'fails' ? Math.max(most, change.share) : most),
    Math.max(usual, conditions.failures),
  );
  if (roleOf(metric) === 'failures') return rate * share * (failures / usual);
  if (!mixed) return rate * share;
  return rate * share * (failing ? failures : 1 - failures);
}

function changedGauge(series: SimulatedSeries, now: Now, changes: readonly Applied[]): number {
  const { metric } = series;
  return changes.reduce(
    (value, { change, elapsed }) => {
      switch (change.kind) {
        case 'is':
          return change.value;
        case 'times':
          return value * change.by;
        case 'grows': {
          const grown = change.atOnce + change.perSecond * elapsed;
          return value + grown * (change.unit === 'value' ? value : 1);
        }
        case 'full': {
          const end = roleOf(metric) === 'left' ? 0 : limitOf(series);
          const way = change.within === 0 ? 1 : Math.min(1, elapsed / change.within);
          return Math.round(value + (end - value) * way);
        }
        case 'stops':
          return gaugeAt(series, { ...now, tick: now.tick - elapsed });
        default:
          return value;
      }
    },
    gaugeAt(series, now),
  );
}

// A counter and the histogram of the same work have the same words in their names, hence the same rate.
function ratePerSecond(name: string): number {
  if (/error|exception|failure|eviction|restart/.test(name)) return 0.05;
  if (/miss(es)?_/.test(name)) return 0.2;
  if (/token/.test(name)) return 400;
  return /request/.test(name) ? 20 : 2;
}

function amountOf(unit: string): number {
  if (unit === 'bytes') return 20_000;
  return unit === 'seconds' ? 0.02 : 1;
}

function observation(
  metric: HistogramDefinition | SummaryDefinition,
  { latency }: Conditions,
  deviation: number,
): number {
  if (metric.unit === 'ratio') return Math.min(1, Math.max(0, 0.72 + 0.14 * deviation));
  const typical = metric.type === 'histogram' ? middleOf(metric.buckets) : 0.1 * amountOf(metric.unit ?? 'none');
  const value = typical * (metric.unit === 'seconds' ? latency : 1) * Math.exp(0.5 * deviation);
  return metric.unit === undefined ? Math.round(value) : value;
}

// Below the middle of the buckets, so that the tail lies inside them too.
function middleOf(buckets: readonly number[]): number {
  const positive = buckets.filter((bucket) => bucket > 0);
  return positive[Math.floor(positive.length * 0.4)] ?? 1;
}
