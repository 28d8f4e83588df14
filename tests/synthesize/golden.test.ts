import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compose } from '../../compose/index.ts';
import sergas from '../../stacks/sergas.ts';
import { synthesize } from '../../stacks/synthesize/index.ts';
import { readTree, writeTree } from '../support/files.ts';
import { planOf } from '../support/stacks.ts';
import { repository } from '../support/temporary.ts';

const folder = join(repository, 'tests', 'golden', 'sergas', 'development');

/** The whole Compose output of Sergas in development, without the bundled programs, which are tested where they are written. */
function synthesized(): Record<string, string> {
  const files = [...synthesize(planOf(sergas, 'development'), [compose])].filter(([path]) => !path.endsWith('.mjs'));
  return Object.fromEntries(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('the development stack of Sergas', () => {
  // `UPDATE_GOLDEN=1 npx vitest run tests/synthesize/golden` writes it anew; the change is reviewed like code.
  it('is what was reviewed; if the change is meant, run with UPDATE_GOLDEN=1 and review the difference', () => {
    const now = synthesized();
    if (process.env.UPDATE_GOLDEN === '1') {
      rmSync(folder, { recursive: true, force: true });
      writeTree(folder, now);
    }
    const reviewed = existsSync(folder) ? readTree(folder) : {};
    expect(Object.keys(now)).toEqual(Object.keys(reviewed));
    for (const [path, text] of Object.entries(now)) expect(text.split('\n'), path).toEqual(reviewed[path]?.split('\n'));
  });
});
