import type { Stack } from './stack.ts';

/** The port of the part that serves the runbooks. */
export const runbooksPort = 9096;

/** Where the part that serves the runbooks is opened: `{ servedAt: 'https://runbooks.example.org' }`, behind what stands in front of it. */
export interface ServedRunbooks {
  readonly servedAt: string;
}

/** Where that is if nobody says otherwise. */
export const defaultRunbooks: ServedRunbooks = { servedAt: `http://localhost:${runbooksPort}` };

/** Stands for the name of the alert in an address: `https://wiki.example.org/{alert}`. */
export const alertPlaceholder = '{alert}';

/** Whether the stack serves its runbooks itself, because nobody else is said to. */
export function servesRunbooks({ runbooks }: Pick<Stack, 'runbooks'>): boolean {
  return typeof runbooks !== 'string';
}

/**
 * Where people read the runbook of an alert. The stack's own part has `/<alert>`; elsewhere the folder is served as it is, so that
 * the address ends in `.md`, unless it says itself where the name stands.
 */
export function runbookUrl({ runbooks }: Pick<Stack, 'runbooks'>, alert: string): string {
  if (typeof runbooks !== 'string') return `${runbooks.servedAt.replace(/\/$/, '')}/${alert}`;
  const pattern = runbooks.includes(alertPlaceholder)
    ? runbooks
    : `${runbooks.replace(/\/$/, '')}/${alertPlaceholder}.md`;
  return pattern.replaceAll(alertPlaceholder, () => alert);
}
