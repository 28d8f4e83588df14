import { describe, expect, it } from 'vitest';
import { type GraphOptions, graph } from '../../scripts/commands/graph.ts';
import { writeTree } from '../support/files.ts';
import { project } from '../support/project.ts';
import { assets } from '../support/stacks.ts';
import { temporaryFolder } from '../support/temporary.ts';

const stack = (name: string) => `
import { defineStack, deployed, inbox } from 'narthex';
export default defineStack({
  name: '${name}',
  summary: 'Sells things.',
  team: 'shop',
  services: { api: { summary: 'The API.', port: 8000, run: deployed('api.internal:8000') } },
  exporters: [],
  receivers: { team: inbox() },
  routing: {
    receiver: 'team', groupBy: ['alertname'], groupWait: '30s', groupInterval: '5m', repeatInterval: '4h',
    routes: [], watchdog: 'team',
  },
});
`;

/** What the command prints on a project with these stacks. */
async function printed(options: Partial<GraphOptions> = {}, names: readonly string[] = ['shop']): Promise<string> {
  const assetsFolder = temporaryFolder();
  writeTree(assetsFolder, assets);
  const projectFolder = project(Object.fromEntries(names.map((name) => [`stacks/${name}.ts`, stack(name)])));
  const results: string[] = [];
  const quiet = { progress: () => {}, done: () => {}, note: () => {} };
  const selection = { projectFolder, assetsFolder, stacks: [], environments: [], format: 'text' };
  await graph({ ...selection, ...options }, { ...quiet, result: (text) => results.push(text) });
  return results.join('\n');
}

describe('narthex graph', () => {
  it.each([
    ['text', /^metrics that somebody reads: /],
    ['mermaid', /^flowchart LR\n/],
    ['dot', /^digraph "shop development" \{/],
    ['json', /^\{\n {2}"stack": "shop"/],
  ])('prints %s', async (format, expected) => {
    expect(await printed({ format })).toMatch(expected);
  });

  it('takes the environment that it is told', async () => {
    expect(await printed({ format: 'json', environments: ['production'] })).toContain('"environment": "production"');
  });

  it('shows what hangs together with one name, in every format', async () => {
    expect(await printed({ of: 'TargetDown' })).toMatch(/^alert TargetDown .*\n\nneeds\n {2}metric up/);
    const drawn = await printed({ of: 'TargetDown', format: 'mermaid' });
    expect(drawn).toContain('"TargetDown"');
    expect(drawn).not.toContain('PrometheusBadConfig');
    expect(JSON.parse(await printed({ of: 'TargetDown', format: 'json' }))).toMatchObject({ stack: 'shop' });
  });

  it.each([
    ['a name that is not there', { of: 'TargetDwn' }, ['shop'], 'NX802', "did you mean 'TargetDown'?"],
    ['a format that is not there', { format: 'svg' }, ['shop'], 'NX802', 'use one of: text, mermaid, dot, json'],
    ['a stack that is not there', { stacks: ['shp'] }, ['shop'], 'NX802', "did you mean 'shop'?"],
    ['two stacks', {}, ['shop', 'store'], 'NX806', 'name one stack, and with --env one environment'],
  ])('refuses %s', async (_, options, names, code, fix) => {
    await expect(printed(options, names)).rejects.toMatchObject({ problems: [{ code, fix }] });
  });
});
