import { counter, gauge, histogram, open } from '@narthex/instrumentation';
import { DEFAULT_BUCKETS, exponential } from './buckets.ts';

const apiVersion = { labels: { server_api_version: open({ typically: 1 }) } };
const IMAGE_SIZES = [
  'N/A',
  '0-10MB',
  '10MB-100MB',
  '100MB-500MB',
  '500MB-1GB',
  '1GB-5GB',
  '5GB-10GB',
  '10GB-20GB',
  '20GB-30GB',
  '30GB-40GB',
  '40GB-60GB',
  '60GB-100GB',
  'GT100GB',
] as const;
const PULL = [1, 5, 10, 20, 30, 60, 120, 180, 240, 300, 360, 480, 600, 900, 1200, 1800, 2700, 3600] as const;

/** The container runtime, images, and how the kubelet follows what runs (PLEG). */
export const runtime = {
  runtimeOperationsTotal: counter('kubelet_runtime_operations_total', 'Calls to the container runtime.', {
    labels: { operation_type: open({ typically: 20 }) },
  }),
  runtimeOperationsErrorsTotal: counter(
    'kubelet_runtime_operations_errors_total',
    'Calls to the container runtime that failed.',
    { labels: { operation_type: open({ typically: 10 }) } },
  ),
  runtimeOperationsDurationSeconds: histogram(
    'kubelet_runtime_operations_duration_seconds',
    'Time of a call to the container runtime.',
    { unit: 'seconds', labels: { operation_type: open({ typically: 20 }) }, buckets: exponential(0.005, 2.5, 14) },
  ),
  runPodsandboxDurationSeconds: histogram('kubelet_run_podsandbox_duration_seconds', 'Time to start a sandbox.', {
    unit: 'seconds',
    labels: { runtime_handler: open({ typically: 1, sometimes: true }) },
    buckets: DEFAULT_BUCKETS,
  }),
  runPodsandboxErrorsTotal: counter('kubelet_run_podsandbox_errors_total', 'Sandboxes that could not be started.', {
    labels: { runtime_handler: open({ typically: 1, sometimes: true }) },
  }),
  imagePullDurationSeconds: histogram('kubelet_image_pull_duration_seconds', 'Time to pull an image, by its size.', {
    unit: 'seconds',
    labels: { image_size_in_bytes: IMAGE_SIZES },
    buckets: PULL,
  }),
  imageGarbageCollectedTotal: counter('kubelet_image_garbage_collected_total', 'Images that were removed.', {
    labels: { reason: ['age', 'space'] },
  }),
  imageVolumeRequestedTotal: counter('kubelet_image_volume_requested_total', 'Images asked for as volumes.'),
  imageVolumeMountedSucceedTotal: counter('kubelet_image_volume_mounted_succeed_total', 'Images mounted as volumes.'),
  imageVolumeMountedErrorsTotal: counter(
    'kubelet_image_volume_mounted_errors_total',
    'Images that could not be mounted as volumes.',
  ),
  plegRelistDurationSeconds: histogram('kubelet_pleg_relist_duration_seconds', 'Time to list what runs.', {
    unit: 'seconds',
    buckets: DEFAULT_BUCKETS,
  }),
  plegRelistIntervalSeconds: histogram('kubelet_pleg_relist_interval_seconds', 'Time between two lists of what runs.', {
    unit: 'seconds',
    buckets: DEFAULT_BUCKETS,
  }),
  plegLastSeenSeconds: gauge('kubelet_pleg_last_seen_seconds', 'When listing what runs was last alive.', {
    unit: 'timestamp',
  }),
  plegDiscardEvents: counter('kubelet_pleg_discard_events', 'Events lost because their queue was full.'),
  eventedPlegConnectionSuccessCount: counter(
    'kubelet_evented_pleg_connection_success_count',
    'Connections for events from the runtime.',
  ),
  eventedPlegConnectionErrorCount: counter(
    'kubelet_evented_pleg_connection_error_count',
    'Connections for events that failed.',
  ),
  eventedPlegConnectionLatencySeconds: histogram(
    'kubelet_evented_pleg_connection_latency_seconds',
    'Time to open such a connection.',
    { unit: 'seconds', buckets: DEFAULT_BUCKETS },
  ),
  cgroupManagerDurationSeconds: histogram(
    'kubelet_cgroup_manager_duration_seconds',
    'Time of one operation on control groups.',
    { unit: 'seconds', labels: { operation_type: open({ typically: 3 }) }, buckets: DEFAULT_BUCKETS },
  ),
  cgroupVersion: gauge('kubelet_cgroup_version', 'Version of the control groups.', { range: [1, 2] }),
  criLosingSupport: gauge('kubelet_cri_losing_support', 'The Kubernetes version that drops the running runtime.', {
    labels: { version: open({ typically: 1 }) },
    key: [],
  }),
};

