import type { MetricSet } from '@narthex/instrumentation';
import type { Duration } from './duration.ts';
import type { ScrapeJob } from './job.ts';
import type { ProbeModule } from './probe.ts';
import type { Stack } from './stack.ts';
import type { Workload } from './workload.ts';

/** What a batch job pushes. */
export interface BatchJob {
  readonly metrics: MetricSet;
  /** How often it runs. */
  readonly every: Duration;
}

/** A part that exposes metrics of something else. One file in `exporters/` makes one. */
export interface Exporter {
  /** Also the name of its workload. */
  readonly name: string;
  /** What it exposes, as far as the stack reads it. */
  readonly metrics: MetricSet;
  /** What one of its jobs brings, where jobs differ: a probe over TCP has no HTTP status. */
  readonly metricsOf?: (job: ScrapeJob, stack: Stack) => MetricSet;
  /** What batch jobs push to it, by their `job` label. */
  readonly pushes?: Readonly<Record<string, BatchJob>>;
  readonly workload: (stack: Stack) => Workload;
  readonly jobs: (stack: Stack) => readonly ScrapeJob[];
  /** Names of services that it needs, so that a misspelt one is found. */
  readonly services?: readonly string[];
  /** It probes for others, and knows these modules. */
  readonly modules?: Readonly<Record<string, ProbeModule>>;
  /** Its listening port, so that a clash is found. */
  readonly port: number;
}
