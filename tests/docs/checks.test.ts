import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkPages } from '../../scripts/check-pages.ts';
import { repository } from '../support/temporary.ts';

const docs = join(repository, 'docs');

describe('docs/checks', () => {
  const pages = checkPages();

  it('has the page of every check as the check defines it', () => {
    for (const [path, text] of pages) {
      if (process.env.UPDATE_DOCS === '1') {
        mkdirSync(join(docs, 'checks'), { recursive: true });
        writeFileSync(join(docs, path), text);
      }
      const advice = `docs/${path} is old; write it anew: UPDATE_DOCS=1 npm run test:unit`;
      expect(readFileSync(join(docs, path), 'utf8'), advice).toBe(text);
    }
  });

  it('has no page of a check that is gone', () => {
    const files = readdirSync(join(docs, 'checks')).map((file) => `checks/${file}`);
    expect(files.filter((file) => !pages.has(file))).toEqual([]);
  });
});
