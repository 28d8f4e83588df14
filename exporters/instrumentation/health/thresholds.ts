/** When results are believed: how many in a row move the status of a component. */
import { type HealthStatus, type KnownStatus, SEVERITY } from './status.ts';

/** How many results in a row it takes to believe that something has become worse, and that it is better again. */
export interface Thresholds {
  readonly failureThreshold: number;
  readonly recoveryThreshold: number;
}

/** Where a component stands, and what the latest results say against it. */
export interface Standing {
  readonly status: HealthStatus;
  /** Results in a row that are worse, or better, than the status. */
  readonly streak: number;
  /** What all results of the streak at least agree on; equal to the status when there is no streak. */
  readonly towards: HealthStatus;
}

/** Before the first result. */
export const UNSEEN: Standing = { status: 'unknown', streak: 0, towards: 'unknown' };

/**
 * The standing after one more result. The first result is believed at once: there is nothing yet that it could be a
 * mistake against. Later the status moves to the worse after `failureThreshold` worse results in a row, and to the better
 * after `recoveryThreshold` better ones; as far as all of them go, so that one total failure among slow answers is not one.
 */
export function judge(standing: Standing, result: KnownStatus, thresholds: Thresholds): Standing {
  const { status } = standing;
  if (status === 'unknown' || status === result) return settled(result);
  const worse = SEVERITY[result] > SEVERITY[status];
  const goesOn =
    standing.streak > 0 && standing.towards !== 'unknown' && SEVERITY[standing.towards] > SEVERITY[status] === worse;
  const streak = goesOn ? standing.streak + 1 : 1;
  const towards = goesOn ? nearest(status, standing.towards as KnownStatus, result) : result;
  const needed = worse ? thresholds.failureThreshold : thresholds.recoveryThreshold;
  return streak >= needed ? settled(towards) : { status, streak, towards };
}

function settled(status: KnownStatus): Standing {
  return { status, streak: 0, towards: status };
}

/** Of two statuses on the same side of a third, the one nearer to it. */
function nearest(from: KnownStatus, a: KnownStatus, b: KnownStatus): KnownStatus {
  return Math.abs(SEVERITY[a] - SEVERITY[from]) <= Math.abs(SEVERITY[b] - SEVERITY[from]) ? a : b;
}
