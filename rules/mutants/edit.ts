import type { Span } from '../../promql/index.ts';

/** A piece of an expression, and what stands there instead. */
export interface Replacement extends Span {
  readonly text: string;
}

/** One mistake in an expression, and how it is called. */
export interface Edit {
  /** For people, without the place: `> becomes <=`. */
  readonly change: string;
  readonly replacements: readonly Replacement[];
}

/** The text with the mistake in it. */
export function edited(text: string, { replacements }: Edit): string {
  return [...replacements]
    .sort((a, b) => b.from - a.from)
    .reduce((changed, { from, to, text: other }) => changed.slice(0, from) + other + changed.slice(to), text);
}
