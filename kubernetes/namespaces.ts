import { k8s, port } from './api.ts';
import type { Cluster } from './cluster.ts';
import type { Manifest } from './manifest.ts';
import { agentsNamespace, stackLabels } from './names.ts';
import type { Part } from './part.ts';

/**
 * The namespaces of a stack, each closed in both directions but for name resolution. Where somebody else runs services in one
 * of them, the namespace is theirs: it is not created, and only the stack's own pods are closed off.
 */
export function namespaces(parts: readonly Part[], cluster: Cluster): Manifest[] {
  const { plan, flavour } = cluster;
  const foreign = new Set(
    plan.jobs.flatMap((job) =>
      job.kind === 'metrics' ? job.targets.flatMap(({ kubernetes }) => kubernetes?.namespace ?? []) : [],
    ),
  );
  const used = [...new Set(parts.map(({ namespace }) => namespace))].sort();
  return [
    ...used.filter((name) => !foreign.has(name)).map((name) => namespace(name, cluster)),
    ...used.flatMap((name) => {
      // The operator may live in the same namespace, and needs what this would forbid.
      const own = foreign.has(name) || flavour === 'operator';
      return closed(name, own ? { matchLabels: { 'app.kubernetes.io/part-of': plan.stack.name } } : {}, cluster);
    }),
  ];
}

/** The edition of the Pod Security standards; a cluster's upgrade must not change by itself what may run. */
const securityVersion = 'v1.34';

function namespace(name: string, { plan }: Cluster): Manifest {
  const level = name === agentsNamespace ? 'privileged' : 'restricted';
  const security = ['enforce', 'audit', 'warn'].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, level],
    [`pod-security.kubernetes.io/${mode}-version`, securityVersion],
  ]);
  // Stacks share the namespaces, so their labels name none of them.
  const labels = { 'app.kubernetes.io/managed-by': stackLabels(plan)['app.kubernetes.io/managed-by'] };
  return k8s.KubeNamespace.manifest({ metadata: { name, labels: { ...labels, ...Object.fromEntries(security) } } });
}

function closed(namespace: string, podSelector: k8s.LabelSelector, { plan }: Cluster): Manifest[] {
  const policy = (name: string, spec: k8s.NetworkPolicySpec): Manifest =>
    k8s.KubeNetworkPolicy.manifest({ metadata: { name, namespace, labels: stackLabels(plan) }, spec });
  return [
    policy('default-deny', { podSelector, policyTypes: ['Ingress', 'Egress'] }),
    policy('allow-dns', { podSelector, policyTypes: ['Egress'], egress: [nameResolution] }),
  ];
}

const nameResolution: k8s.NetworkPolicyEgressRule = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { port: port(53), protocol: 'UDP' },
    { port: port(53), protocol: 'TCP' },
  ],
};
