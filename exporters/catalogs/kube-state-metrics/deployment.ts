import { open } from '@narthex/instrumentation';
import { kind, namespace, STATUS } from './objects.ts';

const deployment = kind({ namespace, deployment: open({ typically: 30 }) }, ['namespace', 'deployment'], 30);

/** Deployments. */
export const deploymentMetrics = {
  deploymentSpecReplicas: deployment.number('kube_deployment_spec_replicas', 'Pods that it should have.'),
  deploymentStatusReplicas: deployment.number('kube_deployment_status_replicas', 'Pods that it has.'),
  deploymentStatusReplicasReady: deployment.number('kube_deployment_status_replicas_ready', 'Pods that are ready.'),
  deploymentStatusReplicasAvailable: deployment.number(
    'kube_deployment_status_replicas_available',
    'Pods that have been ready for long enough.',
  ),
  deploymentStatusReplicasUnavailable: deployment.number(
    'kube_deployment_status_replicas_unavailable',
    'Pods that are missing or not yet available.',
  ),
  deploymentStatusReplicasUpdated: deployment.number(
    'kube_deployment_status_replicas_updated',
    'Pods of its newest template.',
  ),
  deploymentStatusCondition: deployment.flag(
    'kube_deployment_status_condition',
    '1 for the status of each condition.',
    {
      labels: {
        condition: ['Available', 'Progressing', 'ReplicaFailure'],
        status: STATUS,
        reason: open({ typically: 1, sometimes: true }),
      },
      key: ['condition', 'status'],
    },
  ),
  deploymentSpecPaused: deployment.flag('kube_deployment_spec_paused', 'Whether changes are held back.'),
  deploymentSpecStrategyRollingupdateMaxUnavailable: deployment.number(
    'kube_deployment_spec_strategy_rollingupdate_max_unavailable',
    'Pods that may be missing during a rollout.',
  ),
  deploymentSpecStrategyRollingupdateMaxSurge: deployment.number(
    'kube_deployment_spec_strategy_rollingupdate_max_surge',
    'Pods that may be too many during a rollout.',
  ),
  deploymentSpecTopologySpreadConstraint: deployment.info(
    'kube_deployment_spec_topology_spread_constraint',
    'How its pods must be spread.',
    {
      labels: {
        topology_key: open({ typically: 1 }),
        max_skew: open({ typically: 1 }),
        when_unsatisfiable: ['DoNotSchedule', 'ScheduleAnyway'],
        min_domains: open({ typically: 1, sometimes: true }),
        label_selector: open({ typically: 1 }),
      },
      key: ['topology_key', 'when_unsatisfiable', 'label_selector'],
    },
  ),
  deploymentMetadataGeneration: deployment.number(
    'kube_deployment_metadata_generation',
    'Number of its newest definition.',
  ),
  deploymentStatusObservedGeneration: deployment.number(
    'kube_deployment_status_observed_generation',
    'Number of the definition that the controller has seen.',
  ),
  deploymentCreated: deployment.time('kube_deployment_created', 'When it was created.'),
  deploymentDeletionTimestamp: deployment.time(
    'kube_deployment_deletion_timestamp',
    'When its deletion was asked for.',
  ),
};
