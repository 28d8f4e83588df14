import type { HistogramDefinition, SummaryDefinition } from '@narthex/instrumentation';
import { type Fault, faultOf } from './faults.ts';
import { gaugeAt } from './gauges.ts';
import { countAround, hashOf, noise, normal, wave } from './random.ts';
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

/**
 * What happens at a tick, from 0 up, one tick a second. `epoch` is the time of tick 0 in seconds since 1970; `faults` what goes wrong
 * meanwhile.
 */
export type Simulation = (tick: number, epoch?: number, faults?: readonly Fault[]) => readonly Step[];

/** The most observations of one series in one tick. */
const MOST_OBSERVATIONS = 40;

/**
 * The simulation of a spec: a pure function of the tick. At tick 0 every series has its first value, so that all are
 * there from the first scrape on.
 */
export function createSimulation(spec: SimulatorSpec): Simulation {
  const all = seriesOfSpec(spec);
  const service = hashOf(JSON.stringify([spec.seed, spec.service]));
  return (tick, epoch = 0, faults = []) => {
    // One load for the whole service: when requests rise, so do queries, calls and their durations.
    const load = 1 + 0.4 * wave(service, tick) + 0.1 * (noise(service, tick) - 0.5);
    return all.map((series) => {
      const fault = faultOf(series, faults);
      return { series, values: fault === undefined ? valuesAt(series, tick, load, epoch) : [fault.value] };
    });
  };
}

function valuesAt(series: SimulatedSeries, tick: number, load: number, epoch: number): readonly number[] {
  const { metric, share, key } = series;
  const expected = ratePerSecond(metric.name) * share * load;
  switch (metric.type) {
    case 'gauge':
      return [gaugeAt(series, tick, epoch)];
    case 'counter':
      return [metric.unit === undefined ? countAround(expected, key, tick) : expected * amountOf(metric.unit)];
    default: {
      const count = Math.max(tick === 0 ? 1 : 0, Math.min(MOST_OBSERVATIONS, countAround(expected, key, tick)));
      return Array.from({ length: count }, (_, draw) => observation(metric, load, normal(key, tick, draw + 1)));
    }
  }
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

function observation(metric: HistogramDefinition | SummaryDefinition, load: number, deviation: number): number {
  if (metric.unit === 'ratio') return Math.min(1, Math.max(0, 0.72 + 0.14 * deviation));
  const typical = metric.type === 'histogram' ? middleOf(metric.buckets) : 0.1 * amountOf(metric.unit ?? 'none');
  const value = typical * (0.8 + 0.2 * load) * Math.exp(0.7 * deviation);
  return metric.unit === undefined ? Math.round(value) : value;
}

// Below the middle of the buckets, so that the tail lies inside them too.
function middleOf(buckets: readonly number[]): number {
  const positive = buckets.filter((bucket) => bucket > 0);
  return positive[Math.floor(positive.length * 0.4)] ?? 1;
}
