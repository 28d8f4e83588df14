import { checks } from '../../promql/index.ts';
import type { Suppression } from '../../stacks/model/index.ts';

/** A comment that says which findings are meant. */
export interface SuppressionComment {
  /** Where it begins in the text. */
  readonly offset: number;
  /** One for each check that it names; `undefined`: it is not written as it has to be. */
  readonly suppressions: readonly Suppression[] | undefined;
}

const comment = /(?:^|[ \t])#[ \t]*narthex[ \t]+ignore\b([^\r\n]*)/gm;
const form = /^[ \t]+([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)(?:[ \t]+until[ \t]+(\d{4}-\d{2}-\d{2}))?[ \t]*:(.*)$/;

/** How such a comment is written. */
export const suppressionForm = '# narthex ignore NX504 until 2027-03-31: the reason';

/** The comments `# narthex ignore …` of a text, in its order. Checks go by code or by name. */
export function suppressionComments(text: string): SuppressionComment[] {
  if (!text.includes('narthex')) return [];
  return [...text.matchAll(comment)].map(({ index, 0: whole, 1: rest = '' }) => ({
    offset: index + whole.indexOf('#'),
    suppressions: suppressionsOf(rest),
  }));
}

function suppressionsOf(text: string): Suppression[] | undefined {
  const [written, names = '', until, reason = ''] = form.exec(text) ?? [];
  if (written === undefined) return undefined;
  const codes = names.split(',').map((name) => codeOf(name.trim()));
  if (!codes.every((code) => code !== undefined)) return undefined;
  const last = until as NonNullable<Suppression['until']> | undefined;
  return codes.map((check) => ({ check, reason: reason.trim(), ...(last && { until: last }) }));
}

function codeOf(name: string): Suppression['check'] | undefined {
  if (/^NX\d+$/.test(name)) return name as Suppression['check'];
  return checks.find((check) => check.name === name)?.code;
}
