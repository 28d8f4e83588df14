import { beforeAll, describe, expect, it } from 'vitest';
import { promtoolCheckRules, type Tool } from '../../local/tools/index.ts';
import { ruleFile } from '../../rules/index.ts';
import {
  type AlertOverride,
  type AlertRule,
  environmentNames,
  type RuleGroup,
  yaml,
} from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { otherStacks, ownGroups, ownStacks } from '../support/own-stacks.ts';
import { realPromtool, testGroup } from '../support/promtool.ts';
import { define, planOf } from '../support/stacks.ts';

/** Other numbers for an alert, all that it has. */
function otherNumbers({ for: pending, threshold, minimum }: AlertRule): AlertOverride {
  return {
    ...(pending !== '0s' && { for: '7m' }),
    severity: 'info',
    // The tests look once a minute, and not when it is over.
    keepFiringFor: '170s',
    ...(threshold !== undefined && { threshold: threshold * 0.8 }),
    ...(minimum !== undefined && { minimum: more(minimum) }),
  };
}

function alertsOf(groups: readonly RuleGroup[]): AlertRule[] {
  return groups.flatMap(({ rules }) => rules.filter((rule) => rule.kind === 'alert'));
}

/** Half as much again; a share stays below the whole. */
function more(minimum: number): number {
  return minimum < 1 ? Math.min(minimum * 1.5, (minimum + 1) / 2) : minimum * 1.5;
}

/** All groups of Sergas, which has every part, and the own ones of the other stacks. */
const groups = environmentNames.flatMap((environment) =>
  Object.values(ownStacks).flatMap((definition) => {
    const { stack, groups: all } = planOf(definition, environment);
    const asked = definition === sergas ? all : all.filter(({ name }) => ownGroups(definition).has(name));
    return asked.map((group) => ({ environment, name: `${stack.name}/${group.name}`, group, stack }));
  }),
);
/** What differs between environments is tested in each, the rest once. */
const distinct = [...new Map(groups.map((each) => [yaml(ruleFile(each.group, each.stack)), each])).values()];

describe('promtool', () => {
  let tool: Tool | undefined;
  beforeAll(async () => {
    tool = await realPromtool('the unit tests of the rules');
  }, 180_000);

  it.each(distinct)(
    'accepts the rules of $name in $environment and passes their unit tests',
    async ({ group, stack }) => {
      if (tool === undefined) return;
      const text = yaml(ruleFile(group, stack));
      expect(await promtoolCheckRules(tool, { artifact: `rules/${group.name}.yml`, text })).toEqual([]);
      expect(await testGroup(tool, group, stack)).toEqual([]);
    },
  );

  it.each(otherStacks)('passes the unit tests of %s with other numbers as well', async (_, definition) => {
    const own = alertsOf(planOf(definition, 'production').groups.filter(({ name }) => ownGroups(definition).has(name)));
    const numbers = Object.fromEntries(own.map((alert) => [alert.name, otherNumbers(alert)]));
    const given = planOf(
      define({ ...definition.stack, alerts: { ...definition.stack.alerts, ...numbers } }),
      'production',
    );
    for (const group of given.groups.filter(({ name, rules }) => {
      return ownGroups(definition).has(name) && rules.some(({ kind }) => kind === 'alert');
    }))
      if (tool !== undefined) expect(await testGroup(tool, group, given.stack), group.name).toEqual([]);
  });

  // Also those that Sergas leaves out.
  const alerts = alertsOf(planOf(define({ ...sergas.stack, alerts: {} }), 'production').groups);
  const changed = planOf(
    define({ ...sergas.stack, alerts: Object.fromEntries(alerts.map((alert) => [alert.name, otherNumbers(alert)])) }),
    'production',
  );

  it('is given other numbers for every alert', () => {
    const given = alertsOf(changed.groups);
    expect(given.length).toBeGreaterThan(0);
    expect(given.map(({ name }) => name)).toEqual(alerts.map(({ name }) => name));
    for (const [index, alert] of alerts.entries()) expect(given[index], alert.name).toMatchObject(otherNumbers(alert));
  });

  it.each(changed.groups)(
    'passes the unit tests of $name with other numbers, because the scenarios follow them',
    async (group) => {
      if (tool === undefined) return;
      expect(await testGroup(tool, group, changed.stack)).toEqual([]);
    },
  );
});
