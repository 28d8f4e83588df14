import { imageReference } from '../../stacks/model/index.ts';
import type { Cluster } from '../cluster.ts';
import { stackLabels } from '../names.ts';
import type { Part } from '../part.ts';
import { affinityOf } from '../pod.ts';
import { amounts, podSecurity } from '../security.ts';

/** What the resources of Prometheus and Alertmanager have in common: how their pods are, as the plain ones are. */
export function commonSpec(part: Part, { plan }: Cluster) {
  const { workload } = part;
  const [volume] = workload.volumes;
  return {
    image: imageReference(workload.image),
    // The operator writes what this version understands.
    version: workload.image.tag.replace(/^v/, ''),
    imagePullPolicy: 'IfNotPresent' as const,
    replicas: workload.replicas,
    portName: workload.ports[0]?.name ?? 'http',
    minReadySeconds: 10,
    serviceAccountName: workload.name,
    // The operator adds its own values of the labels for name and instance.
    podMetadata: { labels: { 'app.kubernetes.io/part-of': stackLabels(plan)['app.kubernetes.io/part-of'] ?? '' } },
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    ...affinityOf(part),
    securityContext: podSecurity(workload),
    resources: amounts(workload),
    ...(volume && {
      storage: {
        volumeClaimTemplate: {
          metadata: { name: volume.name },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: volume.size } } },
        },
      },
    }),
  };
}
