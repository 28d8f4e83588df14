import { askPrometheus } from './ask.ts';
import type { Question } from './question.ts';

interface LiveGroup {
  readonly name: string;
  readonly lastEvaluation: string;
  readonly rules: readonly {
    readonly name: string;
    readonly health: 'ok' | 'err' | 'unknown';
    readonly lastError?: string;
  }[];
}

/** Every rule group is loaded, has been evaluated, and none of its rules failed. */
export const rules: Question = {
  id: 'rules',
  title: 'every rule group evaluates without error',
  answer: async ({ plan, ask }) => {
    const { groups } = await askPrometheus<{ readonly groups: readonly LiveGroup[] }>(ask, '/api/v1/rules');
    const wrong: string[] = [];
    const pending: string[] = [];
    let evaluated = 0;
    for (const expected of plan.groups) {
      const live = groups.find(({ name }) => name === expected.name);
      if (live === undefined) {
        wrong.push(`${expected.name}: Prometheus has not loaded this group`);
        continue;
      }
      for (const { name } of expected.rules) {
        const rule = live.rules.find((candidate) => candidate.name === name);
        if (rule === undefined) wrong.push(`${expected.name}: ${name} is not loaded`);
        else if (rule.health === 'err')
          wrong.push(`${expected.name}: ${name} fails: ${rule.lastError ?? 'without words'}`);
        else if (rule.health === 'unknown') pending.push(`${expected.name}: ${name} has not been evaluated yet`);
        else evaluated++;
      }
    }
    return { good: `${evaluated} rules in ${plan.groups.length} groups`, wrong, pending };
  },
};
