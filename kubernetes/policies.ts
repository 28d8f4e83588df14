import type { Edge } from '../stacks/model/index.ts';
import { k8s, port } from './api.ts';
import type { Cluster } from './cluster.ts';
import type { Manifest } from './manifest.ts';
import { ingressLabel } from './names.ts';
import { type Outside, outsideOf, probedAddresses } from './outside.ts';
import type { Part } from './part.ts';

/** The edges between the parts, by either end. */
interface Graph {
  readonly parts: ReadonlyMap<string, Part>;
  readonly incoming: ReadonlyMap<string, readonly Edge[]>;
  readonly outgoing: ReadonlyMap<string, readonly Edge[]>;
}

/** One NetworkPolicy for each part, by its name: who may call it, and whom it may call, to the port. Nothing else is allowed. */
export function networkPolicies(parts: readonly Part[], cluster: Cluster): ReadonlyMap<string, Manifest> {
  const graph = openGraph(parts, cluster);
  const probed = probedAddresses(cluster.plan);
  return new Map(
    parts.map((part) => [part.workload.name, networkPolicy(part, graph, outsideOf(part, probed, cluster))]),
  );
}

function openGraph(all: readonly Part[], { plan }: Cluster): Graph {
  const parts = new Map(all.map((part) => [part.workload.name, part]));
  const edges = [...plan.edges, ...all.flatMap(edgesToReplicas)].filter(
    ({ from, to }) => parts.has(from) && parts.has(to),
  );
  return { parts, incoming: groupBy(edges, ({ to }) => to), outgoing: groupBy(edges, ({ from }) => from) };
}

/** A part that reads its own metrics reads those of its other replicas, too. */
function edgesToReplicas({ workload, discovers }: Part): Edge[] {
  if (workload.replicas < 2) return [];
  const own = discovers.flatMap(({ targets }) => targets).filter(({ part }) => part === workload.name);
  return own.flatMap((target) =>
    workload.ports
      .filter(({ name }) => name === (target.port ?? workload.ports[0]?.name))
      .map(({ number }): Edge => {
        return { from: workload.name, to: workload.name, port: number, udp: false, purpose: 'scrape' };
      }),
  );
}

function networkPolicy(part: Part, graph: Graph, outside: Outside): Manifest {
  const { workload, namespace, labels, selector } = part;
  const { name } = workload;
  const peers = (edges: readonly Edge[], end: 'from' | 'to') =>
    [...groupBy(edges, (edge) => edge[end])].map(([other, between]) => ({
      peer: podsOf(graph.parts.get(other) ?? part, part),
      // The same port may be reached for more than one purpose.
      ports: [...new Map(between.map((edge) => [edge.port, edge])).values()].flatMap(edgePorts),
    }));
  const ingress = [
    ...peers(graph.incoming.get(name) ?? [], 'from').map(({ peer, ports }) => ({ from: [peer], ports })),
    ...fromIngressController(part),
  ];
  const egress = [
    ...peers(graph.outgoing.get(name) ?? [], 'to').map(({ peer, ports }) => ({ to: [peer], ports })),
    ...toOutside(outside),
  ];
  return k8s.KubeNetworkPolicy.manifest({
    metadata: { name, namespace, labels },
    spec: { podSelector: { matchLabels: selector }, policyTypes: ['Ingress', 'Egress'], ingress, egress },
  });
}

/** The pods of a part, as another part's policy names them. */
function podsOf(part: Part, seenBy: Part): k8s.NetworkPolicyPeer {
  const podSelector = { matchLabels: part.selector };
  return part.namespace === seenBy.namespace
    ? { podSelector }
    : { namespaceSelector: namespaceNamed(part.namespace), podSelector };
}

function edgePorts({ port: number, udp }: Edge): k8s.NetworkPolicyPort[] {
  return [{ port: port(number), protocol: 'TCP' }, ...(udp ? [{ port: port(number), protocol: 'UDP' }] : [])];
}

/** Closed until somebody labels the namespace of their ingress controller. */
function fromIngressController({ workload: { published, ports } }: Part): k8s.NetworkPolicyIngressRule[] {
  const opened = ports.filter(({ name }) => name === published?.port && published.login !== false);
  return opened.map(({ number }) => ({
    from: [{ namespaceSelector: { matchLabels: ingressLabel } }],
    ports: [{ port: port(number), protocol: 'TCP' }],
  }));
}

function toOutside({ ports, pinged, pingsNames, foreign }: Outside): k8s.NetworkPolicyEgressRule[] {
  const tcp = (number: number) => ({ port: port(number), protocol: 'TCP' });
  return [
    ...foreign.map(({ namespace, port: number }) => ({
      to: [{ namespaceSelector: namespaceNamed(namespace) }],
      ports: [tcp(number)],
    })),
    ...(ports.length > 0 ? [{ to: anywhere, ports: ports.map(tcp) }] : []),
    // ICMP has no ports, and a policy knows only protocols that have: a ping needs all of them.
    ...(pinged.length > 0
      ? [{ to: pinged.map((ip) => ({ ipBlock: { cidr: `${ip}/${ip.includes(':') ? 128 : 32}` } })) }]
      : []),
    ...(pingsNames ? [{ to: anywhere }] : []),
  ];
}

/** Everything but the link-local addresses, where clouds hand out the credentials of their machines. */
const anywhere: k8s.NetworkPolicyPeer[] = [
  { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } },
  { ipBlock: { cidr: '::/0', except: ['fe80::/10', 'fd00:ec2::254/128'] } },
];

function namespaceNamed(name: string): k8s.LabelSelector {
  return { matchLabels: { 'kubernetes.io/metadata.name': name } };
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
