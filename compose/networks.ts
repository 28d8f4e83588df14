import type { Edge, Plan, Workload } from '../stacks/model/index.ts';

/** The network to the machine's own interface, for what a person opens. */
const edgeNetwork = 'edge';
/** The only other network with a way out. */
const egressNetwork = 'egress';

/** The network that a connection runs over. A database has a network of its own, so that whoever talks to one does not reach another. */
function networkOf({ to, purpose }: Edge): string {
  if (to === 'outside') return egressNetwork;
  switch (purpose) {
    case 'scrape':
      return 'metrics';
    // A prober forges requests for whoever reaches it, so nobody shares a network with it but who asks and what is probed.
    case 'ask':
      return 'probers';
    case 'probe':
      return 'probes';
    case 'alert':
      return 'alerting';
    case 'query':
      return 'queries';
    case 'data':
      return `data-${to}`;
    case 'deliver':
      return egressNetwork;
  }
}

/** The networks of each workload, by its name, in a stable order; a workload that talks to nobody is on none. */
export function networksByWorkload(plan: Plan): ReadonlyMap<string, readonly string[]> {
  const networks = new Map<string, Set<string>>(plan.workloads.map(({ name }) => [name, new Set()]));
  const join = (edge: Edge) => {
    networks.get(edge.from)?.add(networkOf(edge));
    if (edge.to !== 'outside') networks.get(edge.to)?.add(networkOf(edge));
  };
  const share = ({ from, to }: Edge) =>
    [...(networks.get(from) ?? [])].some((network) => networks.get(to)?.has(network));
  for (const edge of plan.edges.filter(({ purpose }) => purpose !== 'scrape')) join(edge);
  // Who is on a network with Prometheus already is scraped over that one, out of reach of the exporters.
  for (const edge of plan.edges.filter(({ purpose }) => purpose === 'scrape')) if (!share(edge)) join(edge);
  for (const { name, published } of plan.workloads) {
    if (published !== undefined) networks.get(name)?.add(edgeNetwork);
  }
  return new Map([...networks].map(([name, set]) => [name, [...set].sort()]));
}

/** The top-level `networks`: those that are used, without a way out unless their purpose is one. */
export function networkDefinitions(byWorkload: ReadonlyMap<string, readonly string[]>): Record<string, unknown> {
  const used = [...new Set([...byWorkload.values()].flat())].sort();
  return Object.fromEntries(
    used.map((name) => [name, name === edgeNetwork || name === egressNetwork ? {} : { internal: true }]),
  );
}

/** The services that must be healthy before this one starts: the databases that an exporter logs in to. */
export function waitsFor(workload: Workload, plan: Plan): readonly string[] {
  // Between the services of the watched system nothing is ordered: they may talk to each other in a circle.
  if (workload.watched) return [];
  const watched = new Set(
    plan.workloads.filter((other) => other.watched && other.health.command !== 'none').map(({ name }) => name),
  );
  const needed = plan.edges.filter(
    ({ from, to, purpose }) => from === workload.name && purpose === 'data' && watched.has(to),
  );
  return [...new Set(needed.map(({ to }) => to))].sort();
}
