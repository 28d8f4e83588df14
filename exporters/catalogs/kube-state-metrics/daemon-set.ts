import { open } from '@narthex/instrumentation';
import { kind, namespace } from './objects.ts';

const daemonSet = kind({ namespace, daemonset: open({ typically: 8 }) }, ['namespace', 'daemonset'], 8);

/** DaemonSets. */
export const daemonSetMetrics = {
  daemonsetStatusDesiredNumberScheduled: daemonSet.number(
    'kube_daemonset_status_desired_number_scheduled',
    'Nodes that should have its pod.',
  ),
  daemonsetStatusCurrentNumberScheduled: daemonSet.number(
    'kube_daemonset_status_current_number_scheduled',
    'Nodes that should have its pod and do.',
  ),
  daemonsetStatusNumberReady: daemonSet.number('kube_daemonset_status_number_ready', 'Nodes where its pod is ready.'),
  daemonsetStatusNumberAvailable: daemonSet.number(
    'kube_daemonset_status_number_available',
    'Nodes where its pod has been ready for long enough.',
  ),
  daemonsetStatusNumberUnavailable: daemonSet.number(
    'kube_daemonset_status_number_unavailable',
    'Nodes where its pod is missing or not yet available.',
  ),
  daemonsetStatusNumberMisscheduled: daemonSet.number(
    'kube_daemonset_status_number_misscheduled',
    'Nodes that have its pod and should not.',
  ),
  daemonsetStatusUpdatedNumberScheduled: daemonSet.number(
    'kube_daemonset_status_updated_number_scheduled',
    'Nodes with a pod of its newest template.',
  ),
  daemonsetMetadataGeneration: daemonSet.number(
    'kube_daemonset_metadata_generation',
    'Number of its newest definition.',
  ),
  daemonsetStatusObservedGeneration: daemonSet.number(
    'kube_daemonset_status_observed_generation',
    'Number of the definition that the controller has seen.',
  ),
  daemonsetCreated: daemonSet.time('kube_daemonset_created', 'When it was created.'),
  daemonsetDeletionTimestamp: daemonSet.time('kube_daemonset_deletion_timestamp', 'When its deletion was asked for.'),
};
