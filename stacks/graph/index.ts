// Who reads what, across a whole stack: its parts and what they expose, what rules and dashboards read of it, and whom alerts reach. And
// the checks that only the whole can answer. Pure.
export { stackGraph } from './build.ts';
export type { GraphCheck, GraphFinding, GraphRemark } from './checks/check.ts';
export { graphChecks, runGraphChecks } from './checks/list.ts';
export { type EdgeKind, type Graph, type GraphEdge, type GraphNode, type NodeKind, nodesOf } from './graph.ts';
export { findNodes, knownNames, type Neighbourhood, neighbourhood } from './neighbourhood.ts';
export { dotText } from './render/dot.ts';
export { graphJson } from './render/json.ts';
export { mermaidText } from './render/mermaid.ts';
export { neighbourhoodText } from './render/neighbourhood-text.ts';
export { graphText } from './render/text.ts';
export { completed } from './route-tests.ts';
