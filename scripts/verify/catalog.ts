import { contradictions, type LiveSeries, parsedExpressions, surroundings } from '../../stacks/analysis/index.ts';
import { askPrometheus } from './ask.ts';
import type { Question } from './question.ts';

/** Series that are looked at; of more, this many. */
const limit = 50_000;
/** Seconds: what was there a moment ago. A target that was renamed an hour ago is no contradiction. */
const recent = 60;

/**
 * What Prometheus holds is what the catalogs say. A difference breaks nothing by itself, but the checks of expressions rest on the
 * catalogs, so it is told.
 */
export const catalog: Question = {
  id: 'catalog',
  title: 'series are as the catalogs describe them',
  answer: async ({ plan, ask, exactInstances }) => {
    const { catalog } = surroundings(plan, parsedExpressions(plan));
    const start = Math.floor(Date.now() / 1000) - recent;
    const match = encodeURIComponent('{__name__!=""}');
    const path = `/api/v1/series?match[]=${match}&start=${start}&limit=${limit}`;
    const live = await askPrometheus<readonly LiveSeries[]>(ask, path);
    // A cluster names its pods itself.
    const notes = contradictions(catalog, live, exactInstances ? [] : ['instance']);
    const names = new Set(live.map(({ __name__ }) => __name__));
    return { good: `${live.length} series of ${names.size} names`, wrong: [], notes };
  },
};