/** Processors, memory and devices that containers have for themselves. */
export const resources = {
  cpuManagerPinningRequestsTotal: counter(
    'kubelet_cpu_manager_pinning_requests_total',
    'Containers that asked for processors of their own.',
  ),
  cpuManagerPinningErrorsTotal: counter('kubelet_cpu_manager_pinning_errors_total', 'Those that did not get them.'),
  cpuManagerExclusiveCpuAllocationCount: gauge(
    'kubelet_cpu_manager_exclusive_cpu_allocation_count',
    'Processors that belong to one container.',
  ),
  cpuManagerAllocationPerNuma: gauge('kubelet_cpu_manager_allocation_per_numa', 'Processors given out by NUMA node.', {
    labels: { numa_node: open({ typically: 1 }) },
  }),
  cpuManagerSharedPoolSizeMillicores: gauge(
    'kubelet_cpu_manager_shared_pool_size_millicores',
    'Thousandths of processors that all others share.',
  ),
  memoryManagerPinningRequestsTotal: counter(
    'kubelet_memory_manager_pinning_requests_total',
    'Containers that asked for memory of their own.',
  ),
  memoryManagerPinningErrorsTotal: counter('kubelet_memory_manager_pinning_errors_total', 'Those that did not get it.'),
  topologyManagerAdmissionRequestsTotal: counter(
    'kubelet_topology_manager_admission_requests_total',
    'Pods whose resources had to lie together.',
  ),
  topologyManagerAdmissionErrorsTotal: counter(
    'kubelet_topology_manager_admission_errors_total',
    'Those whose resources could not.',
  ),
  topologyManagerAdmissionDurationMs: histogram(
    'kubelet_topology_manager_admission_duration_ms',
    'Milliseconds to decide that.',
    { buckets: exponential(0.05, 2, 15) },
  ),
  containerAlignedComputeResourcesCount: counter(
    'kubelet_container_aligned_compute_resources_count',
    'Containers whose resources lie together.',
    { labels: { boundary: open({ typically: 2 }), scope: open({ typically: 2 }) } },
  ),
  containerAlignedComputeResourcesFailureCount: counter(
    'kubelet_container_aligned_compute_resources_failure_count',
    'Containers whose resources could not.',
    { labels: { boundary: open({ typically: 2 }), scope: open({ typically: 2 }) } },
  ),
  devicePluginRegistrationTotal: counter(
    'kubelet_device_plugin_registration_total',
    'Device plugins that registered.',
    { labels: { resource_name: open({ typically: 1 }) } },
  ),
  devicePluginAllocDurationSeconds: histogram('kubelet_device_plugin_alloc_duration_seconds', 'Time to get a device.', {
    unit: 'seconds',
    labels: { resource_name: open({ typically: 1 }) },
    buckets: DEFAULT_BUCKETS,
  }),
  podResourcesEndpointRequestsTotal: counter(
    'kubelet_pod_resources_endpoint_requests_total',
    'Questions to its list of given resources.',
    { ...apiVersion },
  ),
  podResourcesEndpointRequestsList: counter(
    'kubelet_pod_resources_endpoint_requests_list',
    'Questions for the resources of all pods.',
    { ...apiVersion },
  ),
  podResourcesEndpointRequestsGet: counter(
    'kubelet_pod_resources_endpoint_requests_get',
    'Questions for the resources of one pod.',
    { ...apiVersion },
  ),
  podResourcesEndpointRequestsGetAllocatable: counter(
    'kubelet_pod_resources_endpoint_requests_get_allocatable',
    'Questions for what there is.',
    { ...apiVersion },
  ),
  podResourcesEndpointErrorsList: counter(
    'kubelet_pod_resources_endpoint_errors_list',
    'Failed questions for the resources of all pods.',
    { ...apiVersion },
  ),
  podResourcesEndpointErrorsGet: counter(
    'kubelet_pod_resources_endpoint_errors_get',
    'Failed questions for the resources of one pod.',
    { ...apiVersion },
  ),
  podResourcesEndpointErrorsGetAllocatable: counter(
    'kubelet_pod_resources_endpoint_errors_get_allocatable',
    'Failed questions for what there is.',
    { ...apiVersion },
  ),
};
