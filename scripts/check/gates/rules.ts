import { checkDistinct, withoutHeader } from '../distinct.ts';
import type { Gate } from '../gate.ts';
import { allRuleFiles } from '../rule-files.ts';
import { promtoolCheckRules } from '../tools.ts';

/** Every rule file, wherever a target has it. */
export const rules: Gate = {
  id: 'rules',
  code: 'NX602',
  title: 'promtool check rules',
  why: 'one rule that cannot be parsed keeps Prometheus from loading any',
  tools: ['promtool'],
  run: async (context) => {
    const tool = await context.tool('promtool');
    const files = context.subjects
      .flatMap(allRuleFiles)
      .map((file) => ({ ...file, content: withoutHeader(file.text) }));
    const fix = 'correct the rule in the pack that it comes from';
    const findings = await checkDistinct(files, context, fix, (file) => promtoolCheckRules(tool, file));
    return { checked: files.length, what: 'file', findings };
  },
};
