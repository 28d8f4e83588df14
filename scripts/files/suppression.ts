import { checks } from '../../promql/index.ts';
import { readSuppression, type Suppression } from '../../stacks/model/index.ts';

/** A comment that says which findings are meant. */
export interface SuppressionComment {
  /** Where it begins in the text. */
  readonly offset: number;
  /** One for each check that it names; `undefined`: it is not written as it has to be. */
  readonly suppressions: readonly Suppression[] | undefined;
}

const comment = /(?:^|[ \t])#[ \t]*narthex[ \t]+ignore\b([^\r\n]*)/gm;

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
  const read = readSuppression(text);
  const codes = read?.names.map(codeOf);
  if (read === undefined || !codes?.every((code) => code !== undefined)) return undefined;
  const { reason, until } = read;
  return codes.map((check) => ({ check, reason, ...(until && { until }) }));
}

function codeOf(name: string): Suppression['check'] | undefined {
  if (/^NX\d+$/.test(name)) return name as Suppression['check'];
  return checks.find((check) => check.name === name)?.code;
}
