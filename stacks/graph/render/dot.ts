import type { Graph, NodeKind } from '../graph.ts';
import { type Box, diagramOf } from './diagram.ts';

const shapes: Readonly<Partial<Record<NodeKind, string>>> = {
  alert: 'hexagon',
  rule: 'parallelogram',
  receiver: 'oval',
  dashboard: 'folder',
  panel: 'folder',
};

/** A graph in the DOT language of Graphviz. `whole`: see `diagramOf`. */
export function dotText(graph: Graph, name: string, whole: boolean): string {
  const { groups, boxes, arrows } = diagramOf(graph, whole);
  return [
    `digraph ${quoted(name)} {`,
    '  rankdir=LR;',
    '  node [shape=box];',
    ...groups.flatMap(({ title, boxes: members }, index) => [
      `  subgraph cluster_${index} {`,
      `    label=${quoted(title)};`,
      ...members.map((box) => `    ${boxText(box)}`),
      '  }',
    ]),
    ...boxes.map((box) => `  ${boxText(box)}`),
    ...arrows.map(({ from, to, label }) => `  ${from} -> ${to}${label ? ` [label=${quoted(label)}]` : ''};`),
    '}',
  ].join('\n');
}

function boxText({ key, kind, label }: Box): string {
  const shape = shapes[kind];
  return `${key} [label=${quoted(label)}${shape ? `, shape=${shape}` : ''}];`;
}

/** In DOT only the quote itself has to be escaped; a backslash is shielded from its label escapes. */
function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;
}
