import { describe, expect, it } from 'vitest';
import { check } from '../../scripts/commands/check.ts';
import type { Terminal } from '../../scripts/output/terminal.ts';
import { writeTree } from '../support/files.ts';
import { project } from '../support/project.ts';
import { assets } from '../support/stacks.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { tools } from './subjects.ts';

/** A stack with one rule of its own. */
const stack = (expression: string, value: string) => `
import { alert, defineMetrics, defineStack, deployed, gauge, level, promql, rulePack, scenarios, secretFile } from 'narthex';
const metrics = defineMetrics({ orders: gauge('orders', 'Orders that wait.') });
export default defineStack({
  name: 'shop',
  summary: 'Sells things.',
  team: 'shop',
  services: {
    api: { summary: 'The API.', port: 8000, metrics: { catalog: metrics, interval: '15s' }, run: deployed('api.internal:8000') },
  },
  exporters: [],
  rules: [
    rulePack('orders', [
      alert('NoOrders', {
        expr: promql\`${expression}\`,
        for: '5m',
        severity: 'critical',
        summary: 'Nobody orders.',
        description: 'No order for a while.',
        runbook: { meaning: 'a', impact: 'b', diagnosis: 'c', mitigation: 'd' },
        scenarios: (numbers) => scenarios(numbers, { bad: { orders: level(${value}) }, good: { orders: level(5) } }),
      }),
    ]),
  ],
  receivers: { team: { webhook: [{ url: secretFile('team-url', 'where the team is told') }] } },
  routing: {
    receiver: 'team', groupBy: ['alertname'], groupWait: '30s', groupInterval: '5m', repeatInterval: '4h',
    routes: [], watchdog: 'team',
  },
});
`;

/** Runs the command on a project of its own; what it says, and what it returns. */
async function checked(source: string, json = false) {
  const assetsFolder = temporaryFolder();
  writeTree(assetsFolder, assets);
  const results: string[] = [];
  const terminal: Terminal = {
    result: (text) => results.push(text),
    progress: () => {},
    done: () => {},
    note: () => {},
  };
  const selection = { stacks: [], environments: ['staging'], targets: ['compose'] };
  const projectFolder = project({ 'stacks/shop.ts': source });
  const ok = await check({ ...selection, projectFolder, assetsFolder, json }, terminal);
  return { ok, text: results.join('\n') };
}

describe.skipIf(tools === undefined)('narthex check', () => {
  it('returns true for a stack that is right, with a line for each gate', async () => {
    const { ok, text } = await checked(stack('orders == 0', '0'));
    expect(text).toContain('nothing found');
    expect(text).toContain('promtool check rules');
    expect(text).toMatch(/Kubernetes schemas +nothing of it was selected/);
    expect(ok).toBe(true);
  });

  it('returns false for a rule that cannot be parsed, and names file and alert', async () => {
    const { ok, text } = await checked(stack('orders == == 0', '0'));
    expect(ok).toBe(false);
    expect(text).toContain('shop/staging/rules/orders.yml:6  NX602  from alert NoOrders of the rule pack orders');
    expect(text).toContain('parse error');
  });

  it('returns false for a scenario that does not hold', async () => {
    const { ok, text } = await checked(stack('orders == 0', '1'));
    expect(ok).toBe(false);
    expect(text).toContain("from scenario 'NoOrders fires when");
    expect(text).toContain('NX603');
  });

  it('says the same as data', async () => {
    const { ok, text } = await checked(stack('orders == 0', '1'), true);
    const data = JSON.parse(text);
    expect(data).toMatchObject({ passed: ok, milliseconds: expect.any(Number) });
    const failed = data.gates.filter(({ outcome }: { outcome: string }) => outcome === 'failed');
    expect(failed).toMatchObject([
      {
        id: 'rule-tests',
        code: 'NX603',
        findings: expect.arrayContaining([
          expect.objectContaining({ artifact: 'shop/staging/tests/orders.yml', fix: expect.any(String) }),
        ]),
      },
    ]);
  });
});
