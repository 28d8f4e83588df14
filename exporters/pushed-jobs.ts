import type { MetricDefinition, MetricSet } from '@narthex/instrumentation';
import { type BatchJob, type Duration, type Stack, seconds } from '../stacks/model/index.ts';
import { testRunMetrics } from './catalogs/batch-jobs.ts';
import { pushgatewayMetrics } from './catalogs/pushgateway.ts';

/** Batch jobs by the name under which they push. */
export type BatchJobs = Readonly<Record<string, BatchJob>>;

/** What a stack declares that is pushed to its Pushgateways, by the name of the job. */
export interface PushedJobs {
  /** Runs of tests. */
  readonly tests: BatchJobs;
  /** All others. */
  readonly work: BatchJobs;
}

/** The batch jobs of a stack. A run of tests is a job that pushes `testRunMetrics`. */
export function pushedJobs({ exporters }: Stack): PushedJobs {
  const all = exporters
    .filter(({ metrics }) => metrics === pushgatewayMetrics)
    .flatMap(({ pushes = {} }) => Object.entries(pushes));
  const isTestRun = ([, { metrics }]: [string, BatchJob]) => hasMetric(metrics, testRunMetrics.tests);
  return {
    tests: Object.fromEntries(all.filter(isTestRun)),
    work: Object.fromEntries(all.filter((job) => !isTestRun(job))),
  };
}

/** With how much of the past a run of tests is compared. */
export const testHistory: Duration = '7d';

/** Whether Prometheus keeps as much of it. */
export function keepsTestHistory({ prometheus }: Stack): boolean {
  return seconds(prometheus.retention.time) > seconds(testHistory);
}

/** Whether a metric of this name is among them: a stack may have been loaded with another copy of the definition. */
export function hasMetric(metrics: MetricSet, metric: MetricDefinition): boolean {
  return Object.values(metrics).some(({ name }) => name === metric.name);
}
