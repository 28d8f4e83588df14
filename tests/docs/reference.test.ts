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
import { checks } from '../../promql/index.ts';
import { gates } from '../../scripts/check/gates.ts';
import { panelsIn } from '../../scripts/docs/dashboards.ts';
import {
  alertsOf,
  alertsPage,
  checksReferencePage,
  commandsPage,
  componentsPage,
  configurationPage,
  dashboardRulesPage,
  dashboardsPage,
  metricsPage,
  otherAlertsPage,
} from '../../scripts/docs.ts';
import { alertmanagerMetrics, prometheusMetrics, scrape } from '../../servers/index.ts';
import { graphChecks, stackGraph } from '../../stacks/graph/index.ts';
import * as sergasCatalogs from '../../stacks/sergas/metrics.ts';
import sergas from '../../stacks/sergas.ts';
import { otherStacks, ownStacks } from '../support/own-stacks.ts';
import { planOf, problemsOf, shop } from '../support/stacks.ts';
import { repository } from '../support/temporary.ts';

const { build, http, zoho, memory, agents, recommendations, database, cache, business, errors, sergasMetrics } =
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
  { title: 'What runs', metrics: build },
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

  it('lists every alert of the other stacks that Sergas does not have', () => {
    const plan = planOf(sergas, 'production');
    const others = otherStacks.map(([, definition]) => planOf(definition, 'production'));
    const text = otherAlertsPage(plan, others);
    const listed = [...text.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
    const all = new Set(others.flatMap(alertsOf).map(({ name }) => name));
    for (const { name } of alertsOf(plan)) all.delete(name);
    expect(listed.sort()).toEqual([...all].sort());
    expectPage('alerts-of-other-stacks.md', text);
  });

  it('lists every metric of the catalogs', () => {
    const listed = categories.flatMap(({ metrics }) => Object.values(metrics).map(({ name }) => name));
    expect(listed.sort()).toEqual([...Object.keys(sergasMetrics), build.info.name].sort());
    expectPage('metrics.md', metricsPage('Sergas', categories, read));
  });

  it('lists every rule for dashboards', () => {
    const text = dashboardRulesPage();
    for (const { id } of dashboardRules) expect(text).toContain(`| \`${id}\` |`);
    expectPage('dashboard-rules.md', text);
  });

  it('lists every dashboard of the stacks of this repository, with all of its panels', () => {
    const plans = [
      planOf(sergas, 'production'),
      ...otherStacks.map(([, definition]) => planOf(definition, 'production')),
    ];
    const text = dashboardsPage(plans);
    for (const { dashboards } of plans.slice(0, 1)) {
      for (const { title, json } of dashboards) {
        const [, section = ''] = text.split(`: ${title}\n`);
        const shown = section.split('\n### ')[0] ?? '';
        const panels = panelsIn(json.panels).flatMap((each) => (each.type === 'row' ? each.panels : [each]));
        expect(shown.match(/^\| [^*|].* \| [a-z-]+ \| .*\|$/gm)?.length, title).toBe(panels.length + 1);
      }
    }
    for (const name of Object.keys(ownStacks)) expect(text).toContain(`## Dashboards of ${name}\n`);
    expectPage('dashboards.md', text);
  });

  it('lists every gate, every check and every code', () => {
    const errors = readFileSync(join(repository, 'docs', 'errors.md'), 'utf8');
    const text = checksReferencePage({ gates, ofExpressions: checks, ofGraph: graphChecks, errors });
    for (const { title } of gates) expect(text).toContain(`| ${title} |`);
    for (const { code } of [...checks, ...graphChecks]) expect(text).toContain(`[${code}](`);
    expectPage('checks.md', text);
  });

  it('lists every key of a definition, and says what it is for', () => {
    const text = configurationPage(repository);
    const [, section = ''] = text.split('## StackDefinition\n');
    const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `(\w+)` \| .* \| (yes|no) \| (.+) \|$/gm)];
    const needed = rows.filter(([, , need]) => need === 'yes').map(([, name]) => name);
    const refused = problemsOf(() => planOf(shop(Object.fromEntries(needed.map((name) => [name ?? '', undefined])))));
    expect(refused.filter(({ code }) => code === 'NX100').map(({ path }) => path[0])).toEqual(needed);
    const unknown = problemsOf(() =>
      planOf(shop({ ...Object.fromEntries(rows.map(([, name = '']) => [name, undefined])) })),
    );
    expect(unknown.filter(({ code }) => code === 'NX101')).toEqual([]);
    expectPage('configuration.md', text);
  });

  it('describes every part of Sergas', () => {
    const plan = planOf(sergas);
    const text = componentsPage({ plan, graph: stackGraph(plan) });
    for (const { name } of plan.workloads) expect(text).toContain(`### ${name}\n`);
    expectPage('../components.md', text);
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
