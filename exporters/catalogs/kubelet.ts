import { counter, describeMetrics, gauge, histogram, open } from '@narthex/instrumentation';
import { goClientMetrics } from '../../stacks/model/index.ts';
import { DEFAULT_BUCKETS } from './kubelet/buckets.ts';
import { restClient, workQueues } from './kubelet/client.ts';
import { podWork } from './kubelet/pods.ts';
import { resources, runtime } from './kubelet/runtime.ts';
import { server } from './kubelet/server.ts';
import { volumes } from './kubelet/volumes.ts';

/**
 * What the kubelet says of itself and of the volumes of its pods, under `/metrics`. A metric stands under its name without `kubelet_`:
 * `kubelet_volume_stats_used_bytes` is `volumeStatsUsedBytes`. What the libraries of the API server add (`apiserver_…`,
 * `authentication_…`) and what only Windows has is left out. Source: the metrics reference of Kubernetes 1.34 and `pkg/kubelet/metrics`.
 */
export const kubeletMetrics = describeMetrics({
  ...server,
  ...podWork,
  ...runtime,
  ...resources,
  ...volumes,
  ...restClient,
  ...workQueues,
  ...goClientMetrics,
});

const probed = {
  container: open({ typically: 25 }),
  namespace: open({ typically: 5 }),
  pod: open({ typically: 20 }),
  probe_type: ['Liveness', 'Readiness', 'Startup'],
} as const;

/** What the kubelet says of the probes of its pods, under `/metrics/probes`. */
export const kubeletProbeMetrics = describeMetrics({
  probes: counter('prober_probe_total', 'Probes by result.', {
    labels: { ...probed, pod_uid: open({ typically: 20 }), result: ['successful', 'failed', 'unknown'] },
    key: ['container', 'namespace', 'pod', 'probe_type', 'result', 'pod_uid'],
    series: 60,
  }),
  probeDuration: histogram('prober_probe_duration_seconds', 'Time of a probe.', {
    unit: 'seconds',
    labels: probed,
    buckets: DEFAULT_BUCKETS,
    series: 40,
  }),
});

const container = {
  labels: { container: open({ typically: 30 }), namespace: open({ typically: 5 }), pod: open({ typically: 20 }) },
  series: 30,
};
const pod = { labels: { namespace: open({ typically: 5 }), pod: open({ typically: 20 }) }, series: 20 };

/**
 * The short list of what the node, its pods and their containers use, under `/metrics/resource`. Two names are also under
 * `/metrics/cadvisor`, there with more labels.
 */
export const kubeletResourceMetrics = describeMetrics({
  nodeCpuSeconds: counter('node_cpu_usage_seconds_total', 'CPU time used on the node.', { unit: 'seconds' }),
  nodeWorkingSet: gauge('node_memory_working_set_bytes', 'Memory of the node that cannot be given back.', {
    unit: 'bytes',
  }),
  nodeSwap: gauge('node_swap_usage_bytes', 'Swap in use on the node.', { unit: 'bytes' }),
  podCpuSeconds: counter('pod_cpu_usage_seconds_total', 'CPU time used by a pod.', { ...pod, unit: 'seconds' }),
  podWorkingSet: gauge('pod_memory_working_set_bytes', 'Memory of a pod that cannot be given back.', {
    ...pod,
    unit: 'bytes',
  }),
  podSwap: gauge('pod_swap_usage_bytes', 'Swap in use by a pod.', { ...pod, unit: 'bytes' }),
  containerCpuSeconds: counter('container_cpu_usage_seconds_total', 'CPU time used by a container.', {
    ...container,
    unit: 'seconds',
  }),
  containerWorkingSet: gauge('container_memory_working_set_bytes', 'Memory of it that cannot be given back.', {
    ...container,
    unit: 'bytes',
  }),
  containerSwap: gauge('container_swap_usage_bytes', 'Swap in use by a container.', { ...container, unit: 'bytes' }),
  containerSwapLimit: gauge('container_swap_limit_bytes', 'Swap that a container may use.', {
    ...container,
    unit: 'bytes',
  }),
  containerStartTime: gauge('container_start_time_seconds', 'When a container started.', {
    ...container,
    unit: 'timestamp',
  }),
  resourceScrapeError: gauge('resource_scrape_error', 'Whether reading the containers failed.', { range: [0, 1] }),
  scrapeError: gauge('scrape_error', 'The same under its old name.', { range: [0, 1] }),
});
