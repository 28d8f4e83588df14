import { type Duration, defaultLimits, defaultTimeout, type MetricsJob } from '../stacks/model/index.ts';

/** What an exporter's scrape job is made from. */
export interface ExporterJob {
  /** The `job` label. */
  readonly name: string;
  /** The exporter's part. */
  readonly part: string;
  readonly port: number;
  readonly interval: Duration;
  /** Series stored besides those that the stack's rules and dashboards read. */
  readonly keep?: readonly string[];
  readonly sampleLimit?: number;
  /** Runs once per machine, so that a cluster of any size is within the limit of targets. */
  readonly perHost?: boolean;
}

/** The scrape job of an exporter: its own `/metrics`, of which what somebody reads is stored. */
export function exporterJob({ name, part, port, interval, keep = [], sampleLimit, perHost }: ExporterJob): MetricsJob {
  return {
    kind: 'metrics',
    name,
    interval,
    timeout: defaultTimeout(interval),
    path: '/metrics',
    limits: { ...defaultLimits, ...(sampleLimit && { samples: sampleLimit }), ...(perHost && { targets: 5_000 }) },
    stores: 'read',
    keep,
    targets: [{ part, port: 'http', instance: `${part}:${port}` }],
  };
}
