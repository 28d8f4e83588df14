import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { synth } from '../../scripts/commands/synth.ts';
import type { Terminal } from '../../scripts/output/terminal.ts';
import { readTree, writeTree } from '../support/files.ts';
import { project } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const stack = (name: string) => `import { defineStack, deployed, inbox } from 'narthex';

export default defineStack({
  name: '${name}', summary: 'Sells.', team: 'shop',
  services: { api: { summary: 'The API.', port: 8000, run: deployed('api.internal:8000') } },
  exporters: [],
  receivers: { team: inbox() },
  routing: { receiver: 'team', groupBy: [], groupWait: '1s', groupInterval: '1m', repeatInterval: '1h', routes: [], watchdog: 'team' },
});
`;

/** A project, its synth, and what a run said. */
function shopProject(files: Readonly<Record<string, string>>) {
  const projectFolder = project(files);
  const assetsFolder = temporaryFolder();
  writeTree(assetsFolder, {
    'simulator.mjs': '// simulator\n',
    'inbox.mjs': '// inbox\n',
    'runbooks.mjs': '// runbooks\n',
    'preview.mjs': '// preview\n',
    'preview.js': '// page of the preview\n',
    'preview.css': '/* page of the preview */\n',
  });
  const run = async (changes: object = {}) => {
    const said = { results: [] as string[], notes: [] as string[] };
    const terminal: Terminal = {
      result: (text) => said.results.push(text),
      note: (text) => said.notes.push(text),
      progress: () => {},
      done: () => {},
    };
    const defaults = {
      projectFolder,
      assetsFolder,
      stacks: [],
      environments: [],
      targets: ['compose'],
      out: 'dist',
      json: false,
    };
    await synth({ ...defaults, ...changes }, terminal);
    return { results: said.results.join('\n'), notes: said.notes.join('\n') };
  };
  const tops = () => [
    ...new Set(Object.keys(readTree(join(projectFolder, 'dist'))).map((path) => path.split('/').slice(0, 2).join('/'))),
  ];
  return { projectFolder, run, tops };
}

describe('narthex synth', () => {
  it('writes each stack and environment into a folder of its own, and says what it made', async () => {
    const { run, tops } = shopProject({ 'stacks/shop.ts': stack('shop') });
    const { results } = await run();
    expect(tops()).toEqual(['shop/development', 'shop/production', 'shop/staging']);
    const [header = '', ...rows] = results.split('\n');
    expect(header.split(/ +/)).toEqual(['stack', 'environment', 'parts', 'jobs', 'alerts', 'dashboards', 'files']);
    expect(rows.slice(0, 3).map((row) => row.split(/ +/).slice(0, 4))).toEqual([
      ['shop', 'development', '5', '3'],
      ['shop', 'staging', '5', '3'],
      ['shop', 'production', '5', '3'],
    ]);
    expect(results).toMatch(/\ndist: \d+ new, 0 as they were \(\d+ ms\)$/);
  });

  it('says that there was nothing to do the second time', async () => {
    const { run } = shopProject({ 'stacks/shop.ts': stack('shop') });
    await run();
    expect((await run()).results).toMatch(/\ndist: nothing to change, \d+ files as they were/);
  });

  it('prints the same for machines', async () => {
    const { run } = shopProject({ 'stacks/shop.ts': stack('shop') });
    const { results } = await run({ json: true, environments: ['staging'] });
    expect(JSON.parse(results)).toMatchObject({
      stacks: [{ stack: 'shop', environment: 'staging', parts: 5 }],
      written: { changed: [], removed: [], unchanged: 0 },
    });
  });

  it('removes a stack that is gone when it speaks for all of them, and only then', async () => {
    const { projectFolder, run, tops } = shopProject({ 'stacks/one.ts': stack('one'), 'stacks/two.ts': stack('two') });
    await run({ targets: [] });
    writeTree(projectFolder, { 'stacks/two.ts': stack('three') });
    await run({ targets: [], stacks: ['one'] });
    expect(tops().filter((path) => path.startsWith('two'))).toHaveLength(3);
    await run({ targets: [] });
    expect(tops().filter((path) => path.startsWith('two'))).toEqual([]);
    expect(tops().filter((path) => path.startsWith('three'))).toHaveLength(3);
  });

  it('leaves the other targets and environments alone when it makes only one', async () => {
    const { projectFolder, run } = shopProject({ 'stacks/shop.ts': stack('shop') });
    await run({ targets: [] });
    const before = readTree(join(projectFolder, 'dist'));
    await run({ environments: ['staging'], targets: ['compose'] });
    expect(Object.keys(readTree(join(projectFolder, 'dist')))).toEqual(Object.keys(before));
  });

  it('names a file that was edited by hand and writes it anew', async () => {
    const { projectFolder, run } = shopProject({ 'stacks/shop.ts': stack('shop') });
    await run();
    writeFileSync(join(projectFolder, 'dist/shop/staging/compose/compose.yaml'), 'services: {}\n');
    expect((await run()).notes).toContain('Edited by hand, and written anew: shop/staging/compose/compose.yaml');
  });

  it('makes the passwords of development once, outside the output, and never puts one into it', async () => {
    const { projectFolder, run } = shopProject({ 'stacks/shop.ts': stack('shop') });
    expect((await run()).notes).toContain('Made at random for development: ');
    expect((await run()).notes).toBe('');
    const secrets = readTree(join(projectFolder, '.narthex', 'run', 'shop-development', 'secrets'));
    expect(Object.keys(secrets)).toEqual(['grafana-admin-password', 'grafana-secret-key']);
    const output = Object.values(readTree(join(projectFolder, 'dist'))).join('\n');
    for (const value of Object.values(secrets)) expect(output).not.toContain(value);
    expect(existsSync(join(projectFolder, '.narthex', 'run', 'shop-production'))).toBe(false);
  });

  it('writes nothing when one of the stacks is wrong', async () => {
    const { projectFolder, run } = shopProject({
      'stacks/shop.ts': stack('shop'),
      'stacks/wrong.ts': stack('wrong').replace('port: 8000', 'port: 0'),
    });
    await expect(run()).rejects.toThrow(/^Nothing was done: 1 mistake in the definition\.\nstacks\/wrong\.ts:5:43 /);
    expect(existsSync(join(projectFolder, 'dist'))).toBe(false);
  });
});
