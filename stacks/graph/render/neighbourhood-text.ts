import type { GraphNode } from '../graph.ts';
import type { Neighbourhood } from '../neighbourhood.ts';

/** What a node needs and what needs it, for people. */
export function neighbourhoodText({ node, needs, feeds, beside }: Neighbourhood): string {
  const sections = [
    section('needs', needs.map(line)),
    section('feeds', feeds.map(line)),
    section(
      'and',
      beside.map((each) => `${each.how} ${line(each.node)}${each.by ? `, by ${each.by}` : ''}`),
    ),
  ];
  const head = `${line(node)}${sections.every((each) => each.length === 0) ? ': nothing hangs together with it' : ''}`;
  return [head, ...sections.flat()].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((text) => `  ${text}`)];
}

function line({ kind, name, about, within }: GraphNode): string {
  const of = within === undefined ? '' : ` of ${within.replace(/^\w+:/, '')}`;
  // The name of a variable already says what it is.
  const said = name.startsWith(`${kind} `) ? name : `${kind} ${name}`;
  return `${said}${of}${about ? ` (${about})` : ''}`;
}
