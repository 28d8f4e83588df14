import type { Duration } from './duration.ts';
import { defaultLimits, type MetricsJob } from './job.ts';
import { defaultTimeout } from './timeout.ts';

/** What the scrape job of a part of the stack is made from. */
export interface PartJob {
  /** The `job` label. */
  readonly name: string;
  /** The part that is scraped. */
  readonly part: string;
  readonly port: number;
  readonly interval: Duration;
  /** Series stored besides those that the stack's rules and dashboards read. */
  readonly keep?: readonly string[];
  readonly sampleLimit?: number;
  /** Runs once per machine, so that a cluster of any size is within the limit of targets. */
  readonly perHost?: boolean;
}

/** The scrape job of an exporter or a server: its own `/metrics`, of which what somebody reads is stored. */
export function partJob({ name, part, port, interval, keep = [], sampleLimit, perHost }: PartJob): MetricsJob {
  return {
    kind: 'metrics',
    name,
    interval,
    timeout: defaultTimeout(interval),
    path: '/metrics',
    limits: { ...defaultLimits, ...(sampleLimit && { samples: sampleLimit }), ...(perHost && { targets: 5_000 }) },
    ...(sampleLimit === undefined && { limitPredicted: true }),
    stores: 'read',
    keep,
    targets: [{ part, port: 'http', instance: `${part}:${port}` }],
  };
}
