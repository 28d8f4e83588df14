import type { ParsedExpression } from '../analysis/index.ts';
import type { KnownLabels } from './labels.ts';

/** What stands in the graph of a stack. `metric`: what a job exposes or a rule records, under its name in the catalog. */
export type NodeKind =
  | ('service' | 'target' | 'job' | 'metric')
  | ('rule' | 'alert' | 'receiver' | 'inhibition' | 'runbook')
  | ('dashboard' | 'panel' | 'variable' | 'annotation');

/** One thing of a stack. */
export interface GraphNode {
  /** Unique: the kind and what tells it from others of its kind, `panel:sergas-overview/Failed requests`. */
  readonly id: string;
  readonly kind: NodeKind;
  /** As people call it: `Failed requests`, `http_requests_total`. */
  readonly name: string;
  /** One line more: `counter`, `critical, group host`. */
  readonly about?: string;
  /** The node that it is a part of: the dashboard of a panel. */
  readonly within?: string;
  /** The file that it is written into, relative to the folder of the stack. */
  readonly file?: string;
  /** Of a metric: who makes it. */
  readonly made?: 'scraped' | 'recorded' | 'by Prometheus';
  /** Of a metric: the names under which its series are stored. */
  readonly series?: readonly string[];
}

/**
 * How two things hang together, said from the one that does it: a job exposes a metric and reads a target, a rule reads one metric and
 * records another, an alert routes to a receiver, an inhibition mutes an alert, a panel links to a runbook.
 */
export type EdgeKind = 'exposes' | 'reads' | 'records' | 'routes-to' | 'mutes' | 'links-to';

/** One such bond. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** Of a read: the scrape jobs whose series its conditions can meet; sorted. */
  readonly jobs?: readonly string[];
  /** Of what a job exposes: it is stored; the rest is dropped on arrival. */
  readonly stored?: boolean;
  /** Of an alert that mutes another: by which inhibition. */
  readonly by?: string;
}

/** An alert, and what is known of the labels with which it reaches Alertmanager. */
export interface SentAlert extends KnownLabels {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly expression: ParsedExpression;
}

/** Who reads what in a stack, in one environment. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly edges: readonly GraphEdge[];
  readonly alerts: readonly SentAlert[];
  /** Expressions that cannot be parsed: what they read is not known. */
  readonly unreadable: readonly string[];
  /** The edges that begin at a node. */
  readonly out: (id: string) => readonly GraphEdge[];
  /** The edges that end at a node. */
  readonly into: (id: string) => readonly GraphEdge[];
}

/** The id of a node. */
export function nodeId(kind: NodeKind, name: string): string {
  return `${kind}:${name}`;
}

/** Who reads a node: rules, alerts, panels, variables, annotations. */
export function readersOf(graph: Graph, id: string): GraphNode[] {
  return graph.into(id).flatMap(({ kind, from }) => (kind === 'reads' ? (graph.nodes.get(from) ?? []) : []));
}

/** The nodes of one kind, in the order in which the stack has them. */
export function nodesOf(graph: Graph, kind: NodeKind): GraphNode[] {
  return [...graph.nodes.values()].filter((node) => node.kind === kind);
}

/** A graph of these nodes and edges. An edge to a node that is not there is left out, a second one of the same kind as well. */
export function graphOf(
  nodes: Iterable<GraphNode>,
  edges: Iterable<GraphEdge>,
  alerts: readonly SentAlert[] = [],
  unreadable: readonly string[] = [],
): Graph {
  const byId = new Map<string, GraphNode>();
  for (const node of nodes) if (!byId.has(node.id)) byId.set(node.id, node);
  const merged = new Map<string, GraphEdge>();
  for (const edge of edges) {
    if (!byId.has(edge.from) || !byId.has(edge.to)) continue;
    const key = `${edge.kind} ${edge.from} ${edge.to}`;
    const known = merged.get(key);
    if (known?.jobs === undefined || edge.jobs === undefined) {
      merged.set(key, known ?? edge);
      continue;
    }
    merged.set(key, { ...edge, jobs: [...new Set([...known.jobs, ...edge.jobs])].sort() });
  }
  const all = [...merged.values()];
  const out = grouped(all, ({ from }) => from);
  const into = grouped(all, ({ to }) => to);
  return {
    nodes: byId,
    edges: all,
    alerts,
    unreadable,
    out: (id) => out.get(id) ?? [],
    into: (id) => into.get(id) ?? [],
  };
}

function grouped(edges: readonly GraphEdge[], by: (edge: GraphEdge) => string): ReadonlyMap<string, GraphEdge[]> {
  const groups = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const known = groups.get(by(edge));
    if (known === undefined) groups.set(by(edge), [edge]);
    else known.push(edge);
  }
  return groups;
}
