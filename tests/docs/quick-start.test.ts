import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { synth } from '../../scripts/commands/synth.ts';
import type { Terminal } from '../../scripts/output/terminal.ts';
import { writeTree } from '../support/files.ts';
import { assets } from '../support/stacks.ts';
import { repository, temporaryProject } from '../support/temporary.ts';
import { exampleFiles, writeFiles } from './examples.ts';
import { page } from './pages.ts';

const path = 'docs/quick-start.md';

describe(path, () => {
  it('shows what its stack becomes', { timeout: 60_000 }, async () => {
    const projectFolder = temporaryProject();
    const { blocks } = page(path);
    const files = exampleFiles(page(path));
    writeFiles(projectFolder, new Map([...files].filter(([name]) => name === 'stacks/shop.ts')));
    const assetsFolder = join(projectFolder, 'assets');
    mkdirSync(assetsFolder);
    writeTree(assetsFolder, assets);
    const results: string[] = [];
    const terminal: Terminal = {
      result: (text) => results.push(stripVTControlCharacters(text)),
      progress: () => {},
      done: () => {},
      note: () => {},
    };
    const everything = { stacks: ['shop'], environments: [], targets: [] };
    await synth({ ...everything, projectFolder, assetsFolder, out: 'dist', json: false }, terminal);
    const shown = blocks.find(({ text }) => text.startsWith('stack  environment'))?.text ?? '';
    const made = `${results[0]?.trimEnd()}\n`;
    if (process.env.UPDATE_DOCS === '1') {
      const file = join(repository, path);
      writeFileSync(file, readFileSync(file, 'utf8').replace(shown, made));
      return;
    }
    expect(shown, `${path} is old; write it anew: UPDATE_DOCS=1 npm run test:unit`).toBe(made);
  });
});
