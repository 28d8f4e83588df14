import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { synthesizeSelection } from '../../scripts/project.ts';
import { repository, temporaryProject } from '../support/temporary.ts';
import { everyKind } from './examples.ts';
import { runOn } from './support.ts';

/** A stack with the board that was imported. */
const stack = `import { defineStack, deployed, secretFile } from 'narthex';
import { orders } from '../orders.ts';

export default defineStack({
  name: 'shop', summary: 'Sells.', team: 'shop',
  services: { api: { summary: 'The API.', port: 8000, run: deployed('api.internal:8000') } },
  exporters: [],
  receivers: { team: { webhook: [{ url: secretFile('team-url', 'where the team is told') }] } },
  routing: { receiver: 'team', groupBy: ['alertname'], groupWait: '30s', groupInterval: '5m', repeatInterval: '4h', routes: [], watchdog: 'team' },
  dashboards: [orders],
});
`;

describe('TypeScript of an imported dashboard', () => {
  it('compiles, and a stack has it among its dashboards', async () => {
    const folder = temporaryProject();
    for (const name of ['stacks', 'assets']) mkdirSync(join(folder, name));
    const { source } = await runOn(JSON.stringify(everyKind));
    writeFileSync(join(folder, 'orders.ts'), source);
    writeFileSync(join(folder, 'stacks', 'shop.ts'), stack);
    const config = { extends: join(repository, 'tsconfig.json'), include: ['**/*.ts'], exclude: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(repository, 'node_modules', '.bin', 'tsc');
    expect(spawnSync(tsc, ['--noEmit', '-p', folder], { cwd: folder, encoding: 'utf8' }).stdout).toBe('');
    const assetsFolder = join(folder, 'assets');
    for (const name of ['simulator.mjs', 'inbox.mjs', 'runbooks.mjs', 'preview.mjs', 'preview.js', 'preview.css'])
      writeFileSync(join(assetsFolder, name), '//\n');
    const selection = { projectFolder: folder, assetsFolder, stacks: [], environments: [], targets: [] };
    const [first] = await synthesizeSelection(selection);
    expect(first?.artifacts.get('dashboards/shop-orders.json')).toContain('"title": "Orders"');
  });
});
