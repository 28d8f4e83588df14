import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { compose } from '../../compose/index.ts';
import { kubernetes } from '../../kubernetes/index.ts';
import { local } from '../../local/index.ts';
import { environmentNames } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { synthesize } from '../../stacks/synthesize/index.ts';
import { bundledFixture } from '../support/bundle.ts';
import { otherStacks } from '../support/own-stacks.ts';
import { planOf } from '../support/stacks.ts';
import { temporaryFolder } from '../support/temporary.ts';

const targets = [compose, kubernetes, local];
const folderOf = (path: string) => path.split('/')[0];

describe('what is synthesised', () => {
  const plan = planOf(sergas);
  const files = synthesize(plan, targets);

  it('lies where the contract says: shared files, a folder for each target, and a page about it', () => {
    expect([...new Set([...files.keys()].map(folderOf))].sort()).toEqual([
      'README.md',
      'compose',
      'dashboards',
      'kubernetes',
      'local',
      'rules',
      'runbooks',
      'tests',
    ]);
  });

  it('has rules and unit tests for every group, and a runbook for every alert', () => {
    const named = (folder: string) =>
      [...files.keys()]
        .filter((path) => folderOf(path) === folder)
        .map((path) => path.replace(/^\w+\/(.+)\.\w+$/, '$1'));
    const groups = plan.groups.map(({ name }) => name);
    const alerts = plan.groups.flatMap(({ rules }) =>
      rules.flatMap(({ kind, name }) => (kind === 'alert' ? [name] : [])),
    );
    expect(named('rules')).toEqual(groups);
    expect(named('tests').sort()).toEqual([...groups].sort());
    expect(named('runbooks')).toEqual(alerts);
    expect(named('dashboards')).toEqual(plan.dashboards.map(({ uid }) => uid));
  });

  it('holds no path that leads out of its folder, and ends every text with a line end', () => {
    for (const [path, text] of files) {
      expect(path).not.toMatch(/^\/|(^|\/)\.\.(\/|$)|\\/);
      expect(text).not.toContain('\r');
      if (!path.endsWith('.mjs')) expect(`${path}: ${text.slice(-30)}`).toMatch(/\n$/);
    }
  });

  it('shares rules, tests, runbooks and dashboards between all targets', () => {
    const shared = (target: (typeof targets)[number]) =>
      [...synthesize(plan, [target])].filter(([path]) => /^(rules|tests|runbooks|dashboards)\//.test(path));
    expect(shared(compose)).toEqual(shared(kubernetes));
    expect(shared(local)).toEqual(shared(kubernetes));
  });

  it('is described on a page: parts, jobs, alerts, secrets', () => {
    const page = files.get('README.md') ?? '';
    for (const { name } of plan.workloads) expect(page).toContain(`| ${name} |`);
    for (const { name, interval } of plan.jobs) expect(page).toContain(`| ${name} | ${interval} |`);
    for (const { uid } of plan.dashboards) expect(page).toContain(`dashboards/${uid}.json`);
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    for (const link of links) expect(files.has(link)).toBe(true);
    expect(page).toContain('`grafana-admin-password`');
  });
});

describe.each(otherStacks)('%s', (_, definition) => {
  it.each(environmentNames)('is synthesised for every target in %s, with the same shared files', (environment) => {
    const plan = planOf(definition, environment);
    const all = targets.map((target) => synthesize(plan, [target]));
    const shared = all.map((files) =>
      [...files].filter(([path]) => !targets.some(({ name }) => folderOf(path) === name)),
    );
    for (const [index, files] of all.entries()) {
      expect([...files.keys()].filter((path) => folderOf(path) === targets[index]?.name).length).toBeGreaterThan(2);
      expect(shared[index]?.filter(([path]) => path !== 'README.md')).toEqual(
        shared[0]?.filter(([path]) => path !== 'README.md'),
      );
    }
    const groups = plan.groups.map(({ name }) => `rules/${name}.yml`);
    expect(shared[0]?.map(([path]) => path).filter((path) => path.startsWith('rules/'))).toEqual(groups);
  });
});

describe('the same stack', () => {
  it.each(environmentNames)('gives the same files twice in one process, in %s', (environment) => {
    const once = () => [...synthesize(planOf(sergas, environment), targets)];
    expect(once()).toEqual(once());
  });

  it('gives the same bytes in another process, folder, time zone and language', async () => {
    const program = await bundledFixture('synthesize');
    const run = async (cwd: string, env: NodeJS.ProcessEnv) => {
      const options = { cwd, env: { PATH: process.env.PATH, ...env }, maxBuffer: 16 * 1024 * 1024 };
      return JSON.parse(
        (await promisify(execFile)(process.execPath, [program, 'production'], options)).stdout,
      ) as unknown[];
    };
    const [here, there] = await Promise.all([
      run(process.cwd(), { TZ: 'UTC', LC_ALL: 'C' }),
      run(temporaryFolder(), {
        TZ: 'Pacific/Chatham',
        LC_ALL: 'tr_TR.UTF-8',
        LANG: 'tr_TR.UTF-8',
        HOME: '/nonexistent',
      }),
    ]);
    expect(here.length).toBeGreaterThan(50);
    expect(there).toEqual(here);
  });
});
