import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { init } from '../../scripts/commands/init.ts';
import type { FrameworkName } from '../../scripts/init/frameworks.ts';
import { NarthexError } from '../../stacks/model/index.ts';
import { readTree, writeTree } from '../support/files.ts';
import { repository, temporaryFolder } from '../support/temporary.ts';

interface Flags {
  readonly name?: string;
  readonly framework?: FrameworkName;
  readonly dryRun?: boolean;
}

/** Runs the command; what it said on standard output and beside it. */
async function run(folder: string, { dryRun = false, ...wishes }: Flags = {}) {
  const results: string[] = [];
  const notes: string[] = [];
  const manifestFile = join(repository, 'package.json');
  await init(
    { folder, dryRun, manifestFile, ...wishes },
    { result: (text) => results.push(text), note: (text) => notes.push(text), progress: () => {}, done: () => {} },
  );
  return { said: results.join('\n'), notes };
}

/** What it refuses, as code and message. */
async function refusals(folder: string, flags?: Flags): Promise<string[]> {
  const error = await run(folder, flags).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof NarthexError)) throw new Error(`it was not refused: ${String(error)}`);
  return error.problems.map(({ code, message }) => `${code} ${message}`);
}

const manifest = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
const shop = (files: Record<string, string> = {}) => {
  const folder = join(temporaryFolder(), 'shop');
  writeTree(folder, files);
  return folder;
};

