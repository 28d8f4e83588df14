import { type Duration, seconds } from '../../stacks/model/index.ts';
import { askPrometheus } from './ask.ts';
import type { Question } from './question.ts';

/** When Prometheus began, and last read its rules. */
interface Runtime {
  readonly startTime: string;
  readonly lastConfigTime: string;
}

interface LiveGroup {
  readonly name: string;
  readonly rules: readonly {
    readonly name: string;
    readonly health: 'ok' | 'err' | 'unknown';
    readonly lastError?: string;
  }[];
}

/** Groups that are evaluated less often than this need not have been so when a stack has just started. Seconds. */
const often = 60;

/** Every rule group is loaded, has been evaluated unless its first turn has not come, and none of its rules failed. */
export const rules: Question = {
  id: 'rules',
  title: 'every rule group evaluates without error',
  answer: async ({ plan, ask }) => {
    const [{ groups }, runtime] = await Promise.all([
      askPrometheus<{ readonly groups: readonly LiveGroup[] }>(ask, '/api/v1/rules'),
      askPrometheus<Runtime>(ask, '/api/v1/status/runtimeinfo'),
    ]);
    const age = (Date.now() - Math.max(Date.parse(runtime.startTime), Date.parse(runtime.lastConfigTime))) / 1000;
    /** A group has its first turn somewhere within its interval, so that not all of them come at once. */
    const isDue = (interval: Duration) => seconds(interval) <= often || age >= seconds(interval);
    const waiting: string[] = [];
    const wrong: string[] = [];
    const pending: string[] = [];
    let evaluated = 0;
    for (const expected of plan.groups) {
      const live = groups.find(({ name }) => name === expected.name);
      if (live === undefined) {
        wrong.push(`${expected.name}: Prometheus has not loaded this group`);
        continue;
      }
      const due = isDue(expected.interval ?? plan.stack.prometheus.interval);
      for (const { name } of expected.rules) {
        const rule = live.rules.find((candidate) => candidate.name === name);
        if (rule === undefined) wrong.push(`${expected.name}: ${name} is not loaded`);
        else if (rule.health === 'err')
          wrong.push(`${expected.name}: ${name} fails: ${rule.lastError ?? 'without words'}`);
        else if (rule.health === 'ok') evaluated++;
        else if (due) pending.push(`${expected.name}: ${name} has not been evaluated yet`);
      }
      if (!due && live.rules.some(({ health }) => health === 'unknown')) waiting.push(expected.name);
    }
    return {
      good: `${evaluated} rules in ${plan.groups.length} groups`,
      ...{ wrong, pending },
      ...(waiting.length > 0 && {
        notes: [`not evaluated yet, because their turn has not come: ${waiting.join(', ')}`],
      }),
    };
  },
};
