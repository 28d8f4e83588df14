import { type Graph, type GraphEdge, type GraphNode, graphOf } from './graph.ts';

/** What a node hangs together with. */
export interface Neighbourhood {
  readonly node: GraphNode;
  /** What has to be there for it, the nearest first: an alert needs metrics, their jobs, the targets of those. */
  readonly needs: readonly GraphNode[];
  /** What comes of it: a metric feeds rules, panels, alerts, and through them receivers. */
  readonly feeds: readonly GraphNode[];
  /** Inhibitions and links, one step far. */
  readonly beside: readonly { readonly how: string; readonly node: GraphNode; readonly by?: string }[];
  /** The node, all of these, and what joins them. */
  readonly graph: Graph;
}

/** The nodes of a name: that of a thing, of a stored series, or the id of a node. */
export function findNodes({ nodes }: Graph, name: string): GraphNode[] {
  return [...nodes.values()].filter(
    (node) => node.id === name || node.name === name || (node.series ?? []).includes(name),
  );
}

/** Every name by which `findNodes` finds something. */
export function knownNames({ nodes }: Graph): string[] {
  return [...new Set([...nodes.values()].flatMap(({ name, series = [] }) => [name, ...series]))];
}

/** What a node needs, and what needs it, to the end of the chain on both sides. */
export function neighbourhood(graph: Graph, node: GraphNode): Neighbourhood {
  const edges = new Set<GraphEdge>();
  const needs = follow(graph, node, 'up', edges);
  const feeds = follow(graph, node, 'down', edges);
  const beside = [
    ...graph.out(node.id).map((edge) => ({ edge, other: edge.to, how: besideOut[edge.kind] })),
    ...graph.into(node.id).map((edge) => ({ edge, other: edge.from, how: besideInto[edge.kind] })),
  ].flatMap(({ edge, other, how }) => {
    const found = graph.nodes.get(other);
    if (how === undefined || found === undefined) return [];
    edges.add(edge);
    const by = edge.by === undefined ? undefined : graph.nodes.get(edge.by)?.name;
    return [{ how, node: found, ...(by !== undefined && { by }) }];
  });
  const nodes = [node, ...needs, ...feeds, ...beside.map((each) => each.node)];
  return { node, needs, feeds, beside, graph: graphOf(nodes, edges) };
}

type Words = Readonly<Partial<Record<GraphEdge['kind'], string>>>;
const besideOut: Words = { mutes: 'mutes', 'links-to': 'links to' };
const besideInto: Words = { mutes: 'is muted by', 'links-to': 'is linked from' };

/** A step along the way that data take, and the jobs to which it keeps. */
interface Step {
  readonly id: string;
  readonly edge: GraphEdge;
  readonly jobs: readonly string[] | undefined;
}

function follow(graph: Graph, start: GraphNode, way: 'up' | 'down', edges: Set<GraphEdge>): GraphNode[] {
  const found = new Map<string, GraphNode>();
  const seen = new Set<string>();
  const waiting: { readonly node: GraphNode; readonly jobs: readonly string[] | undefined }[] = [
    { node: start, jobs: undefined },
  ];
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    const { node, jobs } = at;
    for (const { id, edge, jobs: kept } of way === 'up' ? above(graph, node, jobs) : below(graph, node, jobs)) {
      const next = graph.nodes.get(id);
      if (next === undefined) continue;
      edges.add(edge);
      const key = `${id} ${kept?.join() ?? ''}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (id !== start.id) found.set(id, next);
      // What reads the state of an alert does not depend on what the alert reads: that would be half of the stack.
      if (next.kind !== 'alert' || way === 'down') waiting.push({ node: next, jobs: kept });
    }
  }
  return [...found.values()];
}

/** Where the data of a node come from. Of a metric only the jobs that its reader can meet. */
function above(graph: Graph, node: GraphNode, jobs: Step['jobs']): Step[] {
  const makers = graph.into(node.id).flatMap((edge): Step[] => {
    if (edge.kind === 'routes-to') return [{ id: edge.from, edge, jobs: undefined }];
    if (edge.kind !== 'exposes' && edge.kind !== 'records') return [];
    const wanted = jobs === undefined || edge.kind === 'records' || jobs.some((job) => edge.from === `job:${job}`);
    return wanted ? [{ id: edge.from, edge, jobs: undefined }] : [];
  });
  const read = graph.out(node.id).filter(({ kind }) => kind === 'reads');
  return [...read.map((edge): Step => ({ id: edge.to, edge, jobs: edge.jobs })), ...makers];
}

/** Where the data of a node go. Of a job only what somebody reads, and from there only to readers that can meet its series. */
function below(graph: Graph, node: GraphNode, jobs: Step['jobs']): Step[] {
  const own = node.kind === 'job' ? [node.name] : undefined;
  const made = graph
    .out(node.id)
    .filter(({ kind, to }) =>
      kind === 'exposes' && own !== undefined
        ? graph.into(to).some((edge) => edge.kind === 'reads' && edge.jobs?.includes(node.name))
        : kind === 'exposes' || kind === 'records' || kind === 'routes-to',
    )
    .map((edge): Step => ({ id: edge.to, edge, jobs: own }));
  const readers = graph
    .into(node.id)
    .filter(({ kind, jobs: met }) => kind === 'reads' && (jobs === undefined || met?.some((job) => jobs.includes(job))))
    .map((edge): Step => ({ id: edge.from, edge, jobs: undefined }));
  return [...made, ...readers];
}
