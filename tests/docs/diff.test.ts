import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { diff } from '../../scripts/commands/diff.ts';
import type { Terminal } from '../../scripts/output/terminal.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { page } from './pages.ts';

const path = 'docs/diff.md';
const { blocks } = page(path);

describe(path, () => {
  it('shows what is said about its example', async () => {
    const folder = temporaryFolder();
    for (const { text } of blocks.filter(({ language }) => language === 'yaml')) {
      const file = join(folder, /^# (\S+)\n/.exec(text)?.[1] ?? '');
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const results: string[] = [];
    // Where a test runs, headings may be bold.
    const terminal = { result: (text: string) => results.push(stripVTControlCharacters(text)) } as unknown as Terminal;
    await diff({ before: join(folder, 'before'), after: join(folder, 'after'), format: 'text' }, terminal);
    expect(results).toEqual([blocks.find(({ language }) => language === 'text')?.text.trimEnd()]);
  });
});
