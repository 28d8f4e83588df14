import type { Graph, NodeKind } from '../graph.ts';
import { type Box, diagramOf } from './diagram.ts';

/** Shapes by kind: data as boxes, what judges them as hexagons, who is told as rounded ends, what is looked at as double boxes. */
const shapes: Readonly<Partial<Record<NodeKind, readonly [string, string]>>> = {
  alert: ['{{', '}}'],
  rule: ['[/', '/]'],
  receiver: ['([', '])'],
  dashboard: ['[[', ']]'],
  panel: ['[[', ']]'],
};

/** A graph for Mermaid (`flowchart`), which GitHub and GitLab draw in Markdown. `whole`: see `diagramOf`. */
export function mermaidText(graph: Graph, whole: boolean): string {
  const { groups, boxes, arrows } = diagramOf(graph, whole);
  return [
    'flowchart LR',
    ...groups.flatMap(({ title, boxes: members }, index) => [
      `  subgraph g${index}["${escaped(title)}"]`,
      ...members.map((box) => `    ${boxText(box)}`),
      '  end',
    ]),
    ...boxes.map((box) => `  ${boxText(box)}`),
    ...arrows.map(({ from, to, label }) => `  ${from} -->${label ? `|${escaped(label)}|` : ''} ${to}`),
  ].join('\n');
}

function boxText({ key, kind, label }: Box): string {
  const [open, close] = shapes[kind] ?? ['[', ']'];
  return `${key}${open}"${escaped(label)}"${close}`;
}

/** Mermaid writes characters of its own syntax as entities, with `#` in place of `&`. */
function escaped(text: string): string {
  return text.replace(/[#"<>]/g, (char) => `#${char.charCodeAt(0)};`);
}
