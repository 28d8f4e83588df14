import { boardUid, type Row, type Stack } from '../../stacks/model/index.ts';
import { type DeclaredBoard, declared } from './declared.ts';

/** What the last row of a board says about it. */
export interface About {
  /** Which question it answers, and for whom. One sentence. */
  readonly purpose: string;
  /** How to read it when something is wrong: what first, what then. */
  readonly reading: string;
  /** Boards to go to next; those of them that the stack does not have are left out. */
  readonly next?: readonly DeclaredBoard[];
}

/** The last row of a board: purpose, owner, and where to go next. Its panel's key is `about`. */
export function about(stack: Stack, { purpose, reading, next = [] }: About): Row {
  const others = next.filter((name) => declared[name].by(stack));
  const links = [
    `[Overview](/d/${boardUid(stack.name, 'overview')})`,
    ...others.map((name) => `[${declared[name].title}](/d/${boardUid(stack.name, name)})`),
    `[all dashboards of ${stack.name}](/dashboards?tag=${encodeURIComponent(stack.name)})`,
  ];
  const text = [
    `**${purpose}** ${reading}`,
    `Owned by the team **${stack.team}** (${stack.environment}). Generated from the definition of the stack: change it there.`,
    `Next: ${links.join(', ')}.`,
  ].join('\n\n');
  return {
    key: 'about',
    title: 'About this board',
    lines: [{ height: 4, panels: [{ kind: 'text', key: 'about', title: 'What it is for', text }] }],
  };
}
