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
