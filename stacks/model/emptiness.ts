/**
 * Why a panel may be without data although all is well.
 *
 * - Words alone: what it shows comes and goes, as failures and alerts do. It may be empty or not at any time.
 * - `lacking`: something that not every machine or server has, such as sensors or replicas. Panels that lack the same, in the same words,
 *   have data together: once one of them has, the others are wrong without.
 * - `never`: something that this stack never has. Data there are wrong: the reason is not true any more.
 */
export type Emptiness = string | { readonly lacking: string } | { readonly never: string };

/** The beginnings of sentences under which each kind of reason stands in the description of a panel. */
export const emptinessTitles = {
  comesAndGoes: 'May be empty',
  lacking: 'Not everywhere',
  never: 'Never has data here',
} as const;

/** The reason as a sentence of a description. */
export function emptinessText(reason: Emptiness): string {
  if (typeof reason === 'string') return `${emptinessTitles.comesAndGoes}: ${reason}`;
  return 'never' in reason
    ? `${emptinessTitles.never}: ${reason.never}`
    : `${emptinessTitles.lacking}: ${reason.lacking}`;
}

/** Whether it holds the words of a reason: a definition that no compiler has seen may hold anything. */
export function saysWhyEmpty(reason: unknown): boolean {
  if (typeof reason === 'string') return reason.trim() !== '';
  if (typeof reason !== 'object' || reason === null) return false;
  const [[kind, words] = [], ...others] = Object.entries(reason);
  const known = kind === 'lacking' || kind === 'never';
  return known && others.length === 0 && typeof words === 'string' && words.trim() !== '';
}
