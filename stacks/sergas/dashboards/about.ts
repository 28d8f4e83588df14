import type { Row } from 'narthex';

/** The last row of a board: what it is for, whose it is, and which boards to open next, by name, each with what it shows. */
export function about(purpose: string, next: Readonly<Record<string, string>>): Row {
  const links = Object.entries(next).map(([board, shows]) => `[${board}](/d/sergas-${board}) for ${shows}`);
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
            text: `**${purpose}** The dashed lines are the bounds of alerts, the marks are alerts and restarts.\n\nOwned by the team **sergas**. Next: ${links.join(', ')}.`,
          },
        ],
      },
    ],
  };
}
