import { alertmanagerMetrics } from '../../servers/index.ts';
import { askPrometheus } from './ask.ts';
import type { Question } from './question.ts';

interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** No receiver refused, or could not be reached, in the last minutes. Receivers that nothing was sent to cannot be judged. */
export const receivers: Question = {
  id: 'receivers',
  title: 'no receiver is unreachable',
  answer: async ({ plan, ask }) => {
    const failed = `sum by (receiver_name, integration) (increase(${alertmanagerMetrics.requestsFailed}[3m])) > 0`;
    const { result } = await askPrometheus<{ readonly result: readonly Sample[] }>(
      ask,
      `/api/v1/query?query=${encodeURIComponent(failed)}`,
    );
    const wrong = result.map(({ metric, value }) => {
      const times = Math.max(1, Math.round(Number(value[1])));
      return `'${metric.receiver_name}' cannot be reached by ${metric.integration}: ${times} failed ${times === 1 ? 'try' : 'tries'} in the last 3 minutes`;
    });
    return {
      good: `${Object.keys(plan.stack.receivers).length} receivers, no failed delivery in the last 3 minutes`,
      wrong,
    };
  },
};
