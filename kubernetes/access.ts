import { k8s } from './api.ts';
import type { Cluster } from './cluster.ts';
import type { Manifest } from './manifest.ts';
import { jobMembers } from './members.ts';
import { kubeletNamespace, objectName } from './names.ts';
import type { Part } from './part.ts';

const look = ['get', 'list', 'watch'];

/**
 * What discovery reads of a namespace. Older versions of the Prometheus Operator ask for Endpoints, newer ones for EndpointSlices;
 * which of the two cannot be known here.
 */
function discoveryRules({ flavour }: Cluster): k8s.PolicyRule[] {
  const core = flavour === 'operator' ? ['endpoints', 'pods', 'services'] : ['pods', 'services'];
  return [
    { apiGroups: [''], resources: core, verbs: look },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: look },
  ];
}

/** The account of a part. It may do nothing unless discovery needs it. */
export function serviceAccount({ workload, namespace, labels, discovers, operator }: Part): Manifest {
  return k8s.KubeServiceAccount.manifest({
    metadata: { name: workload.name, namespace, labels },
    // Our own pods ask for the token themselves; whether those of the operator do depends on its version.
    automountServiceAccountToken: operator !== undefined && discovers.length > 0,
  });
}

/** The rights of a part that looks for targets: in each namespace that holds some, and on nodes only if it reads kubelets. */
export function discoveryRights(part: Part, cluster: Cluster): Manifest[] {
  if (part.discovers.length === 0) return [];
  const members = part.discovers.map((job) => jobMembers(job, cluster));
  const namespaces = new Set(members.flatMap(({ services }) => services.map(({ namespace }) => namespace)));
  const kubelets = members.some(({ kubelet }) => kubelet);
  if (part.operator !== undefined) {
    // The operator lets Prometheus find its Alertmanagers by discovery as well, and the kubelets behind a Service.
    namespaces.add(part.namespace);
    if (kubelets) namespaces.add(kubeletNamespace);
  }
  return [
    ...[...namespaces].sort().flatMap((namespace) => namespaceRights(part, namespace, cluster)),
    ...(kubelets ? nodeRights(part, cluster) : []),
  ];
}

function namespaceRights(part: Part, namespace: string, cluster: Cluster): Manifest[] {
  // Other stacks may look into the same namespace.
  const name = objectName(`${cluster.plan.stack.name}-${part.workload.name}-discovery`);
  const metadata = { name, namespace, labels: part.labels };
  return [
    k8s.KubeRole.manifest({ metadata, rules: discoveryRules(cluster) }),
    k8s.KubeRoleBinding.manifest({ metadata, roleRef: roleRef('Role', name), subjects: [subject(part)] }),
  ];
}

function nodeRights(part: Part, cluster: Cluster): Manifest[] {
  // A cluster has one such role for each stack and part.
  const name = objectName(`${cluster.plan.stack.name}-${part.workload.name}-nodes`);
  const metadata = { name, labels: part.labels };
  const rules = [
    ...(part.operator === undefined ? [{ apiGroups: [''], resources: ['nodes'], verbs: look }] : []),
    { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
  ];
  return [
    k8s.KubeClusterRole.manifest({ metadata, rules }),
    k8s.KubeClusterRoleBinding.manifest({ metadata, roleRef: roleRef('ClusterRole', name), subjects: [subject(part)] }),
  ];
}

function roleRef(kind: 'Role' | 'ClusterRole', name: string): k8s.RoleRef {
  return { apiGroup: 'rbac.authorization.k8s.io', kind, name };
}

function subject({ workload, namespace }: Part): k8s.Subject {
  return { kind: 'ServiceAccount', name: workload.name, namespace };
}
