import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diff } from '../../scripts/commands/diff.ts';
import type { Terminal } from '../../scripts/output/terminal.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { ruleFile } from './support.ts';

function written(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function run(before: string, after: string, format = 'text') {
  const results: string[] = [];
  const terminal = { result: (line: string) => results.push(line) } as unknown as Terminal;
  const differs = await diff({ before, after, format }, terminal);
  return { text: results.join('\n'), differs };
}

const rules = (wait: string) => ruleFile(`- alert: Slow\n  expr: latency > 1\n  for: ${wait}`);
const artifacts = (wait: string) => ({
  '.narthex/manifest.json': `"${wait}"`,
  'shop/production/rules/a.yml': rules(wait),
  'shop/staging/rules/a.yml': rules(wait),
});

describe('narthex diff', () => {
  it('says whether something differs', async () => {
    const [a, b] = [written(artifacts('5m')), written(artifacts('10m'))];
    expect((await run(a, a)).differs).toBe(false);
    const { differs, text } = await run(a, b);
    expect(differs).toBe(true);
    expect(text).toContain('shop: production, staging');
  });

  it('takes the folder of one stack or one environment as well', async () => {
    const [a, b] = [written(artifacts('5m')), written(artifacts('10m'))];
    expect((await run(join(a, 'shop'), join(b, 'shop'))).text).toContain('shop: production, staging');
    expect((await run(join(a, 'shop/staging'), join(b, 'shop/production'))).text).toContain('for 5m -> 10m');
  });

  it('prints everything as JSON', async () => {
    const [a, b] = [written(artifacts('5m')), written(artifacts('10m'))];
    expect(JSON.parse((await run(a, b, 'json')).text)).toEqual({
      sections: [
        {
          stack: 'shop',
          environments: ['production', 'staging'],
          changes: [
            {
              subject: 'alerts',
              thing: 'alert',
              name: 'Slow',
              sign: 'changed',
              details: [{ what: 'for', before: '5m', after: '10m' }],
            },
          ],
        },
      ],
    });
  });

  it.each([
    ['a folder that is none', () => join(temporaryFolder(), 'nothing'), /NX921.*there is no such folder/],
    ['a file', () => join(written({ 'a.txt': '' }), 'a.txt'), /NX921.*it is a file/],
    ['a folder without a stack', () => written({ 'a/b/c.txt': '' }), /NX922.*there is no stack in it/],
    ['a file that is no YAML', () => written({ 'shop/production/rules/a.yml': 'groups: [' }), /NX923.*no YAML/],
  ])('refuses %s', async (_, folder, message) => {
    await expect(run(written(artifacts('5m')), folder())).rejects.toThrow(message);
  });

  it('refuses a format that it does not have', async () => {
    const folder = written(artifacts('5m'));
    await expect(run(folder, folder, 'html')).rejects.toThrow(/NX802.*no format 'html'/);
  });
});
