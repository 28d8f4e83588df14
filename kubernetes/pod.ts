import { seconds } from '../stacks/model/index.ts';
import type { k8s } from './api.ts';
import { container } from './container.ts';
import type { Part } from './part.ts';
import { podSecurity } from './security.ts';
import type { SharedFolders } from './shared.ts';
import { mounts } from './volumes.ts';

/** The pod template of a part. */
export function podTemplate(part: Part, shared: SharedFolders): k8s.PodTemplateSpec {
  return { metadata: { labels: part.labels, annotations: checksumAnnotation(part) }, spec: podSpec(part, shared) };
}

/** Changes with what the pod reads, so that a changed configuration replaces it. */
export function checksumAnnotation({ checksum }: Part): Record<string, string> {
  return { 'narthex/config-checksum': checksum };
}

function podSpec(part: Part, shared: SharedFolders): k8s.PodSpec {
  const { workload } = part;
  const all = mounts(part, shared);
  const mounted = [
    ...workload.volumes.map(({ name, mountPath }) => ({ name, mountPath })),
    ...all.map(({ volume, mount }) => ({ name: volume.name, ...mount })),
  ];
  return {
    serviceAccountName: workload.name,
    // Only what asks the API server gets a token for it.
    automountServiceAccountToken: part.discovers.length > 0,
    enableServiceLinks: false,
    ...(workload.hardening.hostPid && { hostPid: true }),
    ...(workload.hardening.hostNetwork && { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' }),
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    ...(workload.perHost && perHost),
    ...affinityOf(part),
    securityContext: podSecurity(workload),
    terminationGracePeriodSeconds: Math.ceil(seconds(workload.stopWithin)),
    containers: [container(part, mounted)],
    ...(all.length > 0 && { volumes: all.map(({ volume }) => volume) }),
  };
}

/** On every node, whatever its taints, and before ordinary pods when room is short. */
const perHost = {
  priorityClassName: 'system-node-critical',
  tolerations: [{ operator: 'Exists' }],
} satisfies Partial<k8s.PodSpec>;

/** Replicas never share a node, because its loss would take them all, and stand in different zones where there are several. */
export function affinityOf({ workload, selector }: Part): { readonly affinity?: k8s.Affinity } {
  if (workload.replicas < 2 || workload.perHost) return {};
  const near = (topologyKey: string): k8s.PodAffinityTerm => ({
    labelSelector: { matchLabels: selector },
    topologyKey,
  });
  return {
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [near('kubernetes.io/hostname')],
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: near('topology.kubernetes.io/zone') },
        ],
      },
    },
  };
}
