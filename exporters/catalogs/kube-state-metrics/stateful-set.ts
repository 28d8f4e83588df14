import { open } from '@narthex/instrumentation';
import { kind, namespace } from './objects.ts';

const statefulSet = kind({ namespace, statefulset: open({ typically: 10 }) }, ['namespace', 'statefulset'], 10);

/** StatefulSets. */
export const statefulSetMetrics = {
  statefulsetReplicas: statefulSet.number('kube_statefulset_replicas', 'Pods that it should have.'),
  statefulsetStatusReplicas: statefulSet.number('kube_statefulset_status_replicas', 'Pods that it has.'),
  statefulsetStatusReplicasCurrent: statefulSet.number(
    'kube_statefulset_status_replicas_current',
    'Pods of its current revision.',
  ),
  statefulsetStatusReplicasReady: statefulSet.number('kube_statefulset_status_replicas_ready', 'Pods that are ready.'),
  statefulsetStatusReplicasAvailable: statefulSet.number(
    'kube_statefulset_status_replicas_available',
    'Pods that have been ready for long enough.',
  ),
  statefulsetStatusReplicasUpdated: statefulSet.number(
    'kube_statefulset_status_replicas_updated',
    'Pods of its newest revision.',
  ),
  statefulsetOrdinalsStart: statefulSet.number('kube_statefulset_ordinals_start', 'Number of its first pod.'),
  statefulsetStatusCurrentRevision: statefulSet.info(
    'kube_statefulset_status_current_revision',
    'Its current revision.',
    { labels: { revision: open({ typically: 1 }) } },
  ),
  statefulsetStatusUpdateRevision: statefulSet.info('kube_statefulset_status_update_revision', 'Its newest revision.', {
    labels: { revision: open({ typically: 1 }) },
  }),
  statefulsetPersistentvolumeclaimRetentionPolicy: statefulSet.info(
    'kube_statefulset_persistentvolumeclaim_retention_policy',
    'What happens to its claims.',
    { labels: { when_deleted: ['Retain', 'Delete'], when_scaled: ['Retain', 'Delete'] } },
  ),
  statefulsetMetadataGeneration: statefulSet.number(
    'kube_statefulset_metadata_generation',
    'Number of its newest definition.',
  ),
  statefulsetStatusObservedGeneration: statefulSet.number(
    'kube_statefulset_status_observed_generation',
    'Number of the definition that the controller has seen.',
  ),
  statefulsetCreated: statefulSet.time('kube_statefulset_created', 'When it was created.'),
  statefulsetDeletionTimestamp: statefulSet.time(
    'kube_statefulset_deletion_timestamp',
    'When its deletion was asked for.',
  ),
};
