import { inspect } from '../live/inspect.ts';
import { readsLeftOut } from '../live/left-out.ts';
import type { Question } from './question.ts';

/** Every panel shows data, as somebody would see it in Grafana: over several ranges, with several choices of its variables. */
export const dashboardQueries: Question = {
  id: 'dashboards',
  title: 'every dashboard panel shows data',
  answer: async ({ ask, plan, leftOut, standIns = {} }, onProgress) => {
    const { dashboards, stack } = plan;
    const timeInterval = stack.prometheus.interval;
    const isLeftOut = readsLeftOut(plan, { ...leftOut, ...standIns });
    const verdict = await inspect({ ask, dashboards, timeInterval, isLeftOut }, onProgress);
    const notes = Object.entries(standIns).map(
      ([part, what]) => `${part} is a stand-in here, so what it exposes is not expected: ${what}`,
    );
    return { ...verdict, notes: [...notes, ...(verdict.notes ?? [])] };
  },
};