describe('narthex init in an empty folder', () => {
  it('writes a service, its metrics, its stack and what runs them, under the name of the folder', async () => {
    const folder = shop();
    await run(folder);
    const files = readTree(folder);
    expect(Object.keys(files)).toEqual([
      '.gitignore',
      'package.json',
      'src/monitoring/instrument.ts',
      'src/monitoring/metrics.ts',
      'src/server.ts',
      'stacks/shop.ts',
      'tsconfig.json',
    ]);
    expect(files['stacks/shop.ts']).toContain(`name: 'shop'`);
    expect(files['.gitignore']).toBe('node_modules/\nbuild/\ndist/\n.narthex/\n');
  });

  it('makes the folder, and takes another name', async () => {
    const folder = join(temporaryFolder(), 'new', 'folder');
    await run(folder, { name: 'orders' });
    expect(existsSync(join(folder, 'stacks', 'orders.ts'))).toBe(true);
    expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name).toBe('orders');
  });

  it('names exact versions: of this package its own, of others those it is tested with', async () => {
    const folder = shop();
    await run(folder, { framework: 'express' });
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const own = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
    expect(devDependencies.narthex).toBe(own.version);
    expect(dependencies['@narthex/instrumentation']).toBe(own.dependencies['@narthex/instrumentation']);
    for (const version of Object.values({ ...dependencies, ...devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('takes the package.json that npm makes when it installs something, and makes it one of ES modules', async () => {
    const folder = shop({ 'package.json': manifest({ devDependencies: { narthex: 'file:../narthex-0.1.0.tgz' } }) });
    await run(folder);
    const { type, devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect([type, devDependencies.narthex]).toEqual(['module', 'file:../narthex-0.1.0.tgz']);
    expect(existsSync(join(folder, 'src/server.ts'))).toBe(true);
  });

  it('says with --dry-run what it would write, and writes nothing', async () => {
    const folder = shop();
    const { said } = await run(folder, { dryRun: true });
    expect(said.split('\n')).toContain('would write  stacks/shop.ts');
    expect(existsSync(folder)).toBe(false);
  });

  it('refuses a name that a part of the stack has', async () => {
    const [refusal, ...others] = await refusals(shop(), { name: 'prometheus' });
    expect([refusal, others]).toEqual([`NX834 'prometheus' is the name of a part of every stack`, []]);
  });
});

describe('narthex init in a project', () => {
  it('takes name and framework from package.json, writes no service, and says how to add the recording', async () => {
    const folder = shop({
      'package.json': manifest({ name: '@acme/Orders_API', type: 'module', dependencies: { fastify: '5.0.0' } }),
      'src/app.ts': '',
      'tsconfig.json': '{}',
    });
    const { said } = await run(folder);
    expect(Object.keys(readTree(folder))).toEqual([
      '.gitignore',
      'package.json',
      'src/app.ts',
      'src/monitoring/instrument.ts',
      'src/monitoring/metrics.ts',
      'stacks/orders-api.ts',
      'stacks/tsconfig.json',
      'tsconfig.json',
    ]);
    expect(said).toContain('await app.register(monitoring(monitoringOptions));');
    expect(said).toContain(`import { monitoring } from '@narthex/instrumentation/fastify';`);
  });

  it('keeps every key of package.json, its order and format, and says which of its own it left', async () => {
    const before = `{
\t"name": "shop",
\t"type": "module",
\t"scripts": { "stack:up": "mine", "start": "node ." },
\t"files": ["a",   "b"],
\t"dependencies": {
\t\t"express": "^4.0.0",
\t\t"prom-client": "^15.0.0"
\t}
}
`;
    const folder = shop({ 'package.json': before, 'index.js': '' });
    chmodSync(join(folder, 'package.json'), 0o640);
    const { notes } = await run(folder);
    const after = readFileSync(join(folder, 'package.json'), 'utf8');
    expect(notes).toEqual(['kept as it is in package.json: scripts.stack:up']);
    expect(after).toContain(
      '"files": ["a",   "b"],\n\t"dependencies": {\n\t\t"express": "^4.0.0",\n\t\t"prom-client": "^15.0.0",\n',
    );
    expect(after).toContain('"scripts": { "stack:up": "mine", "start": "node .", "stack:types": "tsc -p stacks", ');
    expect(statSync(join(folder, 'package.json')).mode & 0o777).toBe(0o640);
    const { dependencies, devDependencies, scripts } = JSON.parse(after);
    expect(dependencies).toMatchObject({ express: '^4.0.0', 'prom-client': '^15.0.0' });
    expect(Object.keys(devDependencies)).toEqual(['narthex', 'typescript', '@types/node']);
    expect(scripts['stack:up']).toBe('mine');
  });

  it('writes JavaScript where the project is in JavaScript, as ES modules that CommonJS can load', async () => {
    const files = { 'package.json': manifest({ name: 'shop', dependencies: { koa: '3.0.0' } }), 'index.js': '' };
    const folder = shop(files);
    const { said } = await run(folder);
    expect(Object.keys(readTree(folder))).toEqual(
      expect.arrayContaining(['monitoring/instrument.mjs', 'monitoring/metrics.mjs', 'stacks/shop.mts']),
    );
    expect(said).toContain(`require('./monitoring/instrument.mjs')`);
  });

  it('writes its stacks beside the output of somebody else', async () => {
    const folder = shop({
      'package.json': manifest({
        name: 'shop',
        type: 'module',
        main: 'dist/index.js',
        scripts: { start: 'node dist' },
      }),
      '.gitignore': 'node_modules\n/dist/',
    });
    await run(folder);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('node_modules\n/dist/\nobservability/\n.narthex/\n');
    const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect(scripts['stack:synth']).toBe('narthex synth --out observability');
  });

  it('never overwrites: it says everything that is in the way at once, and writes nothing', async () => {
    const files = {
      'package.json': manifest({ name: 'shop', type: 'module', dependencies: { hono: '4.0.0' } }),
      'stacks/shop.ts': 'mine',
      'src/monitoring': 'a file',
    };
    const folder = shop(files);
    expect(await refusals(folder)).toEqual([
      'NX831 stacks/shop.ts is there already',
      'NX831 src/monitoring is there already',
    ]);
    expect(readTree(folder)).toEqual(files);
    expect(existsSync(join(folder, '.narthex'))).toBe(false);
  });

  it('takes a link that leads nowhere for something that is there', async () => {
    const folder = shop({ 'package.json': manifest({ name: 'shop', type: 'commonjs' }) });
    mkdirSync(join(folder, 'stacks'));
    symlinkSync('/nowhere/at/all', join(folder, 'stacks', 'shop.mts'));
    expect(await refusals(folder)).toEqual(['NX831 stacks/shop.mts is there already']);
  });

  it('does it once: a second time everything is in the way', async () => {
    const folder = shop();
    await run(folder);
    const written = readTree(folder);
    const [first, ...others] = await refusals(folder);
    expect([first, ...others].every((problem) => problem?.startsWith('NX831 '))).toBe(true);
    expect(others.length).toBeGreaterThan(1);
    expect(readTree(folder)).toEqual(written);
  });

  it('asks which framework answers where there are several, and is told', async () => {
    const folder = shop({
      'package.json': manifest({ name: 'shop', dependencies: { express: '5.0.0', koa: '3.0.0' } }),
    });
    expect(await refusals(folder)).toEqual(['NX833 package.json has several web frameworks: express, koa']);
    await run(folder, { framework: 'koa' });
    expect(readFileSync(join(folder, 'monitoring/metrics.mjs'), 'utf8')).toContain('@narthex/instrumentation/koa');
  });

  it('knows Nest by itself, whatever it stands on', async () => {
    const dependencies = { '@nestjs/core': '11.0.0', express: '5.0.0' };
    const folder = shop({ 'package.json': manifest({ name: 'shop', dependencies }) });
    await run(folder);
    expect(readFileSync(join(folder, 'monitoring/metrics.mjs'), 'utf8')).toContain('@narthex/instrumentation/nestjs');
  });

  it.each([
    ['{ "name": ', /^NX832 package\.json is no JSON: /],
    ['[]', /^NX832 package\.json is no JSON object$/],
    ['{ "name": "shop", "scripts": [] }', /^NX832 'scripts' in package\.json is no object$/],
    ['{ "name": "123" }', /^NX834 there is no name/],
  ])('refuses a package.json that says %s', async (text, refusal) => {
    const folder = shop({ 'package.json': text });
    expect(await refusals(folder)).toEqual([expect.stringMatching(refusal)]);
    expect(Object.keys(readTree(folder))).toEqual(['package.json']);
  });

  it('completes what a run has begun that was killed', async () => {
    const folder = shop({ 'package.json': manifest({ name: 'shop' }), '.narthex/staged-1/stacks/shop.ts': 'staged' });
    const moves = [['.narthex/staged-1/stacks/shop.ts', 'stacks/shop.ts']];
    writeTree(folder, { '.narthex/journal.json': JSON.stringify({ moves, removals: [] }) });
    expect((await run(folder)).said).toMatch(/complete now/);
    expect(readTree(folder)).toEqual({ 'package.json': manifest({ name: 'shop' }), 'stacks/shop.ts': 'staged' });
  });

  it('leaves nothing behind where it may not write', async () => {
    const folder = shop();
    writeFileSync(folder, 'a file where the folder should be');
    expect(await refusals(folder)).toEqual([expect.stringMatching(/^NX835 cannot write .*a file stands where/)]);
  });
});
