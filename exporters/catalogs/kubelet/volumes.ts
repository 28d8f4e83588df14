import { counter, gauge, histogram, open } from '@narthex/instrumentation';
import { DEFAULT_BUCKETS } from './buckets.ts';

const perClaim = {
  labels: { namespace: open({ typically: 5 }), persistentvolumeclaim: open({ typically: 5 }) },
  series: 5,
};
const STORAGE = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 25, 50, 120, 300, 600] as const;

/** The volumes that the pods of the node use. */
export const volumes = {
  volumeStatsAvailableBytes: gauge('kubelet_volume_stats_available_bytes', 'Room that is left.', {
    unit: 'bytes',
    ...perClaim,
  }),
  volumeStatsCapacityBytes: gauge('kubelet_volume_stats_capacity_bytes', 'Size of the volume.', {
    unit: 'bytes',
    ...perClaim,
  }),
  volumeStatsUsedBytes: gauge('kubelet_volume_stats_used_bytes', 'Room that is taken.', { unit: 'bytes', ...perClaim }),
  volumeStatsInodes: gauge('kubelet_volume_stats_inodes', 'Inodes of the volume.', { ...perClaim }),
  volumeStatsInodesFree: gauge('kubelet_volume_stats_inodes_free', 'Inodes that are free.', { ...perClaim }),
  volumeStatsInodesUsed: gauge('kubelet_volume_stats_inodes_used', 'Inodes that are taken.', { ...perClaim }),
  volumeStatsHealthStatusAbnormal: gauge(
    'kubelet_volume_stats_health_status_abnormal',
    'Whether its driver reports it as ill.',
    { ...perClaim, range: [0, 1] },
  ),
  volumeMetricCollectionDurationSeconds: histogram(
    'kubelet_volume_metric_collection_duration_seconds',
    'Time to measure the volumes.',
    { unit: 'seconds', labels: { metric_source: open({ typically: 2 }) }, buckets: DEFAULT_BUCKETS },
  ),
  storageOperationDurationSeconds: histogram(
    'storage_operation_duration_seconds',
    'Time of one operation on a volume.',
    {
      unit: 'seconds',
      labels: {
        volume_plugin: open({ typically: 4 }),
        operation_name: open({ typically: 5 }),
        status: ['success', 'fail-unknown'],
        migrated: ['true', 'false'],
      },
      buckets: STORAGE,
      series: 20,
    },
  ),
  volumeOperationTotalSeconds: histogram(
    'volume_operation_total_seconds',
    'Time of an operation on a volume from start to end.',
    {
      unit: 'seconds',
      labels: { plugin_name: open({ typically: 2 }), operation_name: open({ typically: 3 }) },
      buckets: STORAGE,
    },
  ),
  volumeOperationTotalErrors: counter('volume_operation_total_errors', 'Operations on volumes that failed.', {
    labels: { plugin_name: open({ typically: 2 }), operation_name: open({ typically: 3 }) },
  }),
  csiOperationsSeconds: histogram('csi_operations_seconds', 'Time of a call to a storage driver.', {
    unit: 'seconds',
    labels: {
      driver_name: open({ typically: 1 }),
      method_name: open({ typically: 5 }),
      grpc_status_code: open({ typically: 2 }),
      migrated: ['true', 'false'],
    },
    buckets: STORAGE,
    series: 8,
  }),
  volumeManagerTotalVolumes: gauge('volume_manager_total_volumes', 'Volumes that it has and should have.', {
    labels: { plugin_name: open({ typically: 5 }), state: ['actual_state_of_world', 'desired_state_of_world'] },
  }),
  reconstructVolumeOperationsTotal: counter('reconstruct_volume_operations_total', 'Volumes found again at its start.'),
  reconstructVolumeOperationsErrorsTotal: counter(
    'reconstruct_volume_operations_errors_total',
    'Volumes that could not be found again.',
  ),
  volumeManagerSelinuxContainerErrorsTotal: gauge(
    'volume_manager_selinux_container_errors_total',
    'Containers whose SELinux context cannot be told.',
    { labels: { access_mode: open({ typically: 2 }) } },
  ),
  volumeManagerSelinuxContainerWarningsTotal: gauge(
    'volume_manager_selinux_container_warnings_total',
    'The same, where it is not yet an error.',
    { labels: { access_mode: open({ typically: 2 }) } },
  ),
  volumeManagerSelinuxPodContextMismatchErrorsTotal: gauge(
    'volume_manager_selinux_pod_context_mismatch_errors_total',
    'Pods whose containers want one volume in different contexts.',
    { labels: { access_mode: open({ typically: 2 }) } },
  ),
  volumeManagerSelinuxPodContextMismatchWarningsTotal: gauge(
    'volume_manager_selinux_pod_context_mismatch_warnings_total',
    'The same, where it is not yet an error.',
    { labels: { access_mode: open({ typically: 2 }) } },
  ),
  volumeManagerSelinuxVolumeContextMismatchErrorsTotal: gauge(
    'volume_manager_selinux_volume_context_mismatch_errors_total',
    'Pods that want a volume in another context than it has.',
    { labels: { access_mode: open({ typically: 2 }), volume_plugin: open({ typically: 2 }) } },
  ),
  volumeManagerSelinuxVolumeContextMismatchWarningsTotal: gauge(
    'volume_manager_selinux_volume_context_mismatch_warnings_total',
    'The same, where it is not yet an error.',
    { labels: { access_mode: open({ typically: 2 }), volume_plugin: open({ typically: 2 }) } },
  ),
  volumeManagerSelinuxVolumesAdmittedTotal: gauge(
    'volume_manager_selinux_volumes_admitted_total',
    'Volumes mounted in their SELinux context.',
    { labels: { access_mode: open({ typically: 2 }), volume_plugin: open({ typically: 2 }) } },
  ),
};
