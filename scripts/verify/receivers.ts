import { alertmanagerMetrics } from '../../servers/index.ts';
import { seconds } from '../../stacks/model/index.ts';
import { askPrometheus, youngSince } from './ask.ts';
import type { Question } from './question.ts';

interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** Minutes that are looked back. */
const back = 3;

/** No receiver refused, or could not be reached, in the last minutes. Receivers that nothing was sent to cannot be judged. */
export const receivers: Question = {
  id: 'receivers',
  title: 'no receiver is unreachable',
  answer: async ({ plan, ask }) => {
    const isYoung = Date.now() - (await youngSince(ask)) < back * 60_000;
    // What failed before a receiver listened is forgotten as soon as nothing fails any more; a minute has to hold enough samples.
    const minutes = isYoung ? Math.min(back, Math.ceil((4 * seconds(plan.stack.prometheus.interval)) / 60)) : back;
    const failed = `sum by (receiver_name, integration) (increase(${alertmanagerMetrics.requestsFailed}[${minutes}m])) > 0`;
    const last = minutes === 1 ? 'minute' : `${minutes} minutes`;
    const { result } = await askPrometheus<{ readonly result: readonly Sample[] }>(
      ask,
      `/api/v1/query?query=${encodeURIComponent(failed)}`,
    );
    const failures = result.map(({ metric, value }) => {
      const times = Math.max(1, Math.round(Number(value[1])));
      return `'${metric.receiver_name}' cannot be reached by ${metric.integration}: ${times} failed ${times === 1 ? 'try' : 'tries'} in the last ${last}`;
    });
    return {
      good: `${Object.keys(plan.stack.receivers).length} receivers, no failed delivery in the last ${last}`,
      wrong: isYoung ? [] : failures,
      pending: isYoung ? failures : [],
    };
  },
};
