import { open } from '@narthex/instrumentation';
import { kind, namespace } from './objects.ts';

const budget = kind(
  { namespace, poddisruptionbudget: open({ typically: 10 }) },
  ['namespace', 'poddisruptionbudget'],
  10,
);
const policy = kind({ namespace, networkpolicy: open({ typically: 20 }) }, ['namespace', 'networkpolicy'], 20);

/** PodDisruptionBudgets. */
export const disruptionBudgetMetrics = {
  poddisruptionbudgetStatusCurrentHealthy: budget.number(
    'kube_poddisruptionbudget_status_current_healthy',
    'Pods that are healthy.',
  ),
  poddisruptionbudgetStatusDesiredHealthy: budget.number(
    'kube_poddisruptionbudget_status_desired_healthy',
    'Pods that must stay healthy.',
  ),
  poddisruptionbudgetStatusPodDisruptionsAllowed: budget.number(
    'kube_poddisruptionbudget_status_pod_disruptions_allowed',
    'Pods that may be taken away now.',
  ),
  poddisruptionbudgetStatusExpectedPods: budget.number(
    'kube_poddisruptionbudget_status_expected_pods',
    'Pods that it counts.',
  ),
  poddisruptionbudgetStatusObservedGeneration: budget.number(
    'kube_poddisruptionbudget_status_observed_generation',
    'Number of the definition that the controller has seen.',
  ),
  poddisruptionbudgetCreated: budget.time('kube_poddisruptionbudget_created', 'When it was created.'),
  poddisruptionbudgetDeletionTimestamp: budget.time(
    'kube_poddisruptionbudget_deletion_timestamp',
    'When its deletion was asked for.',
  ),
};

/** NetworkPolicies. */
export const networkPolicyMetrics = {
  networkpolicySpecIngressRules: policy.number('kube_networkpolicy_spec_ingress_rules', 'Rules for what may come in.'),
  networkpolicySpecEgressRules: policy.number('kube_networkpolicy_spec_egress_rules', 'Rules for what may go out.'),
  networkpolicyCreated: policy.time('kube_networkpolicy_created', 'When it was created.'),
};
