import type { MetricDefinition, Unit } from '@narthex/instrumentation';
import type { Conditions } from './conditions.ts';
import { hashOf, noise, wave } from './random.ts';
import { roleOf, stemOf } from './roles.ts';
import type { SimulatedSeries } from './series.ts';

const TYPICAL: Readonly<Record<Unit, number>> = {
  seconds: 2,
  bytes: 120e6,
  ratio: 0.8,
  celsius: 45,
  meters: 100,
  volts: 12,
  amperes: 2,
  joules: 500,
  grams: 250,
  dollars: 250_000,
  euros: 250_000,
  // Of its age; the point in time itself follows from the clock.
  timestamp: 60,
};

/** Seconds from one call to something that is needed to the next. */
export const CALL_INTERVAL = 30;

/** When a gauge is asked for: tick 0 was at `epoch`, in seconds since 1970, which only timestamps need. */
export interface Moment {
  readonly tick: number;
  readonly epoch: number;
  readonly conditions: Conditions;
}

/** The value of a gauge at a tick, guessed from its role and unit. */
export function gaugeAt(series: SimulatedSeries, { tick, epoch, conditions }: Moment): number {
  const { metric, share, key, reached } = series;
  const { unit } = metric;
  const slow = wave(key, tick);
  const jitter = noise(key, tick) - 0.5;
  switch (roleOf(metric)) {
    case 'info':
      return 1;
    case 'available':
      return isReached(key, reached, tick) ? 1 : 0;
    case 'progress': {
      const every = 60 + (key % 120);
      return epoch + tick - (tick % every);
    }
    case 'uptime':
      return tick;
    case 'limit':
      return limitOf(series);
    case 'taken':
    case 'left':
      return Math.round(limitOf(series) * (0.55 + 0.25 * slow + 0.1 * jitter));
    case 'waiting':
      // What moves by itself is as large as in a usual hour: what waits because there is too much of it does not go away meanwhile.
      return Math.max(0, Math.round(12 * share * (conditions.queue + 0.6 * slow + jitter)));
    case 'duration':
      return TYPICAL.seconds * (1 + 0.2 * slow + 0.05 * jitter) * conditions.latency;
    case 'memory':
      return TYPICAL.bytes * (1 + 0.05 * slow + 0.02 * jitter) * (0.8 + 0.2 * Math.min(5, conditions.load));
    case 'processor':
      return clamp(0.3 * Math.min(3, conditions.load) + 0.08 * slow + 0.04 * jitter, 0, 1);
    default:
  }
  if (unit === 'ratio') return clamp(TYPICAL.ratio + 0.08 * slow + 0.04 * jitter, 0, 1);
  if (unit !== undefined) return TYPICAL[unit] * (1 + 0.2 * slow + 0.05 * jitter);
  return Math.round(60 + (key % 400) * (1 + 0.05 * slow + 0.01 * jitter));
}

/** Whether a metric is always 1, and says what it says with its labels. */
export function isInfo(metric: MetricDefinition): boolean {
  return roleOf(metric) === 'info';
}

/** The same for `pool_max` and `pool_in_use`, so that the part stays below the whole. */
export function limitOf({ metric, labels }: SimulatedSeries): number {
  const stem = stemOf(metric.name);
  const large = /rate_limit|quota/.test(stem);
  return (large ? 1000 : 10) * (2 + (hashOf(JSON.stringify([stem, labels])) % 4));
}

/** Whether the last call to something succeeded, of which such a share does. The first always does: a service that starts is well. */
function isReached(key: number, share: number, tick: number): boolean {
  const call = Math.floor(tick / CALL_INTERVAL);
  return share >= 1 || call === 0 || noise(key, call) < share;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
