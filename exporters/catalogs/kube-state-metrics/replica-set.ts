import { open } from '@narthex/instrumentation';
import { kind, namespace, OWNER } from './objects.ts';

const replicaSet = kind({ namespace, replicaset: open({ typically: 100 }) }, ['namespace', 'replicaset'], 100);
const controller = kind(
  { namespace, replicationcontroller: open({ typically: 1 }) },
  ['namespace', 'replicationcontroller'],
  1,
);

/** ReplicaSets, of which a Deployment keeps old ones. */
export const replicaSetMetrics = {
  replicasetSpecReplicas: replicaSet.number('kube_replicaset_spec_replicas', 'Pods that it should have.'),
  replicasetStatusReplicas: replicaSet.number('kube_replicaset_status_replicas', 'Pods that it has.'),
  replicasetStatusFullyLabeledReplicas: replicaSet.number(
    'kube_replicaset_status_fully_labeled_replicas',
    'Pods with all labels of its template.',
  ),
  replicasetStatusReadyReplicas: replicaSet.number('kube_replicaset_status_ready_replicas', 'Pods that are ready.'),
  replicasetStatusTerminatingReplicas: replicaSet.number(
    'kube_replicaset_status_terminating_replicas',
    'Pods that are ending.',
  ),
  replicasetMetadataGeneration: replicaSet.number(
    'kube_replicaset_metadata_generation',
    'Number of its newest definition.',
  ),
  replicasetStatusObservedGeneration: replicaSet.number(
    'kube_replicaset_status_observed_generation',
    'Number of the definition that the controller has seen.',
  ),
  replicasetCreated: replicaSet.time('kube_replicaset_created', 'When it was created.'),
  replicasetOwner: replicaSet.info('kube_replicaset_owner', 'What owns a ReplicaSet: its Deployment.', {
    labels: { ...OWNER },
  }),
};

/** ReplicationControllers, which came before ReplicaSets. */
export const replicationControllerMetrics = {
  replicationcontrollerSpecReplicas: controller.number(
    'kube_replicationcontroller_spec_replicas',
    'Pods that it should have.',
  ),
  replicationcontrollerStatusReplicas: controller.number(
    'kube_replicationcontroller_status_replicas',
    'Pods that it has.',
  ),
  replicationcontrollerStatusFullyLabeledReplicas: controller.number(
    'kube_replicationcontroller_status_fully_labeled_replicas',
    'Pods with all labels of its template.',
  ),
  replicationcontrollerStatusReadyReplicas: controller.number(
    'kube_replicationcontroller_status_ready_replicas',
    'Pods that are ready.',
  ),
  replicationcontrollerStatusAvailableReplicas: controller.number(
    'kube_replicationcontroller_status_available_replicas',
    'Pods that have been ready for long enough.',
  ),
  replicationcontrollerMetadataGeneration: controller.number(
    'kube_replicationcontroller_metadata_generation',
    'Number of its newest definition.',
  ),
  replicationcontrollerStatusObservedGeneration: controller.number(
    'kube_replicationcontroller_status_observed_generation',
    'Number of the definition that has been seen.',
  ),
  replicationcontrollerCreated: controller.time('kube_replicationcontroller_created', 'When it was created.'),
  replicationcontrollerOwner: controller.info(
    'kube_replicationcontroller_owner',
    'What owns a ReplicationController.',
    { labels: { ...OWNER } },
  ),
};
