import { narrowTests } from './narrow-tests.ts';
import { promtoolTestRules, type Tool, type ToolFinding, type ToolInput } from './tools.ts';
import { parse, type Value } from './yaml-value.ts';

/** A file of unit tests of rules, by its path relative to the folder of the artifacts, with what it says if somebody has read it. */
export interface RuleTests extends ToolInput {
  readonly path: string;
  readonly parsed?: Value;
}

/** Has promtool run a file of unit tests against the rule files beside it, none of them longer than the tests need. */
export async function runRuleTests(
  tool: Tool,
  file: RuleTests,
  rules: ReadonlyMap<string, string>,
): Promise<ToolFinding[]> {
  const narrow = narrowTests(file.path, file.parsed ?? parse(file.text), rules);
  return narrow === undefined
    ? promtoolTestRules(tool, file, rules)
    : promtoolTestRules(tool, file, narrow.files, narrow.tests);
}
