import { counter, describeMetrics, gauge, histogram, open } from '@narthex/instrumentation';
import { goClientMetrics } from '../../stacks/model/index.ts';
import { autoscalerMetrics } from './kube-state-metrics/autoscaler.ts';
import { leaseMetrics, signingRequestMetrics, webhookMetrics } from './kube-state-metrics/cluster.ts';
import { configMapMetrics, secretMetrics } from './kube-state-metrics/configuration.ts';
import { containerMetrics, initContainerMetrics } from './kube-state-metrics/container.ts';
import { daemonSetMetrics } from './kube-state-metrics/daemon-set.ts';
import { deploymentMetrics } from './kube-state-metrics/deployment.ts';
import { ingressMetrics } from './kube-state-metrics/ingress.ts';
import { cronJobMetrics, jobMetrics } from './kube-state-metrics/job.ts';
import { limitRangeMetrics, namespaceMetrics, resourceQuotaMetrics } from './kube-state-metrics/namespace.ts';
import { nodeObjectMetrics } from './kube-state-metrics/node.ts';
import { podMetrics } from './kube-state-metrics/pod.ts';
import { disruptionBudgetMetrics, networkPolicyMetrics } from './kube-state-metrics/policy.ts';
import { replicaSetMetrics, replicationControllerMetrics } from './kube-state-metrics/replica-set.ts';
import { endpointMetrics, endpointSliceMetrics, serviceMetrics } from './kube-state-metrics/service.ts';
import { statefulSetMetrics } from './kube-state-metrics/stateful-set.ts';
import {
  claimMetrics,
  storageClassMetrics,
  volumeAttachmentMetrics,
  volumeMetrics,
} from './kube-state-metrics/storage.ts';

/**
 * What kube-state-metrics 2 exposes about the objects of a cluster: all stable metrics, and the experimental ones of the resources that it
 * reads without being told to, but for `kube_…_labels` and `kube_…_annotations`, which `kubeObjectLabels` makes. A metric stands under its
 * name without `kube_`: `kube_pod_status_phase` is `podStatusPhase`. Source: `docs/metrics` of kube-state-metrics.
 */
export const kubeStateMetrics = describeMetrics({
  ...podMetrics,
  ...containerMetrics,
  ...initContainerMetrics,
  ...nodeObjectMetrics,
  ...namespaceMetrics,
  ...resourceQuotaMetrics,
  ...limitRangeMetrics,
  ...deploymentMetrics,
  ...replicaSetMetrics,
  ...replicationControllerMetrics,
  ...statefulSetMetrics,
  ...daemonSetMetrics,
  ...jobMetrics,
  ...cronJobMetrics,
  ...autoscalerMetrics,
  ...disruptionBudgetMetrics,
  ...networkPolicyMetrics,
  ...serviceMetrics,
  ...endpointMetrics,
  ...endpointSliceMetrics,
  ...ingressMetrics,
  ...volumeMetrics,
  ...claimMetrics,
  ...storageClassMetrics,
  ...volumeAttachmentMetrics,
  ...configMapMetrics,
  ...secretMetrics,
  ...signingRequestMetrics,
  ...leaseMetrics,
  ...webhookMetrics,
});

const configuration = {
  labels: { filename: open({ typically: 1 }), type: open({ typically: 1 }) },
  key: ['filename', 'type'],
} as const;

/** What kube-state-metrics says of itself, on its second port (8081). */
export const kubeStateTelemetryMetrics = describeMetrics({
  lists: counter('kube_state_metrics_list_total', 'Times that it asked for all objects of a resource.', {
    labels: { resource: open({ typically: 30 }), result: ['success', 'error'] },
  }),
  watches: counter('kube_state_metrics_watch_total', 'Times that it began to follow a resource.', {
    labels: { resource: open({ typically: 30 }), result: ['success', 'error'] },
  }),
  shardOrdinal: gauge('kube_state_metrics_shard_ordinal', 'Which shard this is, from 0.', {
    labels: { shard_ordinal: open({ typically: 1 }) },
    key: [],
  }),
  totalShards: gauge('kube_state_metrics_total_shards', 'Shards that it counts on.'),
  configHash: gauge('kube_state_metrics_config_hash', 'A number that changes with the configuration.', configuration),
  configReloadSuccessful: gauge('kube_state_metrics_last_config_reload_successful', 'Whether it was read.', {
    ...configuration,
    range: [0, 1],
  }),
  configReloaded: gauge(
    'kube_state_metrics_last_config_reload_success_timestamp_seconds',
    'When the configuration was last read.',
    { ...configuration, unit: 'timestamp' },
  ),
  requestDuration: histogram('http_request_duration_seconds', 'Time to answer a scrape.', {
    unit: 'seconds',
    labels: { handler: ['metrics'], method: open({ typically: 1 }) },
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  }),
  buildInfo: gauge('kube_state_metrics_build_info', 'Version of kube-state-metrics.', {
    info: true,
    labels: {
      branch: open({ typically: 1, sometimes: true }),
      goarch: open({ typically: 1, sometimes: true }),
      goos: open({ typically: 1, sometimes: true }),
      goversion: open({ typically: 1 }),
      revision: open({ typically: 1, sometimes: true }),
      tags: open({ typically: 1, sometimes: true }),
      version: open({ typically: 1, sometimes: true }),
    },
    key: [],
  }),
  ...goClientMetrics,
});
