import { k8s, port } from './api.ts';
import type { Manifest } from './manifest.ts';
import type { Part } from './part.ts';

/** Lets a drain of nodes take replicas one by one only. A single pod has no budget: it would block every drain. */
export function disruptionBudget({ workload, namespace, labels, selector }: Part): Manifest[] {
  if (workload.replicas < 2 || workload.perHost) return [];
  return [
    k8s.KubePodDisruptionBudget.manifest({
      metadata: { name: workload.name, namespace, labels },
      spec: {
        maxUnavailable: port(1),
        selector: { matchLabels: selector },
        // A pod that is not healthy protects nobody and must not hold up the drain that may heal it.
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    }),
  ];
}
