import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../apps/index.ts';
import { ensurePrograms, ProgramError } from '../../local/index.ts';
import { ruleFile } from '../../rules/index.ts';
import { query } from '../../scripts/commands/query.ts';
import { queryAlerts } from '../../scripts/query/alerts.ts';
import { queryStatus } from '../../scripts/query/status.ts';
import { querySummary } from '../../scripts/query/summary.ts';
import { askByAddress } from '../../scripts/verify/ask.ts';
import { yaml } from '../../stacks/model/index.ts';
import { orchestrationMetrics } from '../../stacks/segment-orchestration/metrics.ts';
import segmentOrchestration from '../../stacks/segment-orchestration.ts';
import { type Bench, freePort, openBench, until, untilAnswers } from '../catalogs/running.ts';
import { couldNotRun } from '../support/could-not-run.ts';
import { writeTree } from '../support/files.ts';
import { ownGroups } from '../support/own-stacks.ts';
import { assets, planOf } from '../support/stacks.ts';
import { repository, temporaryFolder } from '../support/temporary.ts';

const programs = await ensurePrograms(['prometheus', 'alertmanager']).catch((error: unknown) => {
  if (!(error instanceof ProgramError)) throw error;
  couldNotRun('narthex query against the real Prometheus and Alertmanager', error.message);
  return undefined;
});

const plan = planOf(segmentOrchestration, 'development');

