import type { CheckOptions } from '../../scripts/commands/check.ts';
import type { Terminal } from '../../scripts/output/terminal.ts';
import { writeTree } from '../support/files.ts';
import { project } from '../support/project.ts';
import { assets } from '../support/stacks.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** A stack with one rule of its own. */
export const stack = (expression: string, value: string) => `
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

/** Runs a command on a project of its own, with one stack file; what it says, and what it returns. */
export async function onProject(
  source: string,
  command: (selection: Omit<CheckOptions, 'json'>, terminal: Terminal) => Promise<boolean>,
): Promise<{ readonly ok: boolean; readonly text: string }> {
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
  const ok = await command({ ...selection, projectFolder, assetsFolder }, terminal);
  return { ok, text: results.join('\n') };
}
