import { beforeAll, describe, expect, it } from 'vitest';
import { promtoolCheckRules, type Tool } from '../../local/tools/index.ts';
import { groupGaps, ruleFile } from '../../rules/index.ts';
import { testMutants } from '../../scripts/mutants/run.ts';
import { checkExpressions } from '../../stacks/analysis/index.ts';
import { type Plan, yaml } from '../../stacks/model/index.ts';
import { realPromtool, testGroup } from './promtool.ts';

/**
 * What every pack of rules has to bear, said for some groups of a plan: promtool takes the rules and passes their unit tests, nothing is
 * missing, no check of expressions finds anything, and the tests notice every mistake that is not explained.
 */
export function describePack(title: string, plan: Plan, groupNames: readonly string[]): void {
  const groups = plan.groups.filter(({ name }) => groupNames.includes(name));
  describe(title, () => {
    let tool: Tool | undefined;
    beforeAll(async () => {
      tool = await realPromtool(`the rules ${title}`);
    }, 180_000);

    it('is in the plan', () => {
      expect(groups.map(({ name }) => name).sort()).toEqual([...groupNames].sort());
    });

    it('has no finding of the checks of expressions', () => {
      const own = groups.map(({ name }) => `(group ${name})`);
      const { findings } = checkExpressions(plan, '2026-01-01');
      const texts = findings.flatMap(({ code, message, expression: { where } }) =>
        own.some((group) => where.includes(group)) ? [`${code} ${where}: ${message}`] : [],
      );
      expect(texts).toEqual([]);
    });

    it.each(groups)('$name lacks no scenario and no part of a runbook', (group) => {
      expect(groupGaps(group, plan.stack)).toEqual([]);
    });

    it.each(groups)('$name is accepted by promtool and passes its unit tests', async (group) => {
      if (tool === undefined) return;
      const text = yaml(ruleFile(group, plan.stack));
      expect(await promtoolCheckRules(tool, { artifact: `rules/${group.name}.yml`, text })).toEqual([]);
      expect(await testGroup(tool, group, plan.stack)).toEqual([]);
    });

    it.each(groups.flatMap((group) => group.rules.map((rule) => ({ name: rule.name, group, rule }))))(
      'the tests of $name notice every mistake in it',
      async ({ group, rule }) => {
        if (tool === undefined) return;
        const verdict = await testMutants(rule, group, plan.stack, tool);
        expect(verdict.failure).toBeUndefined();
        expect(verdict.mutants).toBeGreaterThan(0);
        expect(verdict.survivors.filter(({ reason }) => reason === undefined)).toEqual([]);
        expect(verdict.stale).toEqual([]);
      },
    );
  });
}
