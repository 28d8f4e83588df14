import type { Unit } from '@narthex/instrumentation';
import { hashOf, noise, wave } from './random.ts';
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

const LIMIT = /_(max|limit|capacity)$/;
const PART_OF_LIMIT = /_(in_use|used|active|idle|remaining|available)$/;
const YES_OR_NO = /(^|_)(up|healthy|ready|enabled|connected)$/;
const FEW = /(in_progress|in_use|active|queue|depth|pending|waiting|backlog|at_risk|failed|stale)/;

/**
 * The value of a gauge at a tick, guessed from its name and unit. `epoch` is the time of tick 0 in seconds since 1970,
 * which only timestamps need.
 */
export function gaugeAt({ metric, labels, share, key }: SimulatedSeries, tick: number, epoch: number): number {
  const { name, unit } = metric;
  const slow = wave(key, tick);
  const jitter = noise(key, tick) - 0.5;
  if (unit === 'ratio') return clamp(TYPICAL.ratio + 0.08 * slow + 0.04 * jitter, 0, 1);
  if (unit === 'timestamp') {
    const every = 60 + (key % 120);
    return epoch + tick - (tick % every);
  }
  if (YES_OR_NO.test(name)) return 1;
  if (LIMIT.test(name)) return limitOf(name.replace(LIMIT, ''), labels);
  if (PART_OF_LIMIT.test(name)) {
    return Math.round(limitOf(name.replace(PART_OF_LIMIT, ''), labels) * (0.55 + 0.25 * slow + 0.1 * jitter));
  }
  if (FEW.test(name)) return Math.max(0, Math.round(12 * share * (1 + 0.6 * slow + jitter)));
  if (unit !== undefined) return TYPICAL[unit] * (1 + 0.2 * slow + 0.05 * jitter);
  return Math.round(60 + (key % 400) * (1 + 0.05 * slow + 0.01 * jitter));
}

// The same for `pool_max` and `pool_in_use`, so that the part stays below the whole.
function limitOf(stem: string, labels: Readonly<Record<string, string>>): number {
  const large = /rate_limit|quota/.test(stem);
  return (large ? 1000 : 10) * (2 + (hashOf(JSON.stringify([stem, labels])) % 4));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
