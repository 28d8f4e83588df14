import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instrumentationSources } from '../support/bundle.ts';
import { repository, temporaryFolder } from '../support/temporary.ts';

const parent = join(repository, '.narthex', 'tmp');
let folder = '';

// As it is installed: several chunks, of which only those are loaded that are needed.
beforeAll(async () => {
  mkdirSync(parent, { recursive: true });
  folder = mkdtempSync(join(parent, 'check-files-'));
  await build({
    absWorkingDir: repository,
    entryPoints: { narthex: 'scripts/narthex.ts', index: 'stacks/index.ts' },
    outdir: folder,
    bundle: true,
    splitting: true,
    packages: 'external',
    alias: { ...instrumentationSources },
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command in a folder that is no project. */
function narthex(args: readonly string[], files: Readonly<Record<string, string>>) {
  const cwd = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'narthex.js'), 'check', ...args], {
    cwd,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const rules = (name: string, expr: string) =>
  `groups: [{name: ${name}, rules: [{record: 'all:${name}:c', expr: '${expr}'}]}]`;
const files = {
  'good.yml': rules('good', 'rate(node_context_switches_total[5m])'),
  'warning.yml': rules('warning', 'up{job=~"a"}'),
  'bad.yml': rules('bad', 'rate(up[5m])'),
  'policy.json': '{"names": {"recording": "job:.+"}}',
  'shop.yml': rules('shop', 'rate(orders_total[5m])'),
  'shop.ts':
    "import { describeMetrics, gauge } from 'narthex';\nexport const shop = describeMetrics({ orders: gauge('orders_total', 'Orders.') });\n",
};

describe('narthex check with files', () => {
  it.each([
    [['--rules', 'good.yml'], 0, 'nothing found'],
    [['--rules', 'good.yml', 'warning.yml'], 0, '1 warning'],
    [['--rules', 'good.yml', '--rules', 'bad.yml'], 1, 'bad.yml:1:64  NX504'],
    [['--rules', 'shop.yml', '--catalog', 'shop.ts'], 1, "'orders_total' is a gauge"],
    [['--rules', 'shop.yml', '--closed'], 1, 'NX501'],
    [['--rules', 'bad.yml', '--ignore', 'NX504'], 0, 'nothing found'],
    [['--rules', 'good.yml', '--policy', 'policy.json'], 1, 'good.yml:1:41  NX547'],
  ])('answers %j with the exit code %i', (args, status, text) => {
    const result = narthex(args, files);
    expect(result.stdout).toContain(text);
    expect(result.status).toBe(status);
  });

  it.each([
    [['--rules', 'nothing.yml'], 1, 'NX851'],
    [['sergas', '--rules', 'good.yml'], 2, 'give stacks, or files; not both'],
    [['--rules', 'good.yml', '--retention', 'long'], 2, 'It has to be a duration'],
    [['--rules', 'good.yml', '--external-labels', 'a'], 2, 'name=value'],
    [['--rules', 'good.yml', '--prometheus-version', 'x'], 2, 'It has to be a version'],
  ])('refuses %j with the exit code %i', (args, status, text) => {
    const result = narthex(args, files);
    expect(result.stderr).toContain(text);
    expect(result.status).toBe(status);
  });
});
