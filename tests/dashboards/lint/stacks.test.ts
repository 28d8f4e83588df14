import { describe, expect, it } from 'vitest';
import { dashboards } from '../../../scripts/check/gates/dashboards.ts';
import { subject } from '../../../scripts/check/subject.ts';
import { type Artifacts, environmentNames, type Plan } from '../../../stacks/model/index.ts';
import sergas from '../../../stacks/sergas.ts';
import { ownStacks } from '../../support/own-stacks.ts';
import { planOf } from '../../support/stacks.ts';

const artifactsOf = (plan: Plan): Artifacts =>
  new Map(plan.dashboards.map(({ uid, json }) => [`dashboards/${uid}.json`, JSON.stringify(json, null, 2)]));

/** What the gate finds in plans, whose artifacts may be others than they would write. */
async function found(plans: readonly Plan[], change = (text: string, _uid: string) => text) {
  const subjects = plans.map((plan) => {
    const changed = [...artifactsOf(plan)].map(([path, text]) => [path, change(text, path.slice(11, -5))] as const);
    return subject(plan, new Map(changed));
  });
  const context = {
    subjects,
    projectFolder: '/',
    tool: () => Promise.reject(new Error('none')),
    each: () => Promise.reject(new Error('none')),
  };
  return dashboards.run(context);
}

const stacks = Object.entries(ownStacks).flatMap(([name, definition]) =>
  environmentNames.map((environment) => ({ name, definition, environment })),
);

describe('the dashboards', () => {
  it.each(stacks)('of $name are as the rules want them in $environment', async ({ definition, environment }) => {
    const { findings, checked } = await found([planOf(definition, environment)]);
    expect(findings.map(({ artifact, message }) => `${artifact}: ${message}`)).toEqual([]);
    expect(checked).toBeGreaterThan(5);
  });
});

describe('the gate of dashboards', () => {
  const alone = (text: string, uid: string) =>
    uid === 'sergas-overview' ? text.replace('"graphTooltip": 1', '"graphTooltip": 0') : text;

  it('tells a fault with its line, once for all environments', async () => {
    const plans = [planOf(sergas, 'development'), planOf(sergas, 'staging')];
    const { findings } = await found(plans, alone);
    expect(findings).toMatchObject([
      {
        ...{ code: 'NX612', severity: 'warning', rule: 'dashboard-crosshair' },
        artifact: 'sergas/development/dashboards/sergas-overview.json',
        also: ['sergas/staging/dashboards/sergas-overview.json'],
      },
    ]);
    expect(findings[0]?.line).toBeGreaterThan(1);
  });

  it('leaves out what a board means to be, and says where nothing is hidden', async () => {
    const plan = planOf(sergas, 'staging');
    const ignore = [{ rule: 'dashboard-crosshair', reason: 'each panel has a time of its own' }];
    const meaning: Plan = {
      ...plan,
      dashboards: plan.dashboards.map((file) => (file.uid === 'sergas-overview' ? { ...file, ignore } : file)),
    };
    expect((await found([meaning], alone)).findings).toEqual([]);
    expect((await found([meaning])).findings).toMatchObject([
      { code: 'NX549', message: 'dashboard-crosshair is ignored, but there is nothing to ignore' },
    ]);
  });

  it('takes what is meant for a panel that is not there for nothing, instead of for the whole board', async () => {
    const plan = planOf(sergas, 'staging');
    const ignore = [{ rule: 'dashboard-crosshair', reason: 'each panel has a time of its own', panel: 1 }];
    const dashboards = plan.dashboards.map((file) => (file.uid === 'sergas-overview' ? { ...file, ignore } : file));
    const { findings } = await found([{ ...plan, dashboards }], alone);
    expect(findings.map(({ code }) => code).sort()).toEqual(['NX549', 'NX612']);
  });
});
