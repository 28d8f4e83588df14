/** Judges how full or busy something is. */
import type { Verdict } from '../result.ts';

/** From which share on, each from 0 to 1, something counts as degraded and as unhealthy. */
export interface Shares {
  readonly degraded: number;
  readonly unhealthy: number;
}

/** The verdict on how full or busy something is: `'the heap is 91 % full, degraded from 85 %'`. */
export function judgeShare(share: number, { degraded, unhealthy }: Shares, what: (percent: string) => string): Verdict {
  const said = what(percent(share));
  if (share >= unhealthy) return { status: 'unhealthy', message: `${said}, unhealthy from ${percent(unhealthy)}` };
  if (share >= degraded) return { status: 'degraded', message: `${said}, degraded from ${percent(degraded)}` };
  return { status: 'healthy', message: said };
}

/** The shares that are set, checked. Throws when they are not in order. */
export function orderedShares(name: string, shares: Shares): Shares {
  const { degraded, unhealthy } = shares;
  if (degraded > 0 && degraded <= unhealthy && unhealthy <= 1) return { degraded, unhealthy };
  throw new Error(
    `${name}: degraded from ${degraded}, unhealthy from ${unhealthy}. Give shares from 0 to 1, degraded not above unhealthy.`,
  );
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
