/**
 * Batch jobs: how they went, pushed to a Pushgateway, because they are gone before anybody could scrape them.
 *
 *     import { runJob } from '@narthex/instrumentation/batch';
 *     await runJob('backup', async ({ metrics }) => { … }, { gateway: 'http://pushgateway:9091', metrics: backup });
 */
export type { Credentials } from '../credentials.ts';
export { type Grouping, groupPath } from './grouping.ts';
export { batchJobMetrics, pushLossMetrics } from './metrics.ts';
export { deleteMetrics, type PushOptions, type PushTarget, pushMetrics } from './push.ts';
export { batchRegistry } from './registry.ts';
export { type JobRun, type RunJobOptions, runJob } from './run-job.ts';
export { type LossReason, type Patience, PushError } from './send.ts';
