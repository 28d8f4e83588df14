import { counter, gauge, histogram, open } from '@narthex/instrumentation';
import { DEFAULT_BUCKETS } from './buckets.ts';

const POD_START = [
  0.5, 1, 2, 3, 4, 5, 6, 8, 10, 20, 30, 45, 60, 120, 180, 240, 300, 360, 480, 600, 900, 1200, 1800, 2700, 3600,
] as const;
// Empty where it is false.
const isStatic = { labels: { static: open({ typically: 2, sometimes: true }) } };

/** The pods of the node and how the kubelet works through them. */
export const podWork = {
  runningPods: gauge('kubelet_running_pods', 'Pods with a running sandbox.'),
  runningContainers: gauge('kubelet_running_containers', 'Containers by state.', {
    labels: { container_state: ['created', 'running', 'exited', 'unknown'] },
  }),
  desiredPods: gauge('kubelet_desired_pods', 'Pods that it is told to run.', { ...isStatic }),
  activePods: gauge('kubelet_active_pods', 'Pods that count when it admits a new one.', { ...isStatic }),
  workingPods: gauge('kubelet_working_pods', 'Pods that it works on, by where they are in their life.', {
    labels: {
      lifecycle: ['sync', 'terminating', 'terminated'],
      config: ['desired', 'orphan', 'runtime_only'],
      static: open({ typically: 2, sometimes: true }),
    },
  }),
  mirrorPods: gauge('kubelet_mirror_pods', 'Static pods that it shows to the API server.'),
  managedEphemeralContainers: gauge('kubelet_managed_ephemeral_containers', 'Ephemeral containers in its pods.'),
  startedPodsTotal: counter('kubelet_started_pods_total', 'Pods that it began to start.'),
  startedPodsErrorsTotal: counter('kubelet_started_pods_errors_total', 'Pods that could not be started.'),
  startedUserNamespacedPodsTotal: counter(
    'kubelet_started_user_namespaced_pods_total',
    'Pods with a user namespace of their own that it began to start.',
  ),
  startedUserNamespacedPodsErrorsTotal: counter(
    'kubelet_started_user_namespaced_pods_errors_total',
    'Those of them that could not be started.',
  ),
  startedContainersTotal: counter('kubelet_started_containers_total', 'Containers that it began to start.', {
    labels: { container_type: open({ typically: 2 }) },
  }),
  startedContainersErrorsTotal: counter(
    'kubelet_started_containers_errors_total',
    'Containers that could not be started.',
    { labels: { container_type: open({ typically: 2 }), code: open({ typically: 2 }) } },
  ),
  restartedPodsTotal: counter('kubelet_restarted_pods_total', 'Pods made anew with the same identity.', {
    ...isStatic,
  }),
  orphanedRuntimePodsTotal: counter('kubelet_orphaned_runtime_pods_total', 'Pods found running that it did not know.'),
  admissionRejectionsTotal: counter('kubelet_admission_rejections_total', 'Pods that it refused.', {
    labels: { reason: open({ typically: 3 }) },
  }),
  evictions: counter('kubelet_evictions', 'Pods that it put out, by what ran short.', {
    labels: { eviction_signal: open({ typically: 3 }) },
  }),
  evictionStatsAgeSeconds: histogram(
    'kubelet_eviction_stats_age_seconds',
    'Age of what it knew when it put a pod out.',
    { unit: 'seconds', labels: { eviction_signal: open({ typically: 3 }) }, buckets: DEFAULT_BUCKETS },
  ),
  preemptions: counter('kubelet_preemptions', 'Pods that made room for critical ones.', {
    labels: { preemption_signal: open({ typically: 2 }) },
  }),
  containersPerPodCount: histogram('kubelet_containers_per_pod_count', 'Containers of a pod.', {
    buckets: [1, 2, 4, 8, 16],
  }),
  podStartDurationSeconds: histogram('kubelet_pod_start_duration_seconds', 'From first seeing a pod until it runs.', {
    unit: 'seconds',
    buckets: POD_START,
  }),
  podStartSliDurationSeconds: histogram(
    'kubelet_pod_start_sli_duration_seconds',
    'From creation until it runs, without pulling images and init containers.',
    { unit: 'seconds', buckets: POD_START },
  ),
  podStartTotalDurationSeconds: histogram('kubelet_pod_start_total_duration_seconds', 'From creation until it runs.', {
    unit: 'seconds',
    buckets: POD_START,
  }),
  firstNetworkPodStartSliDurationSeconds: gauge(
    'kubelet_first_network_pod_start_sli_duration_seconds',
    'The same for the first pod with a network.',
    { unit: 'seconds' },
  ),
  podWorkerDurationSeconds: histogram(
    'kubelet_pod_worker_duration_seconds',
    'Time to bring one pod to what it should be.',
    { unit: 'seconds', labels: { operation_type: open({ typically: 4 }) }, buckets: DEFAULT_BUCKETS },
  ),
  podWorkerStartDurationSeconds: histogram(
    'kubelet_pod_worker_start_duration_seconds',
    'From seeing a pod until work on it begins.',
    { unit: 'seconds', buckets: DEFAULT_BUCKETS },
  ),
  podStatusSyncDurationSeconds: histogram(
    'kubelet_pod_status_sync_duration_seconds',
    'From a change of status until the API server has it.',
    { unit: 'seconds', buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 20, 30, 45, 60] },
  ),
  podInProgressResizes: gauge('kubelet_pod_in_progress_resizes', 'Pods that are being resized.'),
  podPendingResizes: gauge('kubelet_pod_pending_resizes', 'Pods whose resize waits.', {
    labels: { reason: ['deferred', 'infeasible'] },
  }),
  podInfeasibleResizesTotal: counter('kubelet_pod_infeasible_resizes_total', 'Resizes that cannot be.', {
    labels: { reason_detail: open({ typically: 2 }) },
  }),
  podDeferredAcceptedResizesTotal: counter(
    'kubelet_pod_deferred_accepted_resizes_total',
    'Resizes accepted after a wait.',
    { labels: { retry_trigger: open({ typically: 3 }) } },
  ),
  containerRequestedResizesTotal: counter(
    'kubelet_container_requested_resizes_total',
    'Resizes asked for, for each resource of a container.',
    {
      labels: {
        resource: open({ typically: 2 }),
        requirement: open({ typically: 2 }),
        operation: ['add', 'remove', 'increase', 'decrease'],
      },
    },
  ),
  lifecycleHandlerHttpFallbacksTotal: counter(
    'kubelet_lifecycle_handler_http_fallbacks_total',
    'Lifecycle hooks that went back from HTTPS to HTTP.',
  ),
  sleepActionTerminatedEarlyTotal: counter(
    'kubelet_sleep_action_terminated_early_total',
    'Sleeps of lifecycle hooks that were cut short.',
  ),
  orphanPodCleanedVolumes: gauge(
    'kubelet_orphan_pod_cleaned_volumes',
    'Gone pods whose volumes the last sweep removed.',
  ),
  orphanPodCleanedVolumesErrors: gauge(
    'kubelet_orphan_pod_cleaned_volumes_errors',
    'Gone pods whose volumes the last sweep could not remove.',
  ),
  containerLogFilesystemUsedBytes: gauge(
    'kubelet_container_log_filesystem_used_bytes',
    'Room that the logs of a container take.',
    {
      unit: 'bytes',
      labels: {
        uid: open({ typically: 20 }),
        namespace: open({ typically: 5 }),
        pod: open({ typically: 20 }),
        container: open({ typically: 20 }),
      },
      key: ['namespace', 'pod', 'container'],
      series: 30,
    },
  ),
};
