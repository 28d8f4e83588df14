import type { Graph } from '../graph.ts';

/** A graph as JSON: nodes and edges as lists, in the order of the stack. */
export function graphJson({ nodes, edges }: Graph, stack: string, environment: string): string {
  return JSON.stringify({ stack, environment, nodes: [...nodes.values()], edges }, null, 2);
}
