import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import { ruleFile } from '../../rules/index.ts';
import type { RuleGroup } from '../../stacks/model/index.ts';
import type { Cluster, Member } from '../cluster.ts';
import type { Manifest } from '../manifest.ts';
import { objectName, stackLabels } from '../names.ts';

/** A rule group as a resource; its content is that of the rule file. */
export function prometheusRule(group: RuleGroup, prometheus: Member, { plan }: Cluster): Manifest {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: objectName(group.name), namespace: prometheus.namespace, labels: stackLabels(plan) },
    spec: ruleFile(group, plan.stack) as unknown as NonNullable<IPrometheusRule['spec']>,
  } satisfies IPrometheusRule;
}
