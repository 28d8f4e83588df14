import { posix } from 'node:path';
import type { Artifacts } from '../../../stacks/model/index.ts';
import { checkDistinct, withoutHeader } from '../distinct.ts';
import type { Gate } from '../gate.ts';
import { runRuleTests } from '../run-rule-tests.ts';
import { at, items, parse } from '../yaml-value.ts';

/** Every scenario of every alert. */
export const ruleTests: Gate = {
  id: 'rule-tests',
  code: 'NX603',
  title: 'promtool test rules',
  why: 'an alert that does not fire when it should is only noticed after the outage',
  tools: ['promtool'],
  run: async (context) => {
    const tool = await context.tool('promtool');
    const files = context.subjects.flatMap(({ artifacts, folder }) =>
      [...artifacts]
        .filter(([path]) => /^tests\/[^/]+\.yml$/.test(path))
        .map(([path, text]) => {
          const parsed = parse(text);
          const rules = rulesOf(path, parsed, artifacts);
          const content = [text, ...rules.values()].map(withoutHeader).join('\n');
          const scenarios = items(at(parsed, 'tests')).length;
          return {
            artifact: `${folder}/${path}`,
            path,
            text,
            parsed,
            rules,
            scenarios,
            content: `${path}\n${content}`,
          };
        }),
    );
    const fix = 'correct the expression of the alert, or what the scenario expects of it';
    const findings = await checkDistinct(files, context, fix, (file) => runRuleTests(tool, file, file.rules));
    return { checked: files.reduce((sum, { scenarios }) => sum + scenarios, 0), what: 'scenario', findings };
  },
};

/** The rule files that a file of unit tests names, as far as they are there. */
function rulesOf(path: string, test: unknown, artifacts: Artifacts): ReadonlyMap<string, string> {
  return new Map(
    items(at(test, 'rule_files')).flatMap((name) => {
      const file = posix.join(posix.dirname(path), String(name));
      const text = artifacts.get(file);
      return text === undefined ? [] : [[file, text] as const];
    }),
  );
}
