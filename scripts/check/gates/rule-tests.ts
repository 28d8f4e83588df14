import { checkDistinct, withoutHeader } from '../distinct.ts';
import type { Gate } from '../gate.ts';
import { promtoolTestRules } from '../tools.ts';
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
    const files = context.subjects.flatMap(({ artifacts, folder }) => {
      const rules = new Map([...artifacts].filter(([path]) => path.startsWith('rules/')));
      const content = [...rules.values()].map(withoutHeader).join('\n');
      return [...artifacts]
        .filter(([path]) => /^tests\/[^/]+\.yml$/.test(path))
        .map(([path, text]) => {
          const artifact = `${folder}/${path}`;
          return { artifact, path, text, rules, content: `${path}\n${withoutHeader(text)}\n${content}` };
        });
    });
    const fix = 'correct the expression of the alert, or what the scenario expects of it';
    const findings = await checkDistinct(files, context, fix, (file) => promtoolTestRules(tool, file, file.rules));
    const scenarios = files.map(({ text }) => items(at(parse(text), 'tests')).length);
    return { checked: scenarios.reduce((sum, each) => sum + each, 0), what: 'scenario', findings };
  },
};
