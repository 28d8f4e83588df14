import type { DataVolume } from '../stacks/model/index.ts';
import { k8s, port, quantity } from './api.ts';
import type { Manifest } from './manifest.ts';
import type { Part } from './part.ts';
import { headlessName } from './place.ts';
import { podTemplate } from './pod.ts';
import type { SharedFolders } from './shared.ts';

/** What runs a part: on every node, with volumes of its own, or neither. */
export function controller(part: Part, shared: SharedFolders): Manifest {
  const { workload, namespace, labels, selector } = part;
  const metadata = { name: workload.name, namespace, labels };
  const common = {
    selector: { matchLabels: selector },
    template: podTemplate(part, shared),
    revisionHistoryLimit: 5,
  };
  if (workload.perHost) {
    const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: port('10%') } };
    return k8s.KubeDaemonSet.manifest({ metadata, spec: { ...common, updateStrategy } });
  }
  const replicas = workload.replicas;
  if (workload.volumes.length === 0) {
    // The new pod is there before the old one goes.
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: port(0), maxSurge: port(1) } };
    return k8s.KubeDeployment.manifest({ metadata, spec: { ...common, replicas, strategy } });
  }
  return k8s.KubeStatefulSet.manifest({
    metadata,
    spec: {
      ...common,
      replicas,
      serviceName: headlessName(workload.name),
      // Replicas do not wait for each other; those that form a cluster would even wait for ever.
      podManagementPolicy: 'Parallel',
      minReadySeconds: 10,
      updateStrategy: { type: 'RollingUpdate' },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      volumeClaimTemplates: workload.volumes.map((volume) => ({
        metadata: { name: volume.name, labels: selector },
        spec: claimSpec(volume),
      })),
    },
  });
}

/** A claim of a volume by the cluster's default storage class, for one pod. */
export function claimSpec({ size }: DataVolume): k8s.PersistentVolumeClaimSpec {
  return { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: quantity(size) } } };
}
