import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findStackFiles } from '../../scripts/stacks/find.ts';
import { NarthexError } from '../../stacks/model/index.ts';
import { bundledFixture } from '../support/bundle.ts';
import { writeTree } from '../support/files.ts';
import { load, project } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const stack = (name: string, port = 8000) => `import { defineStack, deployed, inbox } from 'narthex';

export default defineStack({
  name: '${name}',
  summary: 'Sells.',
  team: 'shop',
  services: { api: { summary: 'The API.', port: ${port}, run: deployed('api.internal:8000') } },
  exporters: [],
  receivers: { team: inbox() },
  routing: { receiver: 'team', groupBy: [], groupWait: '1s', groupInterval: '1m', repeatInterval: '1h', routes: [], watchdog: 'team' },
});
`;

/** How loading is refused. */
async function refusal(files: Readonly<Record<string, string>>, names: readonly string[] = []): Promise<NarthexError> {
  const folder = project(files);
  const error: unknown = await load(folder, names).catch((caught: unknown) => caught);
  if (error instanceof NarthexError) return error;
  throw new Error(`it was not refused with a NarthexError: ${String(error)}`);
}

describe('stack files', () => {
  it('are found by the names of their files, in alphabetical order, whatever their kind', () => {
    const folder = project({
      'stacks/shop.ts': '',
      'stacks/api.mjs': '',
      'stacks/web.mts': '',
      'stacks/old.js': '',
      'stacks/index.ts': '',
      'stacks/types.d.ts': '',
      'stacks/readme.md': '',
      'stacks/shop/metrics.ts': '',
    });
    expect(findStackFiles(folder).map(({ name }) => name)).toEqual(['api', 'old', 'shop', 'web']);
  });

  it('are compiled and loaded, with what they import', async () => {
    const folder = project({
      'stacks/one.ts': stack('one'),
      'stacks/two.ts': `export { default } from './two/stack.ts';\n`,
      'stacks/two/stack.ts': stack('two'),
    });
    const loaded = await load(folder);
    expect(loaded.map(({ definition }) => definition.stack.name)).toEqual(['one', 'two']);
  });

  it('are loaded anew when they or what they import changed', async () => {
    const folder = project({
      'stacks/shop.ts': `import { port } from './shop/port.ts';\n${stack('shop').replace('8000,', 'port,')}`,
      'stacks/shop/port.ts': 'export const port = 1;\n',
    });
    const port = async () => (await load(folder))[0]?.definition.stack.services.api?.port;
    expect(await port()).toBe(1);
    writeTree(folder, { 'stacks/shop/port.ts': 'export const port = 22;\n' });
    expect(await port()).toBe(22);
    writeTree(folder, { 'stacks/shop/port.ts': 'export const port = 1;\n' });
    expect(await port()).toBe(1);
  });

  it('are loaded alone when they are named alone', async () => {
    const folder = project({ 'stacks/one.ts': stack('one'), 'stacks/broken.ts': 'export default {' });
    expect((await load(folder, ['one'])).map(({ file }) => file.name)).toEqual(['one']);
  });
});

