import { type Duration, seconds } from '../../stacks/model/index.ts';
import type { Signal } from './signal.ts';

/** Until this time, counted from the first sample of the scenario, so much per second. */
export type Part = readonly [until: Duration, perSecond: number];

/** A counter with a past: it grows by parts of the whole scenario, whatever the phases are. After the last part it stands still. */
export function countingIn(...parts: readonly Part[]): Signal {
  return ({ time }) => {
    let total = 0;
    let from = 0;
    for (const [until, perSecond] of parts) {
      const end = Math.min(time, seconds(until));
      if (end > from) total += (end - from) * perSecond;
      from = Math.max(from, seconds(until));
    }
    return total;
  };
}
