import { open } from '@narthex/instrumentation';
import { kind, namespace, OWNER, STATUS, YES_NO } from './objects.ts';

const podLabels = { namespace, pod: open({ typically: 100 }), uid: open({ typically: 100 }) };
const pod = kind(podLabels, ['namespace', 'pod'], 100);

/** Pods. */
export const podMetrics = {
  podInfo: pod.info('kube_pod_info', 'Where a pod runs and what made it.', {
    labels: {
      host_ip: open({ typically: 5, sometimes: true }),
      pod_ip: open({ typically: 100, sometimes: true }),
      node: open({ typically: 5, sometimes: true }),
      created_by_kind: open({ typically: 4, sometimes: true }),
      created_by_name: open({ typically: 50, sometimes: true }),
      priority_class: open({ typically: 3, sometimes: true }),
      host_network: YES_NO,
    },
  }),
  podIps: pod.info('kube_pod_ips', 'Addresses of a pod.', {
    labels: { ip: open({ typically: 1 }), ip_family: ['4', '6'] },
    key: ['ip'],
  }),
  podOwner: pod.info('kube_pod_owner', 'What owns a pod: its ReplicaSet, Job and the like.', { labels: { ...OWNER } }),
  podRestartPolicy: pod.info('kube_pod_restart_policy', 'When its containers are started again.', {
    labels: { type: ['Always', 'Never', 'OnFailure'] },
  }),
  podServiceAccount: pod.info('kube_pod_service_account', 'Its service account.', {
    labels: { service_account: open({ typically: 20 }) },
  }),
  podScheduler: pod.info('kube_pod_scheduler', 'The scheduler that places it.', {
    labels: { name: open({ typically: 1 }) },
  }),
  podRuntimeclassNameInfo: pod.info('kube_pod_runtimeclass_name_info', 'Its runtime class, where it names one.', {
    labels: { runtimeclass_name: open({ typically: 1 }) },
  }),
  podTolerations: pod.info('kube_pod_tolerations', 'Taints that it puts up with.', {
    labels: {
      key: open({ typically: 2, sometimes: true }),
      operator: open({ typically: 1, sometimes: true }),
      value: open({ typically: 1, sometimes: true }),
      effect: open({ typically: 1, sometimes: true }),
      toleration_seconds: open({ typically: 1, sometimes: true }),
    },
    key: ['key', 'operator', 'value', 'effect', 'toleration_seconds'],
  }),
  podSpecVolumesPersistentvolumeclaimsInfo: pod.info(
    'kube_pod_spec_volumes_persistentvolumeclaims_info',
    'Claims that it mounts.',
    { labels: { volume: open({ typically: 1 }), persistentvolumeclaim: open({ typically: 1 }) }, key: ['volume'] },
  ),
  podSpecVolumesPersistentvolumeclaimsReadonly: pod.flag(
    'kube_pod_spec_volumes_persistentvolumeclaims_readonly',
    'Whether it mounts a claim read-only.',
    { labels: { volume: open({ typically: 1 }), persistentvolumeclaim: open({ typically: 1 }) }, key: ['volume'] },
  ),
  podStatusPhase: pod.flag('kube_pod_status_phase', '1 for the phase that it is in.', {
    labels: { phase: ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'] },
  }),
  podStatusQosClass: pod.flag('kube_pod_status_qos_class', '1 for its class when memory runs short.', {
    labels: { qos_class: ['BestEffort', 'Burstable', 'Guaranteed'] },
  }),
  podStatusReady: pod.flag('kube_pod_status_ready', 'Whether it is ready, as a condition.', {
    labels: { condition: STATUS },
  }),
  podStatusScheduled: pod.flag('kube_pod_status_scheduled', 'Whether it has a node, as a condition.', {
    labels: { condition: STATUS },
  }),
  podStatusReason: pod.flag('kube_pod_status_reason', '1 for the reason of its state, where it is one of these.', {
    labels: {
      reason: [
        'Evicted',
        'NodeAffinity',
        'NodeLost',
        'PreemptionByScheduler',
        'SchedulingGated',
        'Shutdown',
        'TerminationByKubelet',
        'UnexpectedAdmissionError',
      ],
    },
  }),
  podStatusUnschedulable: pod.flag(
    'kube_pod_status_unschedulable',
    'Whether no node can take it; only while that is so.',
  ),
  podCreated: pod.time('kube_pod_created', 'When it was created.'),
  podStartTime: pod.time('kube_pod_start_time', 'When its node accepted it.'),
  podCompletionTime: pod.time('kube_pod_completion_time', 'When it ended.'),
  podDeletionTimestamp: pod.time('kube_pod_deletion_timestamp', 'When its deletion was asked for.'),
  podStatusInitializedTime: pod.time('kube_pod_status_initialized_time', 'When its init containers had ended.'),
  podStatusReadyTime: pod.time('kube_pod_status_ready_time', 'When it became ready.'),
  podStatusContainerReadyTime: pod.time(
    'kube_pod_status_container_ready_time',
    'When all its containers became ready.',
  ),
  podStatusScheduledTime: pod.time('kube_pod_status_scheduled_time', 'When it got its node.'),
  podStatusUnscheduledTime: pod.time('kube_pod_status_unscheduled_time', 'When it was left without a node.'),
  podOverheadCpuCores: pod.number('kube_pod_overhead_cpu_cores', 'Processors that running it takes by itself.'),
  podOverheadMemoryBytes: pod.number('kube_pod_overhead_memory_bytes', 'Memory that running it takes by itself.', {
    unit: 'bytes',
  }),
};
