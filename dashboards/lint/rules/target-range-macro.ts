import { type DashboardRule, eachTarget } from '../rule.ts';

/** `target-range-macro` */
export const targetRangeMacro: DashboardRule = {
  id: 'target-range-macro',
  severity: 'warning',
  why: 'At each of hundreds of points such a query looks back over the whole range: slow, and at the left edge it shows what was before.',
  run: eachTarget(({ expr, instant }) =>
    instant || !/\$\{?__range(_s|_ms)?\b/.test(expr)
      ? undefined
      : {
          at: ['expr'],
          message: '$__range in a query over time',
          fix: 'use $__rate_interval, or make the query instant',
        },
  ),
};
