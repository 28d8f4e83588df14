import type { MetricSet } from '@narthex/instrumentation';
import type { ScrapeJob, Workload } from '../stacks/model/index.ts';

/** A part of a stack together with how it is watched: its scrape jobs and what they expose. */
export interface Part {
  readonly workload: Workload;
  readonly jobs: readonly ScrapeJob[];
  readonly metrics: MetricSet;
}
