import { describe, expect, it } from 'vitest';
import type { Subject } from '../../scripts/check/gate.ts';
import { graph } from '../../scripts/check/gates/graph.ts';
import type { EnvironmentName, Plan } from '../../stacks/model/index.ts';
import { load, project } from '../support/project.ts';
import { planOf } from '../support/stacks.ts';
import { planned } from './stacks.ts';

/** A plan as the gate gets it; of the rest it looks at nothing. */
function subjectOf(plan: Plan): Subject {
  return { plan, folder: `${plan.stack.name}/${plan.stack.environment}`, artifacts: new Map(), views: [] };
}

/** How the gate ends on these. */
function run(subjects: readonly Subject[], projectFolder = '/nowhere') {
  const tool = () => Promise.reject(new Error('the gate needs no program'));
  return graph.run({ subjects, projectFolder, tool, each: (items, work) => Promise.all(items.map(work)) });
}

/** What the gate finds in these plans. */
function found(...plans: readonly Plan[]) {
  return run(plans.map(subjectOf));
}

const environments: readonly EnvironmentName[] = ['development', 'staging', 'production'];

describe('the gate of the graph', () => {
  it('says once what is so in every environment', async () => {
    const { findings, checked } = await found(...environments.map((environment) => planned({}, environment)));
    expect(checked).toBeGreaterThan(100);
    expect(findings).toMatchObject([
      { code: 'NX901', severity: 'warning', artifact: 'shop/development', also: ['shop/staging', 'shop/production'] },
    ]);
  });

  it('takes a reason for stale only where no environment needs it', async () => {
    const changes = { unread: { extra: 'staging has it' } };
    const [here, there] = [planned(changes), planned(changes, 'staging')];
    const [own] = there.jobs;
    if (own === undefined) throw new Error('there is no job');
    const more = { ...own, name: 'extra', targets: [] };
    const withJob = { ...there, jobs: [...there.jobs, more] };
    const stale = async (...plans: readonly Plan[]) =>
      (await found(...plans)).findings.filter(({ code }) => code === 'NX908').map(({ message }) => message);
    expect(await stale(here, there)).toEqual(["there is no job and no recorded series 'extra'"]);
    expect(await stale(here, withJob)).toEqual([]);
  });

  it('says where in the definition the mistake is, once for all environments', async () => {
    const folder = project({ 'stacks/shop.ts': source });
    const [loaded] = await load(folder);
    if (loaded === undefined) throw new Error('there is no stack');
    const { definition, compiled } = loaded;
    const subjects = environments.map((environment) => ({ ...subjectOf(planOf(definition, environment)), compiled }));
    const { findings } = await run(subjects, folder);
    const lineOf = (text: string) => source.split('\n').findIndex((line) => line.includes(text)) + 1;
    expect(findings.map(({ code, artifact, line, also }) => ({ code, artifact, line, also }))).toEqual([
      { code: 'NX900', artifact: 'stacks/shop.ts', line: lineOf('up:sum'), also: undefined },
      { code: 'NX904', artifact: 'stacks/shop.ts', line: lineOf("alertname: 'Nothing'"), also: undefined },
      { code: 'NX908', artifact: 'stacks/shop.ts', line: lineOf('nothing: '), also: undefined },
    ]);
  });
});

const source = `
import { defineStack, deployed, inbox, promql, rulePack } from 'narthex';
export default defineStack({
  name: 'shop',
  summary: 'Sells things.',
  team: 'shop',
  services: { api: { summary: 'The API.', port: 8000, run: deployed('api.internal:8000') } },
  exporters: [],
  rules: [rulePack('own', [
    { kind: 'recording', name: 'up:sum', expr: promql\`sum(up)\` },
  ])],
  inhibitions: [
    { source: { alertname: 'Nothing' }, target: { severity: 'warning' }, equal: [] },
  ],
  unread: {
    nothing: 'not yet',
  },
  receivers: { team: inbox() },
  routing: {
    receiver: 'team', groupBy: ['alertname'], groupWait: '30s', groupInterval: '5m', repeatInterval: '4h',
    routes: [], watchdog: 'team',
  },
});
`;
