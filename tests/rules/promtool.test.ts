import { beforeAll, describe, expect, it } from 'vitest';
import { promtoolCheckRules, type Tool } from '../../local/tools/index.ts';
import { ruleFile } from '../../rules/index.ts';
import { type AlertOverride, type AlertRule, environmentNames, yaml } from '../../stacks/model/index.ts';
import sergas from '../../stacks/sergas.ts';
import { realPromtool, testGroup } from '../support/promtool.ts';
import { define, planOf } from '../support/stacks.ts';

/** Other numbers for an alert, all that it has. */
function otherNumbers({ for: pending, threshold, minimum }: AlertRule): AlertOverride {
  return {
    ...(pending !== '0s' && { for: '7m' }),
    severity: 'info',
    keepFiringFor: '3m',
    ...(threshold !== undefined && { threshold: threshold * 0.8 }),
    ...(minimum !== undefined && { minimum: minimum * 1.5 }),
  };
}

const groups = environmentNames.flatMap((environment) => {
  const { stack, groups: all } = planOf(sergas, environment);
  return all.map((group) => ({ environment, name: group.name, group, stack }));
});
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

  const alerts = planOf(sergas, 'production').groups.flatMap(({ rules }) =>
    rules.filter((rule) => rule.kind === 'alert'),
  );
  const changed = planOf(
    define({ ...sergas.stack, alerts: Object.fromEntries(alerts.map((alert) => [alert.name, otherNumbers(alert)])) }),
    'production',
  );
  it.each(changed.groups)(
    'passes the unit tests of $name with other numbers, because the scenarios follow them',
    async (group) => {
      if (tool === undefined) return;
      expect(await testGroup(tool, group, changed.stack)).toEqual([]);
    },
  );
});