describe('loading is refused', () => {
  it('in a folder without stacks, with what to do', () => {
    const folder = temporaryFolder();
    expect(() => findStackFiles(folder)).toThrow(
      /no folder 'stacks' in .*\n {4}fix: run the command in the folder of your project/,
    );
    writeTree(folder, { 'stacks/notes.md': '' });
    expect(() => findStackFiles(folder)).toThrow(
      /holds no stack\n {4}fix: write a first stack into stacks\/<name>\.ts/,
    );
  });

  it('for a name that no stack file has, with the nearest one', async () => {
    const { problems } = await refusal({ 'stacks/sergas.ts': stack('sergas') }, ['sergsa', 'nothing']);
    expect(problems).toMatchObject([
      { code: 'NX802', message: "there is no stack 'sergsa'", fix: "did you mean 'sergas'?" },
      { code: 'NX802', message: "there is no stack 'nothing'", fix: 'use one of: sergas' },
    ]);
  });

  it('for text that is no TypeScript, at every such place', async () => {
    const { problems } = await refusal({
      'stacks/shop.ts': `import { helper } from './helper.ts';\n\nexport default helper({\n  name: = 'shop',\n});\n`,
      'stacks/helper.ts': 'export default (',
    });
    expect(problems.map(({ code, position }) => [code, position])).toEqual([
      ['NX803', { file: 'stacks/helper.ts', line: 1, column: 17 }],
      ['NX803', { file: 'stacks/shop.ts', line: 4, column: 9 }],
    ]);
    expect(problems.every(({ message }) => message.length > 0)).toBe(true);
  });

  it('for an import of a file that is not there', async () => {
    const { problems } = await refusal({ 'stacks/shop.ts': `import { a } from './gone.ts';\nexport default a;\n` });
    expect(problems).toMatchObject([{ code: 'NX803', position: { file: 'stacks/shop.ts', line: 1, column: 19 } }]);
    expect(problems[0]?.message).toContain('./gone.ts');
  });

  it('for an import of a package that is not installed, by its name', async () => {
    const { problems } = await refusal({ 'stacks/shop.ts': `import 'not-a-package-of-anybody';\n${stack('shop')}` });
    expect(problems).toMatchObject([{ code: 'NX805', message: expect.stringContaining('not-a-package-of-anybody') }]);
  });

  it.each([
    ['nothing', 'export const shop = 1;\n'],
    ['something else', 'export default { name: "shop" };\n'],
  ])('for a file that exports %s by default', async (_, text) => {
    const { problems } = await refusal({ 'stacks/shop.ts': text });
    expect(problems).toMatchObject([{ code: 'NX804', message: 'stacks/shop.ts defines no stack' }]);
    expect(problems[0]?.fix).toContain('export default defineStack({');
  });

  it('for code that throws, with what it says and where it stands', async () => {
    const { problems } = await refusal({
      'stacks/shop.ts': `import { check } from './shop/check.ts';\n\ncheck('SHOP_URL');\n${stack('shop')}`,
      'stacks/shop/check.ts': `export function check(name: string): void {\n  // Nothing is set here.\n  throw new Error(\`set \${name} first\`);\n}\n`,
    });
    expect(problems).toMatchObject([
      {
        code: 'NX805',
        message: expect.stringContaining('set SHOP_URL first'),
        position: { file: 'stacks/shop/check.ts', line: 3, column: 9 },
      },
    ]);
  });

  it('for a helper that refuses what it is given, where the author called it', async () => {
    const { problems } = await refusal({
      'stacks/shop.ts': `import { generatedSecret, postgresServer } from 'narthex';
const password = generatedSecret('a', 'b');
export const run = postgresServer({ database: 'a-b', password, monitor: { user: 'u', password } });
`,
    });
    expect(problems).toMatchObject([
      {
        code: 'NX805',
        message: expect.stringContaining("'a-b'"),
        position: { file: 'stacks/shop.ts', line: 3, column: 20 },
      },
    ]);
  });

  it('with the place of the mistake also in plain Node.js, where nothing maps the lines', async () => {
    const folder = project({ 'stacks/shop.ts': `\n\n  throw new Error('not today');\n` });
    const { stdout } = await promisify(execFile)(process.execPath, [await bundledFixture('load'), folder]);
    expect(JSON.parse(stdout)).toMatchObject([
      { code: 'NX805', position: { file: 'stacks/shop.ts', line: 3, column: 9 } },
    ]);
  });

  it('for code that throws something that is no error', async () => {
    const { problems } = await refusal({ 'stacks/shop.ts': `throw 'by hand';\n` });
    expect(problems).toMatchObject([{ code: 'NX805', message: expect.stringContaining('by hand') }]);
  });

  it('for all files at once', async () => {
    const { problems } = await refusal({
      'stacks/one.ts': 'export default {',
      'stacks/three.ts': stack('three'),
      'stacks/two.ts': 'export default 2;',
    });
    expect(problems.map(({ code }) => code)).toEqual(['NX803', 'NX804']);
  });
});

describe('what was compiled', () => {
  it('lies in the ignored folder of the project and nowhere else', async () => {
    const folder = project({ 'stacks/shop.ts': stack('shop') });
    const [loaded] = await load(folder);
    expect(loaded?.compiled.path.startsWith(join(folder, '.narthex', 'cache'))).toBe(true);
  });
});