// The simulated orchestration, its own recording rules in the real Prometheus, and two alerts that fire at once.
describe.skipIf(programs === undefined)('narthex query', () => {
  let bench: Bench;
  let simulator: Simulator;
  let addresses: { readonly prometheus: string; readonly alertmanager: string };
  const ask = () => askByAddress(addresses);

  beforeAll(async () => {
    bench = await openBench();
    const metrics = Object.values(orchestrationMetrics);
    simulator = await startSimulator({ service: 'orchestrator', seed: 1, metrics }, { host: '127.0.0.1', port: 0 });
    const folder = await bench.folder('query');
    const [prometheusPort, alertmanagerPort] = [await freePort(), await freePort()];
    addresses = { prometheus: `127.0.0.1:${prometheusPort}`, alertmanager: `127.0.0.1:${alertmanagerPort}` };
    const groups = plan.groups
      .filter(({ name }) => ownGroups(segmentOrchestration).has(name))
      .map((group) => ({ ...group, interval: '1s' as const }));
    const firing = (alert: string, severity: string) => ({
      ...{ alert, expr: 'vector(1)', labels: { severity, service: 'orchestrator' } },
      annotations: { summary: `${alert} fires` },
    });
    const alerts = [firing('Watchdog', 'none'), firing('Burning', 'critical'), firing('Smoking', 'warning')];
    await Promise.all([
      ...groups.map((group) => writeFile(join(folder, `${group.name}.rules`), yaml(ruleFile(group, plan.stack)))),
      writeFile(join(folder, 'fires.rules'), yaml({ groups: [{ name: 'fires', interval: '1s', rules: alerts }] })),
      writeFile(join(folder, 'alertmanager.yml'), yaml({ route: { receiver: 'team' }, receivers: [{ name: 'team' }] })),
      writeFile(
        join(folder, 'prometheus.yml'),
        yaml({
          global: { scrape_interval: '1s', evaluation_interval: '1s' },
          rule_files: [`${folder}/*.rules`],
          alerting: { alertmanagers: [{ static_configs: [{ targets: [addresses.alertmanager] }] }] },
          scrape_configs: [
            {
              job_name: 'orchestration',
              static_configs: [{ targets: [new URL(simulator.url).host], labels: { service: 'orchestrator' } }],
            },
          ],
        }),
      ),
    ]);
    const alertmanager = bench.start(programs?.get('alertmanager')?.path ?? '', [
      `--config.file=${folder}/alertmanager.yml`,
      `--storage.path=${await bench.folder('alerts')}`,
      `--web.listen-address=${addresses.alertmanager}`,
      '--cluster.listen-address=',
    ]);
    const prometheus = bench.start(programs?.get('prometheus')?.path ?? '', [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${await bench.folder('samples')}`,
      `--web.listen-address=${addresses.prometheus}`,
      '--rules.alert.resend-delay=1s',
    ]);
    await untilAnswers(alertmanager, `http://${addresses.alertmanager}/-/ready`);
    await untilAnswers(prometheus, `http://${addresses.prometheus}/-/ready`);
    await until(prometheus, async () => {
      const { health, alerts: told, values } = await queryStatus(plan, ask());
      return health === 'healthy' && told.active === 2 && values.every(({ series }) => series.length > 0);
    });
  }, 120_000);
  afterAll(async () => {
    await simulator?.close();
    await bench?.close();
  });

  it('says how the stack does: its components, how many alerts there are, and its values of now', async () => {
    const { health, components, alerts, values } = await queryStatus(plan, ask());
    expect(health).toBe('healthy');
    expect(components).toEqual([{ name: 'orchestrator', state: 'healthy', instances: 1, answering: 1 }]);
    expect(alerts).toEqual({ active: 2, critical: 1, warning: 1, info: 0 });
    const value = (panel: string) => values.find((each) => each.panel === panel)?.series[0]?.value ?? Number.NaN;
    expect(value('Executions per minute')).toBeGreaterThan(0);
    expect(value('Executions that succeed') + value('Executions that fail')).toBeCloseTo(1, 1);
    expect(value('Components that do not work')).toBe(0);
  });

  it('says what the values were in the last hours', async () => {
    // The first values may be younger than the second that is asked about.
    await expect.poll(async () => (await querySummary(plan, ask(), 0.1)).empty, { timeout: 20_000 }).toEqual([]);
    const { hours, from, to, step, values, empty } = await querySummary(plan, ask(), 0.1);
    expect([hours, step, empty]).toEqual([0.1, 15, []]);
    expect(Date.parse(to) - Date.parse(from)).toBe(360_000);
    for (const each of values) {
      expect(each.count).toBeGreaterThan(0);
      expect(each.min, each.panel).toBeLessThanOrEqual(each.median);
      expect(each.median, each.panel).toBeLessThanOrEqual(each.max);
      expect(each.mean, each.panel).toBeLessThanOrEqual(each.max * (1 + 1e-9));
      expect(each.stddev, each.panel).toBeLessThanOrEqual(each.max - each.min + 1e-9);
    }
    expect(values.map(({ panel }) => panel)).toContain('Mean time of an execution');
  });

  it('says what fires, the gravest first and without the watchdog, and since when', async () => {
    const { active, bySeverity, history, counts } = await queryAlerts(ask(), 1);
    expect(active).toMatchObject([
      { name: 'Burning', severity: 'critical', state: 'active', summary: 'Burning fires', receivers: ['team'] },
      { name: 'Smoking', severity: 'warning', state: 'active' },
    ]);
    expect(bySeverity).toEqual({ critical: 1, warning: 1, info: 0 });
    expect(counts).toEqual({ Burning: 1, Smoking: 1 });
    expect(history.every(({ to }) => to === undefined)).toBe(true);
  });

  it('tells an alert that is silenced from one that is told', async () => {
    const body = {
      matchers: [{ name: 'alertname', value: 'Smoking', isRegex: false, isEqual: true }],
      startsAt: new Date().toISOString(),
      endsAt: new Date(Date.now() + 60_000).toISOString(),
      ...{ createdBy: 'test', comment: 'test' },
    };
    const url = `http://${addresses.alertmanager}/api/v2/silences`;
    const headers = { 'content-type': 'application/json' };
    const made = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    const { silenceID } = (await made.json()) as { readonly silenceID: string };
    await expect
      .poll(async () => (await queryStatus(plan, ask())).alerts, { timeout: 10_000 })
      .toMatchObject({ active: 1 });
    const { active, bySeverity } = await queryAlerts(ask(), 1);
    expect(active.find(({ name }) => name === 'Smoking')?.state).toBe('suppressed');
    expect(bySeverity.warning).toBe(0);
    await fetch(`http://${addresses.alertmanager}/api/v2/silence/${silenceID}`, { method: 'DELETE' });
    await expect
      .poll(async () => (await queryStatus(plan, ask())).alerts, { timeout: 10_000 })
      .toMatchObject({ active: 2 });
  });

  it.each([
    [
      'status',
      /segment-orchestration \(development\) is healthy; 2 alerts: 1 critical, 1 warnings, 0 notes[\s\S]*Executions per minute/,
    ],
    ['summary', /in the last 0.1 hours[\s\S]*std\. dev\.[\s\S]*Mean time of an execution/],
    ['alerts', /1 critical, 1 warnings[\s\S]*Burning fires[\s\S]*Fired in the last 0.1 hours: Burning 1, Smoking 1/],
  ] as const)('prints %s for people, and as JSON for machines', async (what, expected) => {
    const assetsFolder = temporaryFolder();
    writeTree(assetsFolder, assets);
    const printed = async (json: boolean) => {
      const results: string[] = [];
      const quiet = { progress: () => {}, done: () => {}, note: () => {} };
      const selection = {
        projectFolder: repository,
        assetsFolder,
        stacks: ['segment-orchestration'],
        environments: [],
      };
      const options = { ...selection, ...addresses, what, hours: 0.1, out: 'dist', json };
      await query(options, { ...quiet, result: (text) => results.push(text) });
      return results.join('\n');
    };
    expect(await printed(false)).toMatch(expected);
    expect(JSON.parse(await printed(true))).toMatchObject({
      stack: 'segment-orchestration',
      environment: 'development',
    });
  });

  it.each(['prometheus', 'alertmanager'] as const)(
    'says so when %s does not answer, and how to mend it',
    async (part) => {
      const silent = askByAddress({ ...addresses, [part]: `127.0.0.1:${await freePort()}` });
      const asked = part === 'prometheus' ? querySummary(plan, silent, 1) : queryAlerts(silent, 1);
      await expect(asked).rejects.toMatchObject({
        problems: [
          {
            code: 'NX703',
            message: expect.stringContaining(`${part} gives no answer`),
            fix: expect.stringContaining(`--${part} URL`),
          },
        ],
      });
      await expect(queryStatus(plan, silent)).rejects.toMatchObject({ problems: [{ code: 'NX703' }] });
    },
  );

  it('says that a service which nobody hears is unknown, and one that is down is not well', async () => {
    await simulator.close();
    await expect
      .poll(async () => (await queryStatus(plan, ask())).components, { timeout: 20_000 })
      .toMatchObject([{ state: 'unhealthy', instances: 1, answering: 0 }]);
    expect((await queryStatus(plan, ask())).health).toBe('degraded');
    const elsewhere = planOf({ ...segmentOrchestration, stack: { ...segmentOrchestration.stack, name: 'other' } });
    const renamed = {
      ...elsewhere,
      stack: { ...elsewhere.stack, services: { another: elsewhere.stack.services.orchestrator } },
    };
    expect((await queryStatus(renamed as typeof plan, ask())).health).toBe('unknown');
  });
});
