import { describe, expect, it } from 'vitest';
import { cost } from '../../scripts/commands/cost.ts';
import { onProject } from '../support/on-project.ts';

const stack = (budget: string) => `
import { bounded, counter, defineMetrics, defineStack, deployed, secretFile } from 'narthex';
const catalog = defineMetrics({
  orders: counter('orders_total', 'Orders.', { labels: { country: bounded(90, { typically: 30 }), paid: ['yes', 'no'] } }),
});
export default defineStack({
  name: 'shop',
  summary: 'Sells things.',
  team: 'shop',
  services: {
    api: { summary: 'The API.', port: 8000, metrics: { catalog, interval: '10s' }, run: deployed('api.internal:8000') },
  },
  exporters: [],
  budget: ${budget},
  receivers: { team: { webhook: [{ url: secretFile('team-url', 'where the team is told') }] } },
  routing: {
    receiver: 'team', groupBy: ['alertname'], groupWait: '30s', groupInterval: '5m', repeatInterval: '4h',
    routes: [], watchdog: 'team',
  },
});
`;

/** Runs the command on a project of its own; what it says, and what it returns. */
async function predicted(budget: string, json = false) {
  const { ok, text } = await onProject(stack(budget), 'production', (selection, terminal) =>
    cost({ ...selection, json }, terminal),
  );
  return { within: ok, text };
}

describe('narthex cost', () => {
  it('shows every job, the dearest metrics and rules, the total and the budget', async () => {
    const { within, text } = await predicted("{ series: 1_000, disk: '1Gi' }");
    expect(within).toBe(true);
    expect(text).toMatch(/^shop\/production: predicted for one Prometheus, 30d of history$/m);
    // 30 * 2 of the metric, 2 of the instrumentation, 80 of the runtime; 5 of the target.
    expect(text).toMatch(/^api +1 +142 +147 +15 /m);
    expect(text).toMatch(/^ +60 +orders_total +api +30 countries × 2 paids$/m);
    expect(text).toMatch(/ TargetFlapping +targets +4 +540 +8$/m);
    expect(text).toMatch(/^budget +1,000 +– +1Gi +–$/m);
    expect(text).toContain('within its budget');
  });

  it('returns false for what is above its budget, and says what it is', async () => {
    const { within, text } = await predicted('{ jobs: { api: { series: 100 } } }');
    expect(within).toBe(false);
    expect(text).toContain("budget.jobs.api.series  NX950  the job 'api' brings 147 series, and the budget is 100.");
    expect(text).not.toContain('within its budget');
  });

  it('says the same as data', async () => {
    const { text } = await predicted('{ series: 10 }', true);
    const { stacks } = JSON.parse(text) as { readonly stacks: readonly Record<string, unknown>[] };
    expect(stacks).toMatchObject([
      { stack: 'shop', environment: 'production', budget: { series: 10 }, overruns: [{ code: 'NX950' }] },
    ]);
    expect(stacks[0]?.jobs).toMatchObject([{ job: 'api', series: 147 }, {}, {}, {}]);
  });
});
