import { type Duration, seconds } from './duration.ts';
import type { Severity } from './rule.ts';
import { type Slo, type TierName, tierNames } from './slo.ts';

/** A pair of windows, with every default filled in. */
export interface Tier {
  readonly name: TierName;
  readonly long: Duration;
  readonly short: Duration;
  /** Percent of the budget that is gone when it fires. */
  readonly budget: number;
  readonly severity: Severity;
  readonly for: Duration;
  /** The burn rate that it bears: how many times as fast as the whole budget lasts for the window of the SLO. */
  readonly factor: number;
  /** The share of bad events that it bears: the factor times the error budget. */
  readonly bound: number;
}

type Pair = Pick<Tier, 'long' | 'short' | 'severity'>;

/** Google, "The Site Reliability Workbook", chapter 5, table 5-8. */
const pairs: Readonly<Record<TierName, Pair>> = {
  fastest: { long: '1h', short: '5m', severity: 'critical' },
  fast: { long: '6h', short: '30m', severity: 'critical' },
  slow: { long: '1d', short: '2h', severity: 'warning' },
  slowest: { long: '3d', short: '6h', severity: 'warning' },
};

/** From four weeks up: the shares of the same table. */
const shares: Readonly<Record<TierName, number>> = { fastest: 2, fast: 5, slow: 10, slowest: 10 };

/** Of a shorter window three days are so large a part that these shares would call somebody for what the budget bears. */
const sharesOfShorter: Readonly<Record<TierName, number>> = { fastest: 8, fast: 12.5, slow: 20, slowest: 42 };

/** By severity: a page waits for two evaluations, a ticket has time. */
const delays: Readonly<Record<Severity, Duration>> = { critical: '2m', warning: '15m', info: '15m' };

/** How often the rules of an SLO are evaluated. */
export const sloInterval: Duration = '1m';

/** The time that an SLO is about. */
export function sloWindow({ window }: Slo): Duration {
  return window ?? '30d';
}

/** The share of events that may be bad: `0.001` for 99.9 %, in as many digits as the objective has. */
export function errorBudget(objective: number): number {
  const digits = /\.(\d+)/.exec(String(objective))?.[1]?.length ?? 0;
  return Number(((100 - objective) / 100).toFixed(digits + 2));
}

/** The pairs of windows of an SLO that are not left out, the fastest first. */
export function sloTiers(slo: Slo): Tier[] {
  const window = seconds(sloWindow(slo));
  const usual = window >= seconds('28d') ? shares : sharesOfShorter;
  return tierNames.flatMap((name): Tier[] => {
    const change = slo.tiers?.[name] ?? {};
    if ('off' in change) return [];
    const pair = { ...pairs[name], budget: usual[name], ...change };
    const factor = decimal(((pair.budget / 100) * window) / seconds(pair.long));
    const bound = decimal(factor * errorBudget(slo.objective));
    return [{ name, ...pair, for: change.for ?? delays[pair.severity], factor, bound }];
  });
}

/** Without the noise that multiplying doubles leaves in the last digits: 0.0144, not 0.014399999999999997. */
export function decimal(value: number): number {
  return Number(value.toPrecision(12));
}
