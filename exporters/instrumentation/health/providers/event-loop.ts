/** The check of the event loop. */
import { type EventLoopUtilization, performance } from 'node:perf_hooks';
import type { ProcessCheck } from '../check.ts';
import type { ProcessSettings } from './settings.ts';
import { judgeShare, orderedShares, type Shares } from './shares.ts';

/**
 * A check of how much of the time since the check before the event loop was at work, where it should mostly wait. It costs nothing
 * in between. Degraded from 90 %, unhealthy from 98 %. The first check only begins to measure: a process that starts is busy starting, and
 * its first result would be believed at once.
 */
export function eventLoopCheck({
  name = 'event_loop',
  degraded = 0.9,
  unhealthy = 0.98,
  ...settings
}: ProcessSettings & Partial<Shares> & { readonly name?: string } = {}): ProcessCheck {
  const shares = orderedShares(name, { degraded, unhealthy });
  let before: EventLoopUtilization | undefined;
  return {
    ...settings,
    name,
    scope: 'process',
    check() {
      const now = performance.eventLoopUtilization();
      const since = before;
      before = now;
      if (since === undefined) return { status: 'healthy', message: 'the event loop is measured from now on' };
      const { utilization } = performance.eventLoopUtilization(now, since);
      return judgeShare(utilization, shares, (percent) => `the event loop is ${percent} busy`);
    },
  };
}
