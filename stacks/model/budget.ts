import type { Size } from './size.ts';

/** What one scrape job may cost. */
export interface JobBudget {
  /** Active series. */
  readonly series?: number;
  /** Samples that are stored in a second. */
  readonly samplesPerSecond?: number;
}

/** What a stack may cost, for each Prometheus of it; `narthex check` compares it with what is predicted. Left out: as much as it takes. */
export interface Budget extends JobBudget {
  /** On disk, for the whole retention time. */
  readonly disk?: Size;
  readonly memory?: Size;
  /** The most series that one rule may read at each evaluation. */
  readonly ruleSeries?: number;
  /** By the name of the scrape job. */
  readonly jobs?: Readonly<Record<string, JobBudget>>;
}

/** How large the system is, as far as no declaration says it; from this, costs are predicted. */
export interface Scale {
  /** Machines: each has a node exporter and what else runs once per machine. Default 1. */
  readonly nodes?: number;
  /** Instances of services that somebody else deploys, by the name of the service. Default 1 each. */
  readonly replicas?: Readonly<Record<string, number>>;
}
