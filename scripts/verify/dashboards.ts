import { inspect } from '../live/inspect.ts';
import { readsLeftOut } from '../live/left-out.ts';
import type { Question } from './question.ts';

/** Every panel shows data, as somebody would see it in Grafana: over several ranges, with several choices of its variables. */
export const dashboardQueries: Question = {
  id: 'dashboards',
  title: 'every dashboard panel shows data',
  answer: ({ ask, plan, leftOut }, onProgress) => {
    const { dashboards, stack } = plan;
    const timeInterval = stack.prometheus.interval;
    return inspect({ ask, dashboards, timeInterval, isLeftOut: readsLeftOut(plan, leftOut) }, onProgress);
  },
};
