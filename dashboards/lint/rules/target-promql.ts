import { type DashboardRule, eachTarget } from '../rule.ts';

/** `target-promql` */
export const targetPromql: DashboardRule = {
  id: 'target-promql',
  severity: 'error',
  why: 'Prometheus refuses the query, and the panel shows a red corner instead of data.',
  sameAs: 'NX500',
  run: eachTarget(({ fault }) =>
    fault === undefined
      ? undefined
      : { at: ['expr'], message: `this is not PromQL: ${fault}`, fix: 'correct the query' },
  ),
};
