/** How a part does, as the monitoring sees it. */
export type ComponentState = 'healthy' | 'unhealthy' | 'unknown';

/** How the whole does. */
export type Health = 'healthy' | 'degraded' | 'unhealthy' | 'unknown';

/** The health of a whole: all parts well is healthy, one that is not is degraded, more are unhealthy. Of nothing, nothing is known. */
export function healthOf(states: readonly ComponentState[]): Health {
  const known = states.filter((state) => state !== 'unknown');
  if (known.length === 0) return 'unknown';
  const bad = states.filter((state) => state !== 'healthy').length;
  if (bad === 0) return 'healthy';
  return bad === 1 ? 'degraded' : 'unhealthy';
}
