import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from '../support/temporary.ts';
import { page } from './pages.ts';

/** The rules of `tests/house`, on one line each and without comments: `compose: ['stacks/model'],`. */
const enforced = readFileSync(join(repository, 'tests', 'house', 'imports.test.ts'), 'utf8')
  .replace(/^ *\/\/.*$/gm, '')
  .replace(/\s+/g, ' ')
  .replace(/\[ /g, '[')
  .replace(/,? \]/g, ']');

describe('docs/architecture.md', () => {
  const [, section = ''] = page('docs/architecture.md').text.split('## Who may import whom');
  const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)];

  it('shows the imports that are enforced', () => {
    expect(rows.length).toBeGreaterThan(10);
    for (const [, room = '', allowed = ''] of rows) {
      if (allowed === 'every room') continue;
      const names = [...allowed.matchAll(/`([^`]+)`/g)].map(([, name]) => `'${name}'`);
      const key = /^\w+$/.test(room) ? room : `'${room}'`;
      expect(enforced, room).toContain(` ${key}: [${names.join(', ')}],`);
    }
  });
});
