import { type Graph, type GraphEdge, type GraphNode, readersOf } from '../graph.ts';

/** A box of a diagram. */
export interface Box {
  /** Short, and without characters that mean something to a drawing program: `n7`. */
  readonly key: string;
  readonly kind: GraphNode['kind'];
  readonly label: string;
}

/** Boxes that are drawn together under a heading. */
export interface BoxGroup {
  readonly title: string;
  readonly boxes: readonly Box[];
}

/** An arrow, in the direction in which data go. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Said beside it; none where it is plain that one reads the other. */
  readonly label?: string;
}

/** A graph, ready to be drawn. */
export interface Diagram {
  readonly groups: readonly BoxGroup[];
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/**
 * What of a graph one draws. `whole`: so little that a whole stack can be read: metrics that somebody reads, in groups by job, and their
 * readers, a dashboard as one box. Otherwise everything that is there.
 */
export function diagramOf(graph: Graph, whole: boolean): Diagram {
  const stands = whole ? standIns(graph) : new Map([...graph.nodes.keys()].map((id) => [id, id]));
  const shown = [...graph.nodes.values()].filter(({ id }) => stands.get(id) === id);
  const keys = new Map(shown.map(({ id }, index) => [id, `n${index}`]));
  const boxOf = ({ id, kind, name }: GraphNode): Box => ({ key: keys.get(id) ?? id, kind, label: name });
  const groups = new Map<string, Box[]>();
  const boxes: Box[] = [];
  for (const node of shown) {
    const title = whole ? groupOf(graph, node) : undefined;
    if (title === undefined) boxes.push(boxOf(node));
    else groups.set(title, [...(groups.get(title) ?? []), boxOf(node)]);
  }
  const arrows = new Map<string, Arrow>();
  for (const edge of graph.edges) {
    const arrow = arrowOf(edge, graph, whole);
    const from = keys.get(stands.get(arrow?.from ?? '') ?? '');
    const to = keys.get(stands.get(arrow?.to ?? '') ?? '');
    if (arrow === undefined || from === undefined || to === undefined || from === to) continue;
    arrows.set(`${from} ${to} ${arrow.label ?? ''}`, { ...arrow, from, to });
  }
  return {
    groups: [...groups].map(([title, members]) => ({ title, boxes: members })),
    boxes,
    arrows: [...arrows.values()],
  };
}

/** By which box each node is drawn: a panel by its dashboard, a recording rule by its series. What is not drawn is left out. */
function standIns(graph: Graph): ReadonlyMap<string, string> {
  const stands = new Map<string, string>();
  for (const { id, kind, within } of graph.nodes.values()) {
    if (kind === 'metric' && readersOf(graph, id).length > 0) stands.set(id, id);
    else if (kind === 'metric' && graph.into(id).some((edge) => edge.kind === 'records')) stands.set(id, id);
    else if (kind === 'alert' || kind === 'dashboard' || kind === 'receiver') stands.set(id, id);
    else if (kind === 'rule') stands.set(id, graph.out(id).find((edge) => edge.kind === 'records')?.to ?? id);
    else if (within?.startsWith('dashboard:')) stands.set(id, within);
  }
  return stands;
}

function groupOf(graph: Graph, { id, kind, made }: GraphNode): string | undefined {
  if (kind !== 'metric') return undefined;
  if (made === 'recorded') return 'recorded';
  if (made === 'by Prometheus') return 'Prometheus itself';
  const jobs = graph.into(id).filter((edge) => edge.kind === 'exposes');
  const [only] = jobs;
  return jobs.length === 1 && only ? `job ${only.from.replace(/^job:/, '')}` : 'several jobs';
}

function arrowOf({ kind, from, to }: GraphEdge, graph: Graph, whole: boolean): Arrow | undefined {
  if (kind === 'reads') {
    // Panels that show alerts would draw an arrow from each of them.
    return whole && graph.nodes.get(to)?.kind === 'alert' ? undefined : { from: to, to: from };
  }
  if (kind === 'routes-to' || kind === 'exposes') return { from, to };
  if (whole) return undefined;
  return { from, to, label: kind.replace('-', ' ') };
}
