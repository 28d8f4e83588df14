/** What can be said of a component, from well to ill; `unknown` where nothing has answered yet. */
export const HEALTH_STATUSES = ['healthy', 'degraded', 'unhealthy', 'unknown'] as const;

/** One of `HEALTH_STATUSES`. */
export type HealthStatus = (typeof HEALTH_STATUSES)[number];

/** A status that somebody has seen: all but `unknown`. */
export type KnownStatus = Exclude<HealthStatus, 'unknown'>;

/** How bad a status is, to compare two. */
export const SEVERITY: Readonly<Record<KnownStatus, number>> = { healthy: 0, degraded: 1, unhealthy: 2 };

/** What the whole is judged by: how many components are in which state. */
export interface StatusCounts {
  readonly unhealthy: number;
  readonly degraded: number;
  readonly unknown: number;
  /** Of the unhealthy ones, those without which nothing works. */
  readonly criticalUnhealthy: number;
}

/** One line of the table below. */
export interface AggregateRule {
  readonly status: HealthStatus;
  readonly when: (counts: StatusCounts) => boolean;
  readonly because: string;
}

/**
 * The status of a whole out of its parts: the first rule that applies. All fine is healthy, one component with an issue
 * is degraded, several are unhealthy. A component that only is slow or nearly full lowers the whole to degraded and no
 * further, however many there are: they still do their work. With no components at all, all are fine.
 */
export const AGGREGATE_RULES: readonly AggregateRule[] = [
  { status: 'unhealthy', when: (c) => c.criticalUnhealthy > 0, because: 'a critical component is unhealthy' },
  { status: 'unhealthy', when: (c) => c.unhealthy > 1, because: 'several components are unhealthy' },
  { status: 'degraded', when: (c) => c.unhealthy === 1, because: 'one component is unhealthy' },
  { status: 'degraded', when: (c) => c.degraded > 0, because: 'a component is degraded' },
  { status: 'unknown', when: (c) => c.unknown > 0, because: 'a component has not answered yet' },
  { status: 'healthy', when: () => true, because: 'all components are healthy' },
];

/** A component, as far as the whole depends on it. */
export interface ComponentStatus {
  readonly status: HealthStatus;
  readonly critical: boolean;
}

/** The status of a whole and why, by `AGGREGATE_RULES`. */
export function aggregate(components: readonly ComponentStatus[]): { status: HealthStatus; because: string } {
  const count = (status: HealthStatus) => components.filter((component) => component.status === status).length;
  const counts: StatusCounts = {
    unhealthy: count('unhealthy'),
    degraded: count('degraded'),
    unknown: count('unknown'),
    criticalUnhealthy: components.filter(({ status, critical }) => critical && status === 'unhealthy').length,
  };
  // The last rule always applies.
  const { status, because } = AGGREGATE_RULES.find((rule) => rule.when(counts)) as AggregateRule;
  return { status, because };
}
