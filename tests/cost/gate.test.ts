import { gauge } from '@narthex/instrumentation';
import { describe, expect, it } from 'vitest';
import { cost } from '../../scripts/check/gates/cost.ts';
import { subject } from '../../scripts/check/subject.ts';
import { environmentNames, type Plan } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { ownStacks } from '../support/own-stacks.ts';
import { planOf } from '../support/stacks.ts';
import { catalogOf, shopWith } from './sources.ts';

/** What the gate says of plans; it looks at no file and needs no program. */
function run(...plans: readonly Plan[]) {
  return cost.run({
    subjects: plans.map((plan) => subject(plan, new Map())),
    projectFolder: '/nowhere',
    tool: () => Promise.reject(new Error('it needs no program')),
    each: (items, work) => Promise.all(items.map(work)),
  });
}

const catalog = catalogOf(gauge('depth', 'X.'));

describe('the gate of what it costs', () => {
  it('passes Sergas in every environment, and says what it costs at most', async () => {
    const { checked, findings, note } = await run(
      ...environmentNames.map((environment) => planOf(sergas, environment)),
    );
    expect(findings).toEqual([]);
    expect(checked).toBe(3);
    expect(note).toMatch(/^at most [\d,]+ series, \d+ [MG]iB of disk, \d+ MiB of memory \(sergas\/production\)$/);
  });

  it.each(Object.keys(ownStacks))('passes %s in every environment', async (name) => {
    const definition = ownStacks[name];
    if (definition === undefined) throw new Error(`there is no stack '${name}'`);
    const { findings } = await run(...environmentNames.map((environment) => planOf(definition, environment)));
    expect(definition.stack.budget?.series).toBeGreaterThan(0);
    expect(findings).toEqual([]);
  });

  it('finds what is above the budget, where the definition says it', async () => {
    const { findings } = await run(shopWith(catalog, { budget: { jobs: { api: { series: 10 } } } }));
    expect(findings).toMatchObject([
      { artifact: 'shop/development', code: 'NX950', from: 'budget.jobs.api.series', message: expect.any(String) },
    ]);
  });

  it('finds a limit that the scrape would break', async () => {
    const { findings } = await run(shopWith(catalog, {}, { sampleLimit: 5 }));
    expect(findings).toMatchObject([{ code: 'NX953', from: 'jobs.api.sampleLimit' }]);
  });
});
