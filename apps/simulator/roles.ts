import type { MetricDefinition } from '@narthex/instrumentation';

/** What a metric tells of, as far as its name, type and unit say it. */
export type Role =
  /** Always 1; its labels tell. */
  | 'info'
  /** 1 or 0: whether something answers. */
  | 'available'
  /** When something was last done. */
  | 'progress'
  /** How much there may be of something at most. */
  | 'limit'
  /** How much of such a limit is taken. */
  | 'taken'
  /** How much of such a limit is left. */
  | 'left'
  | 'memory'
  /** The share of the processor that is used. */
  | 'processor'
  | 'uptime'
  /** A few that wait, or are under way. */
  | 'waiting'
  /** How long something takes. */
  | 'duration'
  /** Any other size that is measured. */
  | 'measure'
  /** Work that is counted. */
  | 'work'
  /** What went wrong, and nothing else. */
  | 'failures'
  /** A gauge of which nothing is known. */
  | 'level';

/** The roles of gauges, by the end or a part of their names: the first that fits. */
const GAUGES: readonly (readonly [Role, RegExp])[] = [
  ['available', /(^|_)(up|healthy|ready|enabled)$|[^s]_connected$/],
  ['uptime', /uptime/],
  ['limit', /_(max|limit|capacity)$/],
  ['left', /_(remaining|idle|available)$/],
  ['taken', /_(in_use|used|active)$/],
  ['waiting', /(in_progress|active|queue|depth|pending|waiting|backlog|at_risk|failed|stale)/],
];

/** The name of what is limited: that of `pool_max`, `pool_in_use` and `pool_idle` is `pool`. */
export function stemOf(name: string): string {
  return name.replace(/_(max|limit|capacity|in_use|used|active|idle|remaining|available)$/, '');
}

/** The role of a metric. */
export function roleOf(metric: MetricDefinition): Role {
  const { name, unit } = metric;
  switch (metric.type) {
    case 'counter':
      return /error|exception|failure/.test(name) ? 'failures' : 'work';
    case 'gauge':
      if (metric.info === true) return 'info';
      if (unit === 'timestamp') return 'progress';
      if (unit === 'bytes' && /memory|heap|resident/.test(name)) return 'memory';
      if (unit === 'ratio' && /cpu|processor/.test(name)) return 'processor';
      if (unit === 'seconds' && /duration|execution|latency/.test(name)) return 'duration';
      if (unit !== undefined && !/uptime/.test(name)) return 'level';
      return GAUGES.find(([, pattern]) => pattern.test(name))?.[0] ?? 'level';
    default:
      return unit === 'seconds' ? 'duration' : 'measure';
  }
}
