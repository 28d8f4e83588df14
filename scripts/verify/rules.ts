import { type Duration, seconds } from '../../stacks/model/index.ts';
import { askPrometheus, youngSince } from './ask.ts';
import type { Question } from './question.ts';

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
    const [{ groups }, since] = await Promise.all([
      askPrometheus<{ readonly groups: readonly LiveGroup[] }>(ask, '/api/v1/rules'),
      youngSince(ask),
    ]);
    const age = (Date.now() - since) / 1000;
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
      // Several rules may have one name: alerts of several severities, records of several label values.
      for (const name of new Set(expected.rules.map((rule) => rule.name))) {
        const wanted = expected.rules.filter((rule) => rule.name === name).length;
        const loaded = live.rules.filter((rule) => rule.name === name);
        if (loaded.length < wanted) wrong.push(notLoaded(`${expected.name}: ${name}`, loaded.length, wanted));
        for (const { health, lastError } of loaded) {
          if (health === 'err') wrong.push(`${expected.name}: ${name} fails: ${lastError ?? 'without words'}`);
          else if (health === 'ok') evaluated++;
          else if (due) pending.push(`${expected.name}: ${name} has not been evaluated yet`);
        }
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

function notLoaded(rule: string, loaded: number, wanted: number): string {
  return wanted === 1 ? `${rule} is not loaded` : `${rule} is loaded ${loaded} times instead of ${wanted}`;
}
