import type { Duration } from './duration.ts';
import type { Size } from './size.ts';

/** A member of a scrape job. */
export interface ScrapeTarget {
  /** The part that answers, by name; or an address outside the stack. */
  readonly part?: string;
  readonly port?: string;
  readonly address?: string;
  /** Where a cluster has it, when it is deployed by somebody else. */
  readonly kubernetes?: KubernetesService;
  /** The value of the `instance` label, the same on every target: `sergas-api:8000`. */
  readonly instance: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A Service of a cluster that Narthex does not deploy. */
export interface KubernetesService {
  readonly namespace: string;
  readonly service: string;
  /** Port name of that Service. */
  readonly port: string;
}

/** What a probe is aimed at: a part (with a path for HTTP) or an address outside the stack. */
export interface ProbeTarget {
  readonly part?: string;
  readonly port?: string;
  /** HTTP only: `http` or `https`. None for TCP and ICMP, which take `host:port` or `host`. */
  readonly scheme?: 'http' | 'https';
  readonly path?: string;
  /** `https://example.org/`, `mail.example.org:587`, `192.0.2.1`; instead of a part. */
  readonly address?: string;
  /** The value of the `instance` label, the same on every target. */
  readonly instance: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Guard rails against a target that misbehaves. */
export interface ScrapeLimits {
  readonly samples: number;
  readonly labels: number;
  readonly labelNameLength: number;
  readonly labelValueLength: number;
  readonly targets: number;
  readonly body: Size;
}

/** The limits that a job has unless it says otherwise, or more is known of what it brings (`limitPredicted`). */
export const defaultLimits: ScrapeLimits = {
  samples: 10_000,
  labels: 40,
  labelNameLength: 128,
  labelValueLength: 1_024,
  targets: 100,
  body: '16Mi',
};

interface JobCommon {
  /** The value of the `job` label. */
  readonly name: string;
  readonly interval: Duration;
  readonly timeout: Duration;
  readonly limits: ScrapeLimits;
  /** Nobody has set the limit of samples, so that it may follow from what the targets are predicted to bring. */
  readonly limitPredicted?: true;
  /**
   * Names of the series that are stored; the rest is dropped on arrival. `all` for applications, whose every metric somebody
   * declared on purpose; `read` for what the stack's rules and dashboards read, plus `keep`.
   */
  readonly stores: 'all' | 'read';
  /** Series stored besides those that are read. */
  readonly keep?: readonly string[];
}

/** A job that reads the metrics of its targets. */
export interface MetricsJob extends JobCommon {
  readonly kind: 'metrics';
  readonly path: string;
  readonly targets: readonly ScrapeTarget[];
  /**
   * The targets speak for others, and the labels they send win (`honor_labels`). Only a Pushgateway does: with any other
   * target a scraped system could forge the labels of another.
   */
  readonly speaksForOthers?: boolean;
}

/** A job that asks a prober about its targets. */
export interface ProbeJob extends JobCommon {
  readonly kind: 'probe';
  /** The part that probes. */
  readonly prober: string;
  readonly module: string;
  readonly targets: readonly ProbeTarget[];
}

/** One entry of `scrape_configs`. */
export type ScrapeJob = MetricsJob | ProbeJob;
