import { open } from '@narthex/instrumentation';
import { kind, namespace, OWNER, STATUS } from './objects.ts';

const job = kind({ namespace, job_name: open({ typically: 20 }) }, ['namespace', 'job_name'], 20);
const cronJob = kind({ namespace, cronjob: open({ typically: 5 }) }, ['namespace', 'cronjob'], 5);

/** Jobs. */
export const jobMetrics = {
  jobInfo: job.info('kube_job_info', 'One for each Job.'),
  jobOwner: job.info('kube_job_owner', 'What owns a Job: its CronJob.', { labels: { ...OWNER } }),
  jobSpecParallelism: job.number('kube_job_spec_parallelism', 'Pods that it may have at a time.'),
  jobSpecCompletions: job.number('kube_job_spec_completions', 'Pods that must succeed.'),
  jobSpecActiveDeadlineSeconds: job.number('kube_job_spec_active_deadline_seconds', 'How long it may take.', {
    unit: 'seconds',
  }),
  jobStatusActive: job.number('kube_job_status_active', 'Pods that run.'),
  jobStatusReady: job.number('kube_job_status_ready', 'Pods that are ready.'),
  jobStatusSucceeded: job.number('kube_job_status_succeeded', 'Pods that have succeeded.'),
  jobStatusFailed: job.number(
    'kube_job_status_failed',
    'Pods that have failed; with a reason, 1 for why the Job has failed.',
    { labels: { reason: open({ typically: 1, sometimes: true }) } },
  ),
  jobComplete: job.flag('kube_job_complete', 'Whether it has succeeded, as a condition; only once it has ended.', {
    labels: { condition: STATUS },
  }),
  jobFailed: job.flag('kube_job_failed', 'Whether it has failed, as a condition; only once it has ended.', {
    labels: { condition: STATUS },
  }),
  jobStatusSuspended: job.flag('kube_job_status_suspended', 'Whether it is suspended.', {
    labels: { condition: open({ typically: 1, sometimes: true }) },
    key: [],
  }),
  jobCreated: job.time('kube_job_created', 'When it was created.'),
  jobStatusStartTime: job.time('kube_job_status_start_time', 'When it started.'),
  jobStatusCompletionTime: job.time('kube_job_status_completion_time', 'When it succeeded.'),
};

/** CronJobs. */
export const cronJobMetrics = {
  cronjobInfo: cronJob.info('kube_cronjob_info', 'When it runs.', {
    labels: {
      schedule: open({ typically: 5 }),
      concurrency_policy: ['Allow', 'Forbid', 'Replace'],
      timezone: open({ typically: 1, sometimes: true }),
    },
  }),
  cronjobStatusActive: cronJob.number('kube_cronjob_status_active', 'Jobs of it that run.'),
  cronjobSpecSuspend: cronJob.flag('kube_cronjob_spec_suspend', 'Whether it is suspended.'),
  cronjobSpecStartingDeadlineSeconds: cronJob.number(
    'kube_cronjob_spec_starting_deadline_seconds',
    'How late a Job may still be started.',
    { unit: 'seconds' },
  ),
  cronjobSpecSuccessfulJobHistoryLimit: cronJob.number(
    'kube_cronjob_spec_successful_job_history_limit',
    'Jobs kept that have succeeded.',
  ),
  cronjobSpecFailedJobHistoryLimit: cronJob.number(
    'kube_cronjob_spec_failed_job_history_limit',
    'Jobs kept that have failed.',
  ),
  cronjobMetadataResourceVersion: cronJob.number('kube_cronjob_metadata_resource_version', 'Version of the object.'),
  cronjobCreated: cronJob.time('kube_cronjob_created', 'When it was created.'),
  cronjobNextScheduleTime: cronJob.time('kube_cronjob_next_schedule_time', 'When its next Job is due.'),
  cronjobStatusLastScheduleTime: cronJob.time('kube_cronjob_status_last_schedule_time', 'When its last Job was made.'),
  cronjobStatusLastSuccessfulTime: cronJob.time(
    'kube_cronjob_status_last_successful_time',
    'When a Job of it last succeeded.',
  ),
};
