import { durationText } from '../syntax/print-parts.ts';
import type { Check } from './check.ts';

/** NX542 */
export const pendingPeriod: Check = {
  code: 'NX542',
  name: 'pending-period',
  severity: 'warning',
  title: 'A `for` or `keep_firing_for` that is shorter than the interval of its group.',
  why: 'An alert is looked at once in each interval of its group. A shorter `for` looks like a delay that somebody chose, and is one evaluation whatever it says.',
  bad: [{ expr: 'up == 0', usage: { kind: 'alert', for: 10, interval: 60 }, says: '1m' }],
  good: [
    { expr: 'up == 0', usage: { kind: 'alert', for: 60, interval: 60 } },
    { expr: 'up == 0', usage: { kind: 'alert', for: 0, interval: 60 } },
  ],
  *run({ expr, usage }) {
    if (usage.kind !== 'alert') return;
    for (const [key, at, value] of [
      ['for', 'for', usage.for],
      ['keep_firing_for', 'keepFiringFor', usage.keepFiringFor],
    ] as const) {
      if (value <= 0 || value >= usage.interval) continue;
      yield {
        span: expr,
        at,
        message: `${key} is ${durationText(value)}, and the group is evaluated every ${durationText(usage.interval)}`,
        fix: `use ${durationText(usage.interval)} or more, or leave it out`,
      };
    }
  },
};
