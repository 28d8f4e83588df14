import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checks } from '../../promql/index.ts';
import { repository } from '../support/temporary.ts';
import { headings, page } from './pages.ts';

const notSource = /^(node_modules|build|build\.\d+|dist|docs|tests|coverage|reports|\..*)$/;

/** The text of every source file of Narthex. */
function sources(): string[] {
  const folders = readdirSync(repository, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !notSource.test(entry.name),
  );
  return folders.flatMap(({ name }) =>
    readdirSync(join(repository, name), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !/(^|\/)(node_modules|build)\//.test(path))
      .map((path) => readFileSync(join(repository, name, path), 'utf8')),
  );
}

/** Codes whose example is said by another program. */
const saidByOthers = ['NX202', 'NX602', 'NX803'];

/** Every three words of a message that stand together; values stand between them. */
function piecesOf(message: string): string[] {
  const words = message.split(' ');
  const length = words.length > 6 ? 3 : 2;
  return words.slice(length - 1).map((_, index) => words.slice(index, index + length).join(' '));
}

describe('docs/errors.md', () => {
  const described = headings(page('docs/errors.md')).flatMap((heading) => /^NX\d{3}/.exec(heading) ?? []);

  const source = sources();

  it('has a paragraph for every code that Narthex reports, and for no other', () => {
    const codes = source.flatMap((text) => text.match(/\bNX\d{3}\b/g) ?? []);
    // A check of expressions has a page of its own.
    const pages = new Set(checks.map(({ code }): string => code));
    expect(described).toEqual([...new Set(codes)].filter((code) => !pages.has(code)).sort());
  });

  it('shows a message and says what to do, for each', () => {
    const [, ...paragraphs] = page('docs/errors.md').text.split(/^### (?=NX\d{3})/m);
    expect(paragraphs).toHaveLength(described.length);
    for (const paragraph of paragraphs) {
      expect(paragraph).toMatch(/^> /m);
      expect(paragraph).toMatch(/^Fix: /m);
    }
  });

  it('quotes messages in the words of the code', () => {
    for (const [, code = '', message = ''] of page('docs/errors.md').text.matchAll(/^### (NX\d{3}).*?^> (.+?)$/gms)) {
      if (saidByOthers.includes(code)) continue;
      const known = piecesOf(message).some((piece) => source.some((text) => text.includes(piece)));
      expect(known, `${code}: ${message}`).toBe(true);
    }
  });
});
