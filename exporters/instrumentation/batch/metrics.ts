import { defineMetrics } from '../define.ts';
import { counter, gauge } from '../definition.ts';
import type { LossReason } from './send.ts';

/**
 * What `runJob` pushes of every job. A stack declares it together with the metrics of the job's own:
 * `pushgateway({ pushes: { backup: { ...batchJobMetrics, ...backupMetrics } } })`.
 */
export const batchJobMetrics = defineMetrics({
  duration: gauge('batch_job_duration_seconds', 'Time that the last run of the batch job took.', { unit: 'seconds' }),
  success: gauge('batch_job_success', 'Whether the last run of the batch job worked: 1, or 0 if it failed.', {
    range: [0, 1],
  }),
  lastCompletion: gauge(
    'batch_job_last_completion_timestamp_seconds',
    'When the last run of the batch job ended, whether it worked or not.',
    { unit: 'timestamp' },
  ),
  lastSuccess: gauge(
    'batch_job_last_success_timestamp_seconds',
    'When the last run of the batch job ended that worked.',
    { unit: 'timestamp' },
  ),
});

const reasons = ['invalid', 'refused', 'failing', 'unreachable', 'timeout'] as const satisfies readonly LossReason[];

/** What a program that runs jobs and is scraped itself tells about pushes that were given up. */
export const pushLossMetrics = defineMetrics({
  lost: counter('narthex_pushes_lost_total', 'Pushes to the Pushgateway that were given up.', {
    labels: { reason: reasons },
  }),
});
