import { type DashboardRule, eachTarget } from '../rule.ts';

/** `target-ref-id` */
export const targetRefId: DashboardRule = {
  id: 'target-ref-id',
  severity: 'warning',
  why: 'Expressions, overrides and columns name queries by refId. Grafana makes up missing ones, in the order of the file.',
  run: eachTarget(({ refId }) =>
    refId ? undefined : { message: 'the query has no refId', fix: 'call the queries of a panel A, B, …' },
  ),
};
