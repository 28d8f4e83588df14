import { walk } from '../../../promql/index.ts';
import { type DashboardRule, eachTarget } from '../rule.ts';
import { isForPrometheus, written } from '../support.ts';

/** `target-rate-interval` */
export const targetRateInterval: DashboardRule = {
  id: 'target-rate-interval',
  severity: 'warning',
  why: 'A fixed window misses what lies between two points when somebody looks at a week, and is empty where metrics are scraped less often.',
  run: eachTarget((target, _panel, board) => {
    // At a single point in time a window means what it says; dashboard-linter speaks against it there as well.
    if (target.parsed === undefined || target.instant || !isForPrometheus(board)) return undefined;
    const found = walk(target.parsed).flatMap((call) => {
      const [range] = call.kind === 'Call' && ['rate', 'irate'].includes(call.func) ? call.args : [];
      if (range?.kind !== 'MatrixSelector') return [];
      const window = written(target, range.range);
      if (/__rate_interval\b/.test(window)) return [];
      const message = `${call.kind === 'Call' ? call.func : ''}() looks at '${window}', however long the time range is`;
      return [message];
    });
    return [...new Set(found)].map((message) => ({ at: ['expr'], message, fix: 'use $__rate_interval' }));
  }),
};
