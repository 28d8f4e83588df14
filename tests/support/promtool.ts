import { ensurePrograms, ProgramError } from '../../local/index.ts';
import type { Tool, ToolFinding } from '../../local/tools/index.ts';
import { ruleFile, unitTests } from '../../rules/index.ts';
import { runRuleTests } from '../../scripts/check/run-rule-tests.ts';
import { type RuleGroup, type Stack, yaml } from '../../stacks/model/index.ts';
import { couldNotRun } from './could-not-run.ts';

/** The real promtool, fetched if this machine has none; `undefined` where that is not possible, which is noted for the summary. */
export async function realPromtool(what: string): Promise<Tool | undefined> {
  try {
    const programs = await ensurePrograms(['promtool']);
    return { path: programs.get('promtool')?.path ?? 'promtool' };
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    couldNotRun(what, error.message);
    return undefined;
  }
}

/** Has promtool run the unit tests of a group against its rules, or against other rules in their place; returns what failed. */
export async function testGroup(
  tool: Tool,
  group: RuleGroup,
  stack: Stack,
  rules: RuleGroup = group,
): Promise<ToolFinding[]> {
  const tests = unitTests(group, stack);
  if (tests === undefined) throw new Error(`the group '${group.name}' has no unit tests`);
  const path = `tests/${group.name}.yml`;
  const input = { artifact: path, path, text: yaml(tests) };
  return runRuleTests(tool, input, new Map([[`rules/${group.name}.yml`, yaml(ruleFile(rules, stack))]]));
}
