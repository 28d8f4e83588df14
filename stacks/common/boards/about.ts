import type { Row } from 'narthex';

/** Whose board it is. */
export interface Owner {
  /** The name of the stack, with which the addresses of its boards begin. */
  readonly stack: string;
  readonly team: string;
}

/** The last row of a board: what it is for, whose it is, and which boards to open next, by name, each with what it shows. */
export function about({ stack, team }: Owner, purpose: string, next: Readonly<Record<string, string>>): Row {
  const links = Object.entries(next).map(([board, shows]) => `[${board}](/d/${stack}-${board}) for ${shows}`);
  return {
    key: 'about',
    title: 'About this board',
    lines: [
      {
        height: 4,
        panels: [
          {
            kind: 'text',
            key: 'about',
            title: 'What it is for',
            text: `**${purpose}** The dashed lines are the bounds of alerts, the marks are alerts and restarts.\n\nOwned by the team **${team}**. Next: ${links.join(', ')}.`,
          },
        ],
      },
    ],
  };
}
