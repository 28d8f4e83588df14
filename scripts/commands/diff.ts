import colors from 'picocolors';
import { NarthexError, unknownNameFix } from '../../stacks/model/index.ts';
import type { Section } from '../diff/change.ts';
import { compare } from '../diff/compare.ts';
import { readFolder } from '../diff/folder.ts';
import { markdownText } from '../diff/markdown.ts';
import { type Paint, terminalText } from '../diff/words.ts';
import type { Terminal } from '../output/terminal.ts';

/** How `narthex diff` prints. */
export const diffFormats = ['text', 'markdown', 'json'] as const;

/** Options of `narthex diff`. */
export interface DiffOptions {
  readonly before: string;
  readonly after: string;
  /** One of `diffFormats`. */
  readonly format: string;
}

const paint: Paint = { added: colors.green, removed: colors.red, heading: colors.bold };

/**
 * Says in words what changes for people between two folders of artifacts, and whether anything does. Throws a `NarthexError` for folders
 * that are none, and for files that are broken.
 */
export async function diff({ before, after, format }: DiffOptions, terminal: Terminal): Promise<boolean> {
  const known = diffFormats.find((each) => each === format);
  if (known === undefined) {
    const problem = { code: 'NX802', path: [], message: `there is no format '${format}'` } as const;
    throw new NarthexError('There is nothing to show.', [{ ...problem, fix: unknownNameFix(format, diffFormats) }]);
  }
  const sections = compare(await readFolder(before), await readFolder(after));
  terminal.result(shown(sections, known));
  return sections.length > 0;
}

function shown(sections: readonly Section[], format: (typeof diffFormats)[number]): string {
  switch (format) {
    case 'text':
      return terminalText(sections, paint);
    case 'markdown':
      return markdownText(sections);
    case 'json':
      return JSON.stringify({ sections }, undefined, 2);
  }
}
