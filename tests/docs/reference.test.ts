import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dashboardRules } from '../../dashboards/lint/index.ts';
import {
  blackboxMetrics,
  cadvisorMetrics,
  nodeMetrics,
  postgresMetrics,
  pushgatewayMetrics,
  redisMetrics,
} from '../../exporters/index.ts';
import { alertsPage, commandsPage, dashboardRulesPage, metricsPage } from '../../scripts/docs.ts';
import { alertmanagerMetrics, prometheusMetrics, scrape } from '../../servers/index.ts';
import * as sergasCatalogs from '../../stacks/sergas/metrics.ts';
import sergas from '../../stacks/sergas.ts';
import { planOf } from '../support/stacks.ts';
import { repository } from '../support/temporary.ts';

const { http, zoho, memory, agents, recommendations, database, cache, business, errors, sergasMetrics } =
  sergasCatalogs;

const categories = [
  { title: 'HTTP', metrics: http },
  { title: 'Zoho', metrics: zoho },
  { title: 'Memory and knowledge graph', metrics: memory },
  { title: 'Agents', metrics: agents },
  { title: 'Recommendations', metrics: recommendations },
  { title: 'Database', metrics: database },
  { title: 'Cache', metrics: cache },
  { title: 'Business', metrics: business },
  { title: 'Errors', metrics: errors },
];

const read = [
  { title: 'Every target', metrics: scrape },
  { title: 'Prometheus', metrics: prometheusMetrics },
  { title: 'Alertmanager', metrics: alertmanagerMetrics },
  { title: 'node exporter', metrics: nodeMetrics },
  { title: 'cAdvisor', metrics: cadvisorMetrics },
  { title: 'PostgreSQL exporter', metrics: postgresMetrics },
  { title: 'Redis exporter', metrics: redisMetrics },
  { title: 'Blackbox', metrics: blackboxMetrics },
  { title: 'Pushgateway', metrics: pushgatewayMetrics },
];

describe('docs/reference', () => {
  it('lists every alert of Sergas as the rules define it', () => {
    const plan = planOf(sergas, 'production');
    const text = alertsPage(plan);
    const names = plan.groups
      .flatMap(({ rules }) => rules.filter(({ kind }) => kind === 'alert'))
      .map(({ name }) => name);
    expect([...text.matchAll(/^### (\w+)$/gm)].map(([, name]) => name)).toEqual(names);
    expectPage('alerts.md', text);
  });

  it('lists every metric of the catalogs', () => {
    const listed = categories.flatMap(({ metrics }) => Object.values(metrics).map(({ name }) => name));
    expect(listed.sort()).toEqual(Object.keys(sergasMetrics).sort());
    expectPage('metrics.md', metricsPage('Sergas', categories, read));
  });

  it('lists every rule for dashboards', () => {
    const text = dashboardRulesPage();
    for (const { id } of dashboardRules) expect(text).toContain(`| \`${id}\` |`);
    expectPage('dashboard-rules.md', text);
  });

  it('shows the help of every command', async () => {
    const text = await commandsPage(repository);
    for (const name of ['synth', 'check', 'up', 'down', 'status', 'verify'])
      expect(text).toContain(`## narthex ${name}`);
    expectPage('commands.md', text);
  });
});

/** Compares a page with what stands in docs/reference/; with UPDATE_DOCS=1 it is written instead. */
function expectPage(name: string, text: string): void {
  const path = join(repository, 'docs', 'reference', name);
  if (process.env.UPDATE_DOCS === '1') writeFileSync(path, text);
  expect(
    readFileSync(path, 'utf8'),
    `docs/reference/${name} is old; write it anew: UPDATE_DOCS=1 npm run test:unit`,
  ).toBe(text);
}
