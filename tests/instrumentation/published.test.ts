import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doorsOf } from '../../scripts/build-instrumentation.mjs';
import { repository } from '../support/temporary.ts';

const source = join(repository, 'exporters', 'instrumentation');
const doors = doorsOf(source).map(({ specifier }) => specifier);
let project = '';

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'narthex-instrumentation-'));
  execFileSync(process.execPath, [join(repository, 'scripts', 'build.mjs')], { cwd: repository });
  const tsc = join(repository, 'node_modules', '.bin', 'tsc');
  execFileSync(tsc, ['-p', 'tsconfig.build.json'], { cwd: source });
  execFileSync(tsc, ['-p', 'tsconfig.build.json', '--outDir', 'build/cjs'], { cwd: source });
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', project], {
    cwd: source,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const target = join(project, 'node_modules', '@narthex', 'instrumentation');
  mkdirSync(target, { recursive: true });
  const file = /"filename": "([^"]+)"/.exec(packed)?.[1] ?? '';
  execFileSync('tar', ['-xzf', join(project, file), '--strip-components=1', '-C', target]);
  for (const entry of readdirSync(join(repository, 'node_modules'))) {
    if (entry.startsWith('.') || entry === '@narthex') continue;
    symlinkSync(join(repository, 'node_modules', entry), join(project, 'node_modules', entry));
  }
}, 240_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

function run(file: string, text: string): string {
  writeFileSync(join(project, file), text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { cwd: project, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

function typecheck(file: string, text: string): string {
  writeFileSync(join(project, file), text);
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node'];
  const program = join(repository, 'node_modules', '.bin', 'tsc');
  return spawnSync(program, [...options, file], { cwd: project, encoding: 'utf8' }).stdout;
}

const use = `
const registry = new Registry();
const set = defineMetrics({ calls: counter('calls_total', 'Calls.', { labels: { kind: ['a'] } }) });
instrument(set, { registry }).calls.inc({ kind: 'a' });
registry.metrics().then((text) => console.log(/^calls_total.*$/m.exec(text)[0]));`;

describe('the package as it is published', () => {
  it('has every door, as an ES module and as CommonJS, with the same in it', () => {
    const names = JSON.stringify(doors);
    const list = (load: string) =>
      `(async () => { const found = {}; for (const door of ${names}) found[door] = Object.keys(await ${load}).filter((name) => name !== 'default').sort(); console.log(JSON.stringify(found)); })();`;
    const modules: Record<string, string[]> = JSON.parse(run('doors.mjs', list('import(door)')));
    expect(JSON.parse(run('doors.cjs', list('require(door)')))).toEqual(modules);
    expect(Object.keys(modules)).toHaveLength(16);
    for (const exported of Object.values(modules)) expect(exported.length).toBeGreaterThan(0);
  });

  it('records as an ES module and as CommonJS', () => {
    const names = '{ counter, defineMetrics, instrument }';
    expect(
      run('use.mjs', `import ${names} from '@narthex/instrumentation'; import { Registry } from 'prom-client';${use}`),
    ).toBe('calls_total{kind="a"} 1\n');
    expect(
      run(
        'use.cjs',
        `const ${names} = require('@narthex/instrumentation'); const { Registry } = require('prom-client');${use}`,
      ),
    ).toBe('calls_total{kind="a"} 1\n');
  });

  it('knows its metrics again when both kinds are loaded in one process', () => {
    const output = run(
      'both.mjs',
      `import { createRequire } from 'node:module';
       import { Registry } from 'prom-client';
       import * as esm from '@narthex/instrumentation';
       const cjs = createRequire(import.meta.url)('@narthex/instrumentation');
       const registry = new Registry();
       for (const { counter, instrument, withLabels, perRequest, bounded, currentLabels } of [esm, cjs])
         cjs.withLabels({ tenant: 'north' }, () =>
           instrument({ calls: counter('calls_total', 'C.', { labels: { tenant: perRequest(bounded(2)) } }) }, { registry }).calls.inc({}));
       for (const { expose, wholeBody } of [esm, cjs])
         console.log(/^calls_total.*$/m.exec(String(await wholeBody(await expose(registry))))[0]);`,
    );
    expect(output).toBe('calls_total{tenant="north"} 2\n'.repeat(2));
  });

  it('brings its types along for both, without skipping any', () => {
    const text = (load: string) => `${load}
      const set = defineMetrics({ calls: counter('calls_total', 'Calls.', { labels: { kind: ['a', 'b'] } }) });
      const { calls } = instrument(set, { registry: new Registry() });
      calls.inc({ kind: 'a' });
      const held = calls.with({ kind: 'b' });
      held.inc(2);
      // @ts-expect-error no such kind
      calls.inc({ kind: 'c' });
      declare const all: unknown[];
      all.push(${doors.map((_, index) => `door${index}`).join(', ')});`;
    const imports = doors.map((door, index) => `import * as door${index} from '${door}';`).join('\n');
    const names =
      "import { counter, defineMetrics, instrument } from '@narthex/instrumentation';\nimport { Registry } from 'prom-client';";
    expect(typecheck('typed.mts', text(`${imports}\n${names}`))).toBe('');
    expect(typecheck('typed.cts', text(`${imports}\n${names}`))).toBe('');
  });

  it('takes the registry of either client by type', () => {
    const text = `import { Registry as Old } from 'prom-client';
      import { Registry as New } from '@prometheus-io/client';
      import { collectProcessMetrics } from '@narthex/instrumentation/process';
      import { expose } from '@narthex/instrumentation';
      for (const registry of [new Old(), new New()]) {
        collectProcessMetrics({ registry })();
        void expose(registry);
      }`;
    expect(typecheck('clients.mts', text)).toBe('');
  });

  it('is small in what an application loads that only records', async () => {
    const entry = join(project, 'small.mjs');
    writeFileSync(entry, `export { counter, defineMetrics, instrument } from '@narthex/instrumentation';`);
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      minify: true,
      write: false,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
    });
    const text = outputFiles[0]?.text ?? '';
    expect(gzipSync(text).byteLength).toBeLessThan(11_000);
    for (const name of ['node:zlib', 'node:http', 'node:cluster', 'node:perf_hooks', 'node:v8'])
      expect(text).not.toContain(name);
  });
});
